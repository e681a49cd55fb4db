/**
 * A lock among all processes of the user: SQLite's own, on an empty database file. The kernel drops it when its holder
 * ends, however that ends, so no lock is ever left behind.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureOwnFolder, errorCode } from './files.ts'

export interface LockOptions {
  /** Lanyard's own folder, the same for every process. */
  readonly folder: string
  /** What is locked, such as the real path of a file. */
  readonly subject: string
  /** How long to wait for another holder, in ms. */
  readonly patience: number
  /** Ends the waiting. */
  readonly signal?: AbortSignal
  /** Called once when another holder has to be waited for. */
  readonly onWait?: () => void
  /** Held together with others who share it: whoever has it alone knows that none of them is at work. */
  readonly shared?: boolean
}

/** Between two tries, in ms: the longer it takes, the longer, up to the second. */
const pauses = [20, 250] as const

/** SQLITE_BUSY and its extended codes. */
const busy = 5

/**
 * Runs `run` while no other process or caller holds the lock on the same subject, or only those that share it. Null when it could not be had in time,
 * or `signal` ended the waiting.
 * Throws Node's own errors where the folder or the lock's file cannot be made.
 */
export async function withLock<T>(options: LockOptions, run: () => Promise<T>): Promise<{ readonly value: T } | null> {
  return whileHeld(await take(options), run)
}

/** As `withLock`, but where the folder can hold no lock (it is read-only, the disk is full), `run` runs without one. */
export async function withLockIfPossible<T>(
  options: LockOptions,
  run: () => Promise<T>,
): Promise<{ readonly value: T } | null> {
  const release = await take(options).catch((error: unknown) => {
    const code = errorCode(error)
    // A Node without node:sqlite (ERR_…) would hold no lock anywhere, and nobody would know.
    if (code === null || (code.startsWith('ERR_') && code !== 'ERR_SQLITE_ERROR')) throw error
    return () => undefined
  })
  return whileHeld(release, run)
}

/**
 * Takes the lock at once, or after `patience` at most, during which the whole process stands still: for what has to be
 * done before a process ends. Null when another holds it. Throws as `withLock` does.
 */
export function tryLock({
  folder,
  subject,
  patience,
}: Pick<LockOptions, 'folder' | 'subject' | 'patience'>): (() => void) | null {
  const file = lockFile(folder, subject)
  create(file)
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const database = new DatabaseSync(file, { timeout: patience })
  try {
    return begin(database, false)
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
}

async function take(options: LockOptions): Promise<(() => void) | null> {
  const file = lockFile(options.folder, options.subject)
  await ensureOwnFolder(options.folder)
  create(file)
  return acquire(file, options)
}

function lockFile(folder: string, subject: string): string {
  return join(folder, `${createHash('sha256').update(subject).digest('hex').slice(0, 32)}.lock`)
}

async function whileHeld<T>(
  release: (() => void) | null,
  run: () => Promise<T>,
): Promise<{ readonly value: T } | null> {
  if (!release) return null
  try {
    return { value: await run() }
  } finally {
    release()
  }
}

/** With "wx" a file that is there is not opened: closing it again would drop the locks that this process has on it. */
function create(file: string): void {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

async function acquire(
  file: string,
  { patience, signal, onWait, shared = false }: LockOptions,
): Promise<(() => void) | null> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(file, { timeout: 0 })
  const start = performance.now()
  for (let attempt = 1; ; attempt += 1) {
    const waited = performance.now() - start
    try {
      return begin(database, shared)
    } catch (error) {
      const waiting = isBusy(error) && waited < patience && signal?.aborted !== true
      if (!waiting) database.close()
      if (!isBusy(error)) throw error
      if (!waiting) return null
    }
    if (attempt === 1) onWait?.()
    const pause = Math.min(Math.max(pauses[0], waited / 10), pauses[1])
    await sleep(pause, undefined, signal ? { signal } : {}).catch(() => undefined)
  }
}

/** Holds the lock until the returned function is called. Nothing is ever written: a journal would only be one more file. */
function begin(database: DatabaseSync, shared: boolean): () => void {
  database.exec('PRAGMA journal_mode = MEMORY')
  if (shared) beginReading(database)
  else database.exec('BEGIN EXCLUSIVE')
  return () => database.close()
}

/** Reading takes SQLite's shared lock, and keeps it until its transaction ends. */
function beginReading(database: DatabaseSync): void {
  database.exec('BEGIN')
  try {
    database.exec('SELECT count(*) FROM sqlite_master')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === busy
}
