/** The command at a terminal, with a person who answers its questions. */
import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished } from 'vitest'
import { program, type Desk } from './lanyard.ts'

export const enter = '\r'
export const down = '\u001b[B'

/** `lanyard WORDS` on a terminal of its own: what it shows, and keys to answer with. */
export function atTerminal(desk: Desk, words: string) {
  const command = [process.execPath, program, ...words.split(' ')]
  const [file, args] =
    process.platform === 'linux'
      ? ['script', ['-qec', command.join(' '), '/dev/null']]
      : [
          'python3',
          ['-c', 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))', ...command],
        ]
  const child = spawn(file, args, {
    env: { ...desk.env, TERM: 'xterm', COLUMNS: '120' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const done = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await done
  })
  return {
    done,
    shown: () => stripVTControlCharacters(text),
    raw: () => text,
    /** Waits until `pattern` shows up in what is new, then types. */
    async answer(pattern: RegExp, keys: string) {
      const from = text.length
      await expect.poll(() => stripVTControlCharacters(text.slice(this.seen)), { timeout: 20_000 }).toMatch(pattern)
      this.seen = from
      child.stdin.write(keys)
    },
    seen: 0,
  }
}
