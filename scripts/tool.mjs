/** Runs the project's own tools on this Node, and keeps what they say for whoever wants to see it. */
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * @param {readonly string[]} args a script and its arguments
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number | null, said: string }>} its exit code, and stdout and stderr as they came
 */
export async function runTool(args, { env = process.env } = {}) {
  const { NO_COLOR: _, FORCE_COLOR: __, ...plain } = env
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...plain, ...colour },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => void child.kill()
  process.once('exit', stop)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => child.once('error', () => resolve(null)).once('close', resolve))
  process.off('exit', stop)
  return { code, said: said.trim() }
}
