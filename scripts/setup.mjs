/**
 * Makes a checkout ready: `npm ci` when the lockfile changed, nothing otherwise; with `--tests` also what the tests use
 * from the machine. Plain Node 20 without dependencies, since it runs before there are any.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
/** Written last and removed first, so that an interrupted installation has none. */
const stamp = join(modules, '.lanyard-setup')
const wanted = fingerprint()
const neededNode = 24
const windows = process.platform === 'win32'

const failure = (isInstalled() ? null : await install()) ?? nodeProblem()
if (failure !== null) {
  say(failure)
  process.exitCode = 1
} else if (process.argv.includes('--tests')) {
  const { provideTestTools } = await import('./test-tools.mjs')
  await provideTestTools(say)
}

/** What is to be installed, and for which machine: a folder copied from another platform does not count. */
function fingerprint() {
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(`${process.platform}-${process.arch}\n`).update(lockfile).digest('hex')
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

/** @returns {Promise<string | null>} what went wrong */
async function install() {
  const { withLock } = await import('./lock.mjs')
  const onWait = (/** @type {string} */ holder) => say(`Another set-up is running (process ${holder}); waiting for it.`)
  return withLock(join(root, '.setup.lock'), { onWait }, async (hold) => {
    if (isInstalled()) return null
    const began = Date.now()
    say('Installing what Lanyard is built with. This takes a minute or two, once.')
    rmSync(stamp, { force: true })
    const problem = await npmCi(hold)
    if (problem !== null) return problem
    writeFileSync(stamp, wanted)
    say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`)
    return null
  })
}

/**
 * No install script runs: nothing here needs one, and a lockfile cannot vouch for what they fetch.
 * @param {(pid: number | undefined) => Promise<void>} hold
 * @returns {Promise<string | null>} what went wrong
 */
async function npmCi(hold) {
  const [command, ...first] = npm()
  const options = ['--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline', '--loglevel=error']
  const child = spawn(command, [...first, 'ci', ...options], {
    cwd: root,
    shell: windows && first.length === 0,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stop = () => void child.kill('SIGKILL')
  process.once('exit', stop)
  void hold(child.pid)
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => child.once('error', () => resolve(127)).once('close', resolve))
  process.off('exit', stop)
  return code === 0 ? null : inWords(code, said)
}

/**
 * npm itself, on a Node that is not in the folder that is about to be replaced.
 * @returns {[string, ...string[]]}
 */
function npm() {
  const script = process.env['npm_execpath']
  if (script === undefined || basename(script) !== 'npm-cli.js') return ['npm']
  const running = process.env['npm_node_execpath'] ?? process.execPath
  return [running.startsWith(modules) ? (nodeElsewhere() ?? running) : running, script]
}

function nodeElsewhere() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return folders.map((folder) => join(folder, windows ? 'node.exe' : 'node')).find((file) => existsSync(file))
}

/**
 * @param {number} code of npm
 * @param {string} said by npm on stderr
 */
function inWords(code, said) {
  if (code === 127) return 'npm was not found. It comes with Node: https://nodejs.org'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(said)) {
    return 'The npm registry cannot be reached, so what Lanyard is built with was not installed. Check the network connection and the proxy, then try again.'
  }
  return `npm ci failed (exit ${code}), and said:\n\n${said.trim()}\n`
}

/** The build and the tests need a newer Node than many machines carry; on Linux and Windows the lockfile brings it. */
function nodeProblem() {
  const version = major(process.versions.node) >= neededNode ? process.versions.node : scriptsNode()
  if (major(version) >= neededNode) return null
  const how = process.platform === 'darwin' ? 'for example by `brew install node@24`' : 'from https://nodejs.org'
  return `Lanyard's scripts need Node ${neededNode}, and would run on Node ${version} here. Install Node ${neededNode}, ${how}, then try again.`
}

/** The Node that npm puts first on the path of scripts, once it is installed. */
function scriptsNode() {
  const command = join(modules, '.bin', windows ? 'node.cmd' : 'node')
  if (!existsSync(command)) return process.versions.node
  const { stdout } = spawnSync(windows ? `"${command}"` : command, ['--version'], { encoding: 'utf8', shell: windows })
  return stdout?.trim().slice(1) || process.versions.node
}

/** @param {string} version */
function major(version) {
  return Number.parseInt(version, 10)
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}
