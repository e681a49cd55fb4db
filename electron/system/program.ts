/** Runs another program for what it says: no shell, nothing to read, and never for long. */
import { spawn } from 'node:child_process'
import type { Clock } from './ports.ts'

export interface ProgramOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly folder: string
  /** In ms; what runs longer is killed, with all that it started. */
  readonly limit: number
}

/** How it went: what it said on both streams (at most 64 KiB); that it took too long; or Node's code (`EACCES`). */
export type Ran =
  | { readonly kind: 'ended'; readonly code: number | null; readonly said: string }
  | { readonly kind: 'hung' }
  | { readonly kind: 'failed'; readonly code: string }

export type RunProgram = (file: string, words: readonly string[], options: ProgramOptions) => Promise<Ran>

const mostSaid = 65_536

/** Runs programs by the clock. Never rejects. */
export function programRunner(clock: Clock): RunProgram {
  return (file, words, { env, folder, limit }) =>
    new Promise((resolve) => {
      // A group of its own on POSIX, so that what a wrapper script started can be killed with it.
      const child = spawn(file, words, {
        env,
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      })
      let said = ''
      const settle = (ran: Ran) => {
        stop()
        resolve(ran)
      }
      const stop = clock.after(limit, () => {
        settle({ kind: 'hung' })
        killAll(child.pid)
        for (const stream of [child.stdout, child.stderr]) stream.destroy()
      })
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          said = (said + text).slice(0, mostSaid)
        })
      }
      child.once('error', (error: NodeJS.ErrnoException) => settle({ kind: 'failed', code: error.code ?? error.name }))
      child.once('close', (code) => settle({ kind: 'ended', code, said }))
    })
}

function killAll(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It ended just now.
  }
}
