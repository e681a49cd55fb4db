#!/usr/bin/env node
/**
 * The installed command: runs `out/main/cli.js`, which needs SQLite in Node, on this Node or on the one that came with
 * the package. In words that old Nodes understand, so that they can say what is wrong.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = join(dirname(dirname(fileURLToPath(import.meta.url))), 'out/main/cli.js')

if (!existsSync(program)) fail('Lanyard is not built: run npm run build.')
else if (isRecent()) void import(new URL('../out/main/cli.js', import.meta.url).href)
else {
  const node = findNode()
  if (node === null) fail(`Lanyard needs Node 24 or newer, and this is ${process.version}: install it from nodejs.org.`)
  else runOn(node)
}

function isRecent() {
  return typeof module.isBuiltin === 'function' && module.isBuiltin('node:sqlite')
}

/** The optional package with Node's own binary for this platform. */
function findNode() {
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  try {
    const folder = dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`))
    const node = join(folder, 'bin', windows ? 'node.exe' : 'node')
    return existsSync(node) ? node : null
  } catch {
    return null
  }
}

/** @param {string} node */
function runOn(node) {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to both; the others are passed on. The child says how it ends.
  process.on('SIGINT', () => undefined)
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Lanyard could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const each of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
