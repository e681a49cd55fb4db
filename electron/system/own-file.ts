/** Changing Lanyard's own files: one process at a time, on top of what is there by then, whole or not at all. */
import { lstat, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ensureOwnFolder, errorCode, readOwnOnce, stampOf, writeAtomically } from './files.ts'
import { withLock } from './lock.ts'
import { readSettled } from './settled.ts'

export interface OwnFile {
  readonly path: string
  /** Lanyard's state folder, for the lock that its processes share. */
  readonly lockFolder: string
  /**
   * Whether it seems cut off, for a file that others write as well: it is read until it holds still, and what cannot be
   * read is an error. Null where Lanyard alone writes it, and only to remember: what cannot be read there (a link, a
   * pipe) counts as nothing, and is replaced.
   */
  readonly isCut: ((bytes: Buffer) => boolean) | null
}

/** How long to wait for another process that changes the same file, in ms. */
const patience = 10_000

/** How often a change is made again because another program has changed the file meanwhile. */
const mostTurns = 40

/**
 * Puts what `next` makes of the file's bytes (null: there is none) in its place, private to the user and in a folder that
 * is made Lanyard's alone; null removes it, and the same bytes leave it alone. `next` is asked again when somebody who
 * takes no lock has written meanwhile. Throws Node's own errors, EBUSY where others do not let go of it.
 */
export async function changeOwn(
  file: OwnFile,
  next: (bytes: Buffer | null) => Promise<string | Buffer | null>,
): Promise<void> {
  const held = await withLock({ folder: file.lockFolder, subject: file.path, patience }, async () => {
    for (let turn = 0; turn < mostTurns; turn += 1) if (await changeOnce(file, next)) return true
    return false
  })
  if (!held?.value) throw Object.assign(new Error(`others keep changing ${file.path}`), { code: 'EBUSY' })
}

/** False where somebody else has written meanwhile. */
async function changeOnce(
  { path, isCut }: OwnFile,
  next: (bytes: Buffer | null) => Promise<string | Buffer | null>,
): Promise<boolean> {
  const before = await linkStamp(path)
  const read = () => readOwnOnce(path)
  const found = await (isCut ? readSettled(read, isCut) : read().catch(nothing))
  const made = await next(found?.bytes ?? null)
  if (made === null) {
    await rm(path, { force: true })
    return true
  }
  if (found?.bytes.equals(Buffer.from(made))) return true
  await ensureOwnFolder(dirname(path))
  return writeAtomically(path, made, {
    mode: 0o600,
    locked: true,
    confirm: async () => (await linkStamp(path)) === before,
  })
}

function nothing(error: unknown): null {
  if (errorCode(error) === null) throw error
  return null
}

/** Of what stands at `path` itself, be it a link. */
async function linkStamp(path: string): Promise<string> {
  return stampOf(await lstat(path, { bigint: true }).catch(() => null))
}
