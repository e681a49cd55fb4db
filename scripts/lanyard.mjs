#!/usr/bin/env node
/**
 * The installed command: runs `out/main/cli.js`, which needs SQLite in Node, on this Node or on the one that came with
 * the package. In words that old Nodes understand, so that they can say what is wrong.
 */
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = join(dirname(dirname(fileURLToPath(import.meta.url))), 'out/main/cli.js')
const wanted = 24

start()

function start() {
  if (!existsSync(program)) return fail('Lanyard is not built: run npm run build.')
  if (Number.parseInt(process.versions.node, 10) >= wanted) return runHere()
  const node = findNode()
  if (node !== null) return void runOn(node)
  if (!hasSqlite()) {
    return fail(`Lanyard needs Node ${wanted} or newer, and this is ${process.version}: install it from nodejs.org.`)
  }
  // Node 22 warns about its SQLite, which works; a program that reads JSON from stderr must not meet that.
  process.removeAllListeners('warning')
  runHere()
}

function runHere() {
  module.createRequire(import.meta.url)(program)
}

function hasSqlite() {
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
async function runOn(node) {
  const { spawn } = await import('node:child_process')
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both; a second one right behind it does no harm. The child says how it ends.
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Lanyard could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const each of signals) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
