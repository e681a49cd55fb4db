/** Opens Lanyard: its window where Electron can run, the browser face elsewhere. */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchElectron, findElectron } from './electron-runtime.mjs'
import { whenNpmEnds } from './orphan.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** How Chromium dies (at once) when the system does not let it make its sandbox. */
const sandboxFailures = ['SIGTRAP', 'SIGABRT', 'SIGILL']

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Exit */

/**
 * Opens Lanyard and settles when it ends. `out/` is built before.
 * @param {object} options
 * @param {boolean} options.browser the browser face, whatever can run here
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} [options.signal] ends it
 * @returns {Promise<Exit>}
 */
export async function launch({ browser, env, signal }) {
  const runtime = browser ? null : await desktopRuntime()
  if (runtime === null) return openBrowserFace({ env, signal })
  const began = Date.now()
  const exit = await run(runtime, [root], { env, signal })
  if (exit.signal === null || !sandboxFailures.includes(exit.signal) || Date.now() - began > 10_000) return exit
  say('Electron could not start here (see above), so Lanyard opens in your browser instead.')
  return openBrowserFace({ env, signal })
}

/**
 * Ends this process as a child ended, so that whoever started it sees the same.
 * @param {Exit} exit
 */
export function passOn({ code, signal }) {
  process.exitCode = signal === null ? (code ?? 1) : signal === 'SIGINT' ? 130 : 143
}

async function desktopRuntime() {
  const hindrance = whyNoDesktop()
  if (hindrance === null) {
    const runtime = findElectron() ?? (await fetchElectron(say))
    if (runtime !== null) return runtime
  }
  say(`${hindrance ?? "Electron's runtime cannot be downloaded here"}, so Lanyard opens in your browser instead.`)
  return null
}

/** @returns {string | null} why Electron cannot show a window here, whether its runtime is there or not */
function whyNoDesktop() {
  if (process.platform !== 'linux') return null
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'There is no display here'
  return process.getuid?.() === 0 ? 'Electron has no sandbox for root' : null
}

/** @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal | undefined }} options */
function openBrowserFace(options) {
  return run(process.execPath, [join(root, 'out/main/cli.js'), 'serve'], options)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal | undefined }} options
 * @returns {Promise<Exit>}
 */
async function run(command, args, { env, signal }) {
  // Editors built on Electron set it in their terminals, and it makes Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env
  const child = spawn(command, args, { cwd: root, env: rest, stdio: 'inherit' })
  const forward = (/** @type {NodeJS.Signals} */ name) => void child.kill(name)
  // The terminal sends SIGINT to the whole group: the child has it already, and this process waits for it.
  const wait = () => {}
  const stop = () => void child.kill('SIGTERM')
  process.on('SIGINT', wait).on('SIGTERM', forward).on('SIGHUP', forward).once('exit', stop)
  const ignoreNpm = whenNpmEnds(stop)
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => {
        say(`${command} could not be started: ${error.message}`)
        resolve({ code: 1, signal: null })
      })
      child.once('exit', (code, name) => resolve({ code, signal: name }))
    })
  } finally {
    ignoreNpm()
    process.off('SIGINT', wait).off('SIGTERM', forward).off('SIGHUP', forward).off('exit', stop)
    signal?.removeEventListener('abort', stop)
  }
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}
