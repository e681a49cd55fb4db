/**
 * The log: one for all faces and processes of the user, open to every room. It is a function of the process, like its
 * standard error: the entry opens it, and nothing is written, nor a file made, before something is to be said.
 */
import { randomInt } from 'node:crypto'
import { visible } from '../../shared/unseen.ts'
import { errorText } from './error-text.ts'
import { beginning, ending, type Face } from './log-faces.ts'
import { openLogFile } from './log-file.ts'
import type { System } from './ports.ts'
import { redact } from './redact.ts'

type Level = 'error' | 'warn' | 'info' | 'debug'

interface Opened {
  readonly append: (text: string) => void
  /** `LANYARD_DEBUG=1`: says more, and says all on standard error as well. */
  readonly debug: boolean
  /** In ms. */
  readonly now: () => number
}

let opened: Opened | null = null

/** From now on what is logged in this process, which is a `face`, is written into the state folder. */
export function openLog(
  system: Pick<System, 'paths' | 'env' | 'version'>,
  face: Face,
  now: () => number = Date.now,
): void {
  const start = now()
  const head = () => lineOf('info', start, beginning(face, system.version))
  opened = { append: openLogFile(system.paths.state, head), debug: system.env['LANYARD_DEBUG'] === '1', now }
}

/** For tests: nothing is written any more. */
export function closeLog(): void {
  opened = null
}

/**
 * Each says what happened, in a sentence without its end, and why. None ever throws: a log that cannot be written is no
 * reason for anything else to fail. What is secret is taken out before it is written (redact.ts).
 */
export const log = {
  /** What nobody foresaw. Gives the short id by which it is found in the log. */
  error(what: string, error?: unknown): string {
    const report = newReport()
    write('error', `${what} (report ${report})`, error)
    return report
  },
  /** What went wrong and is got over. */
  warn: (what: string, error?: unknown): void => write('warn', what, error),
  /** What happened, where it helps to know. */
  info: (what: string): void => write('info', what),
  /** The end of a process that stays. */
  end: (): void => write('info', ending),
  /** What only somebody wants to know who looks for a fault. */
  debug: (what: string): void => write('debug', what),
}

/** Without the letters that are taken for digits, or make words. */
const alphabet = '0123456789BCDFGHJKMNPQRSTVWXZ'

function newReport(): string {
  return Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** Characters of one entry. */
const longest = 16_000

function write(level: Level, what: string, error?: unknown): void {
  if (!opened || (level === 'debug' && !opened.debug)) return
  try {
    const text = error === undefined ? what : `${what}\n${errorText(error)}`
    const line = lineOf(level, opened.now(), redact(text.slice(0, longest)))
    if (opened.debug) process.stderr.write(line)
    opened.append(line)
  } catch {
    // There is nobody to tell.
  }
}

/** One entry. Only its first line begins at the margin, so that no text can pass for another entry. */
function lineOf(level: Level, at: number, text: string): string {
  const safe = text.trimEnd().split('\n').map(visible).join('\n    ')
  return `${new Date(at).toISOString()} ${level.padEnd(5)} [${process.pid}] ${safe}\n`
}
