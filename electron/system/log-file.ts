/**
 * The files of the log: two of a megabyte each, in Lanyard's state folder (0600 in 0700). All processes of the user append
 * to the newer one. Each piece is written by one call at the end of the file, so that pieces never mix.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { noFollow, readOwn } from './files.ts'
import { tryLock } from './lock.ts'

/** Bytes of each of the two files. */
export const mostBytes = 1_000_000

/** Bytes that many processes may add at once while one of them makes room. Beyond it nothing is written. */
const spare = 500_000

/** How long, in ms, to wait for another process that makes room. */
const patience = 200

export interface LogFiles {
  readonly newer: string
  readonly older: string
}

export function logFiles(folder: string): LogFiles {
  return { newer: join(folder, 'lanyard.log'), older: join(folder, 'lanyard.1.log') }
}

/**
 * What appends text to the log in `folder`. It writes at once, so that a process may end right after. In each file, `head`
 * stands before the first text of this process. It throws Node's own errors where nothing can be written; a link is not
 * followed, a pipe not waited for.
 */
export function openLogFile(folder: string, head: () => string): (text: string) => void {
  let headed = ''
  const append = (text: string, hasRoom: boolean): void => {
    const descriptor = openToAppend(folder)
    try {
      const stats = fstatSync(descriptor)
      if (!stats.isFile()) return
      const file = `${stats.ino} ${stats.birthtimeMs}`
      const bytes = Buffer.from(headed === file ? text : head() + text)
      const isFull = stats.size > 0 && stats.size + bytes.length > mostBytes
      if (isFull && !hasRoom) {
        makeRoom(folder, bytes.length)
        return append(text, true)
      }
      if (stats.size > mostBytes + spare) return
      if ((stats.mode & 0o077) !== 0 && process.platform !== 'win32') fchmodSync(descriptor, 0o600)
      writeSync(descriptor, bytes)
      headed = file
    } finally {
      closeSync(descriptor)
    }
  }
  return (text) => append(text, false)
}

function openToAppend(folder: string): number {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | noFollow | (constants.O_NONBLOCK ?? 0)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory()) throw Object.assign(new Error(`not a folder: ${folder}`), { code: 'ENOTDIR' })
  if ((found.mode & 0o077) !== 0 && process.platform !== 'win32') chmodSync(folder, 0o700)
  return openSync(logFiles(folder).newer, flags, 0o600)
}

/** The newer file becomes the older one, unless another process has seen to it meanwhile. */
function makeRoom(folder: string, bytes: number): void {
  const { newer, older } = logFiles(folder)
  const release = tryLock({ folder, subject: newer, patience })
  try {
    if (release && lstatSync(newer).size + bytes > mostBytes) renameSync(newer, older)
  } catch {
    // It goes on in the old file for a while.
  } finally {
    release?.()
  }
}

/** The whole log, oldest first. A file that cannot be read counts as empty. */
export async function readLog(folder: string): Promise<string> {
  const { newer, older } = logFiles(folder)
  const texts = await Promise.all([older, newer].map((file) => readOwn(file).catch(() => null)))
  return texts.map((bytes) => bytes?.toString('utf8') ?? '').join('')
}

/** Answers what has been logged since it was last asked; the first time, all there is. To be asked again when it is over. */
export function followLog(folder: string): () => Promise<string> {
  let seen = { text: '', length: 0 }
  return async () => {
    const text = await readLog(folder)
    const at = seen.length === 0 ? 0 : whereEnds(text, seen.text)
    seen = { text: text.slice(-markLength), length: text.length }
    return text.slice(at)
  }
}

/** Characters by which the end of what has been shown is known again. No entry is longer, and each begins with its time. */
const markLength = 20_000

/** Behind `mark` in `text`; at its beginning where the mark is gone with the older file. */
function whereEnds(text: string, mark: string): number {
  const at = text.lastIndexOf(mark)
  return at === -1 ? 0 : at + mark.length
}
