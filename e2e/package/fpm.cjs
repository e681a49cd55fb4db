#!/usr/bin/env node
// Stands in for fpm: makes an empty package, and notes what it was asked for while the files it was given exist.
const { readFileSync, writeFileSync } = require('node:fs')

const args = process.argv.slice(2)
const after = (option) => args[args.indexOf(option) + 1]
const texts = {}
for (const option of ['--after-install', '--after-remove']) texts[option] = readFileSync(after(option), 'utf8')
for (const [source, target] of args.map((arg) => arg.split('='))) {
  if (target?.endsWith('.desktop')) texts[target] = readFileSync(source, 'utf8')
}
writeFileSync(after('--package'), '')
writeFileSync(`${after('--package')}.json`, JSON.stringify({ args, texts }))
