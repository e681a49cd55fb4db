/** A command that may hang on the network: it runs as long as it makes progress. Plain Node 20, since set-up uses it. */
import { spawn } from 'node:child_process'

/**
 * Runs a command, and ends it when `progress` has not changed for `patience` ms.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} options.patience ms without progress that are waited for
 * @param {(said: string) => unknown} options.progress what shows that it goes on; given all that the command said so far
 * @returns {Promise<{ ok: boolean, stalled: boolean, said: string }>} what it said on stdout and stderr
 */
export async function runWatched(command, args, { env = process.env, patience, progress }) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = () => void child.kill('SIGKILL')
  process.once('exit', stop)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  let stalled = false
  let seen = progress(said)
  let since = Date.now()
  const watch = setInterval(() => {
    const now = progress(said)
    if (now !== seen) since = Date.now()
    seen = now
    stalled = Date.now() - since > patience
    if (stalled) stop()
  }, 250)
  const code = await new Promise((resolve) => child.once('error', () => resolve(null)).once('close', resolve))
  clearInterval(watch)
  process.off('exit', stop)
  return { ok: code === 0, stalled, said }
}
