#!/usr/bin/env node
// Makes the deb that electron-builder asks fpm for, by Debian's own dpkg-deb: fpm would have to be downloaded.
const { spawnSync } = require('node:child_process')
const { cpSync, chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { dirname, join } = require('node:path')

const args = process.argv.slice(2)
const all = (option) => args.filter((_, at) => args[at - 1] === option)
const one = (option) => all(option)[0] ?? ''

const folder = mkdtempSync(join(tmpdir(), 'lanyard-deb-'))
for (const [source, target] of args.map((arg) => arg.split('='))) {
  if (!target?.startsWith('/') || !existsSync(source)) continue
  mkdirSync(dirname(join(folder, target)), { recursive: true })
  cpSync(source, join(folder, target), { recursive: true, verbatimSymlinks: true })
}
const control = {
  Package: one('--name'),
  Version: one('--version'),
  Architecture: one('--architecture'),
  Maintainer: one('--maintainer'),
  Depends: all('-d').join(', '),
  Homepage: one('--url'),
  Description: one('--description').trim().replaceAll('\n', '\n '),
}
mkdirSync(join(folder, 'DEBIAN'))
const lines = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`)
writeFileSync(join(folder, 'DEBIAN/control'), lines.join(''))
for (const [option, name] of [
  ['--after-install', 'postinst'],
  ['--after-remove', 'postrm'],
]) {
  cpSync(one(option), join(folder, 'DEBIAN', name))
  chmodSync(join(folder, 'DEBIAN', name), 0o755)
}
chmodSync(folder, 0o755)
const build = ['--root-owner-group', '-Znone', '--build', folder, one('--package')]
const { status } = spawnSync('dpkg-deb', build, { stdio: ['ignore', 'ignore', 'inherit'] })
rmSync(folder, { recursive: true })
process.exit(status ?? 1)
