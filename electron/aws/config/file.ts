/** The config files on disk: read even while another program rewrites them, written whole under a lock. */
import { constants } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { access, open, readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { ensureFolder, errorCode, removeLeftovers, writeAtomically } from '../../system/files.ts'
import { withLock } from '../../system/lock.ts'
import { documentBytes, emptyDocument, parseDocument, type Document } from './document.ts'
import type { Note } from './journal.ts'
import { isUndone } from './undone.ts'

export interface EditOptions {
  /** The file as its variables name it; a link is followed, and stays one. */
  readonly path: string
  /** Lanyard's own folder, for the lock that its processes share. */
  readonly lockFolder: string
  /** How long to wait for another process that edits the same file, in ms. */
  readonly patience?: number
  /** How long after a write to look whether it has stayed, in ms. */
  readonly lookAfter?: number
  /** What to note in the journal, for undo; nothing is noted without it. */
  readonly note?: Note
  /** Writes even though the file has suddenly lost most of itself. */
  readonly anyway?: boolean
}

/** What an edit came to. */
export interface Edited {
  readonly before: Document
  /** What is in the file now. */
  readonly after: Document
  /** The change's name in the journal; null when nothing had to be written. */
  readonly id: string | null
  /** True when another program's older copy had taken the edit away, and it was made again on top of that. */
  readonly putBack: boolean
}

/** Both AWS CLIs truncate the file and then write it; what was written this long ago, in ms, is taken to be whole. */
const settled = 50

/** The same for an empty file: a busy disk has been seen to hold up the write that follows. */
const settledEmpty = 500

/** How often a file that keeps changing is read again. */
const mostTurns = 40

/** How often an edit is made again that another program keeps taking away. */
const mostRewrites = 10

/** How often a file is looked at after a write while others go on to change it. */
const mostLooks = 4

/**
 * Reads a config or credentials file. One that is not there is the empty document, as it is to botocore, and so is what
 * is no regular file. `config-unreadable` with the reason for what cannot be read.
 */
export async function readDocument(path: string): Promise<Result<Document>> {
  const found = await readBytes(path)
  return found.ok ? ok(documentOf(found.value)) : found
}

/**
 * Reads the file inside the lock, lets `change` make a new document of it, and replaces the file by that: atomically,
 * with the mode and owner it had, or 0600 in a folder of 0700. Whoever else wrote to it meanwhile is not overwritten:
 * the change is made once more. Still inside the lock it looks again: the AWS CLI takes no lock, and may put back what
 * it had read before, so an edit that is gone is made again on top of what is there then. Answers what is now in the
 * file; `config-unreadable`, `config-unwritable` with the reason, or what `change` refuses, and then the file
 * is as it was.
 */
export async function editFile(
  { path, lockFolder, patience = 10_000, lookAfter = 75 }: EditOptions,
  change: Make,
): Promise<Result<Edited>> {
  const target = await writing(path, async () => ok(await findTarget(path)))
  if (!target.ok) return target
  const lock = { folder: lockFolder, subject: target.value, patience }
  const edited = await writing(lockFolder, async () =>
    ok(await withLock(lock, () => writing(path, () => editTarget(target.value, change, lookAfter)))),
  )
  if (!edited.ok) return edited
  if (edited.value) return edited.value.value
  const fix = 'Close what is changing the file, then try again.'
  return fail('config-unwritable', `Another Lanyard has been changing ${path} for a while.`, { fix })
}

/** `config-unwritable` with the reason for what `editFile` could not write as things stand. Nothing is written. */
export async function checkWritable({ path, lockFolder }: EditOptions): Promise<Result<null>> {
  const target = await writing(path, async () => ok(await findTarget(path)))
  if (!target.ok) return target
  const lock = await writing(lockFolder, () => checkFolder(lockFolder))
  if (!lock.ok) return lock
  return writing(path, async () => {
    const refused = await whyNot(target.value, await statsOf(target.value))
    return refused === null ? checkFolder(dirname(target.value)) : unwritable(target.value, refused)
  })
}

/** Throws where nothing can be made in `folder`, or in the nearest one above it that is there. */
async function checkFolder(folder: string): Promise<Result<null>> {
  try {
    await access(join(folder, sep), constants.W_OK | constants.X_OK)
    return ok(null)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error
    return checkFolder(dirname(folder))
  }
}

/** What `run` answers, or why `path` cannot be written. */
async function writing<T>(path: string, run: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await run()
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    return unwritable(path, reasons[code] ?? code)
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file must not grow so large here',
  EBUSY: 'it is in use, or mounted by itself',
  ELOOP: 'its links lead in a circle',
  ENOTDIR: 'a folder on the way to it is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'it is no folder',
  ERR_SQLITE_ERROR: 'a lock in it cannot be taken',
}

function unwritable(path: string, reason: string): ReturnType<typeof fail> {
  return fail('config-unwritable', `${path} cannot be written: ${reason}.`)
}

async function editTarget(target: string, change: Make, lookAfter: number): Promise<Result<Edited>> {
  for (let turn = 0; turn < mostRewrites; turn += 1) {
    const made = await replaceTarget(target, change)
    if (!made.ok) return turn === 0 || made.error.code.startsWith('config-') ? made : unwritable(target, replacing)
    const { before, after } = made.value
    const stayed = before === after ? ok(after) : await lookAgain(target, before, after, lookAfter)
    if (!stayed.ok) return stayed
    if (stayed.value) return ok({ before, after: stayed.value, id: null, putBack: turn > 0 })
  }
  return unwritable(target, replacing)
}

const replacing = 'another program keeps putting an older copy in its place'

type Make = (document: Document) => Result<Document>

/** Answers twice the same document where nothing had to be written. */
async function replaceTarget(
  target: string,
  change: Make,
): Promise<Result<{ readonly before: Document; readonly after: Document }>> {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const found = await readBytes(target)
    if (!found.ok) return found
    const before = documentOf(found.value)
    const after = change(before)
    if (!after.ok) return after
    if (after.value.text === before.text) return ok({ before, after: before })
    const stats = found.value?.stats ?? null
    const refused = await whyNot(target, stats)
    if (refused !== null) return unwritable(target, refused)
    if (!stats) await ensureFolder(dirname(target), 0o700)
    await removeLeftovers(target)
    const confirm = async (): Promise<boolean> => stampOf(await statsOf(target)) === stampOf(stats)
    const kept = stats ? { mode: Number(stats.mode) & 0o7777, owner: ownerOf(stats) } : { mode: 0o600 }
    if (await writeAtomically(target, documentBytes(after.value), { ...kept, confirm })) {
      return ok({ before, after: after.value })
    }
  }
  return unwritable(target, 'another program keeps changing it')
}

/** The document in the file once nobody changes it any more, or null as soon as the edit is gone from it. */
async function lookAgain(
  target: string,
  before: Document,
  after: Document,
  lookAfter: number,
): Promise<Result<Document | null>> {
  let last = after
  for (let look = 0; look < mostLooks; look += 1) {
    await sleep(lookAfter)
    const once = await readBytes(target, readOnce)
    if (once.ok && once.value?.bytes.equals(documentBytes(last))) break
    const found = await readBytes(target)
    if (!found.ok) return found
    // Whoever empties the file may be about to fill it: what they do is not to be written over.
    if (!found.value?.bytes.length && after.text !== '') return unwritable(target, 'another program has emptied it')
    last = documentOf(found.value)
    if (isUndone(before, after, last)) return ok(null)
  }
  return ok(last)
}

function documentOf(found: Found | null): Document {
  return found ? parseDocument(found.bytes) : emptyDocument
}

async function readBytes(path: string, read = readSettled): Promise<Result<Found | null>> {
  try {
    return ok(await read(path))
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    return fail('config-unreadable', `${path} cannot be read: ${reasons[code] ?? code}.`)
  }
}

/**
 * Why an edit must not replace the file. Renaming over a read-only file would work, and root may write anywhere:
 * whoever took the permission away meant it.
 */
async function whyNot(target: string, stats: BigIntStats | null): Promise<string | null> {
  const there = stats ?? (await statsOf(target))
  if (there && !there.isFile()) return 'it is no regular file'
  if (there && (there.mode & 0o200n) === 0n) return 'it is read-only'
  const folder = await statsOf(dirname(target))
  return folder && (folder.mode & 0o200n) === 0n ? 'its folder is read-only' : null
}

/** Where the file is, or would be, when all links are followed. */
async function findTarget(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || links > 40) throw error
  }
  const link = await readlink(path).catch(() => null)
  if (link !== null) return findTarget(resolve(dirname(path), link), links + 1)
  return dirname(path) === path ? path : join(await findTarget(dirname(path), links), basename(path))
}

interface Found {
  readonly bytes: Buffer
  readonly stats: BigIntStats
}

/** Reads until the file holds still: a half-written file looks like any other. Null where there is no regular file. */
async function readSettled(path: string): Promise<Found | null> {
  for (let turn = 1; ; turn += 1) {
    const found = await readOnce(path)
    if (!found) return null
    const { stats, bytes, whole } = found
    const recent = Math.abs(Date.now() - Number(stats.mtimeMs)) < (bytes.length === 0 ? settledEmpty : settled)
    if ((whole && !recent) || turn === mostTurns) return { bytes, stats }
    await sleep(settled / 2)
  }
}

async function readOnce(path: string): Promise<(Found & { readonly whole: boolean }) | null> {
  const stats = await statsOf(path)
  if (!stats?.isFile()) return null
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (!handle) return null
  try {
    const before = await handle.stat({ bigint: true })
    const bytes = await handle.readFile()
    const after = await handle.stat({ bigint: true })
    return { bytes, stats: after, whole: stampOf(before) === stampOf(after) && BigInt(bytes.length) === after.size }
  } finally {
    await handle.close()
  }
}

/** Null where there is nothing. */
async function statsOf(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null
    throw error
  }
}

/** Differs as soon as the file has been written, replaced or removed. */
function stampOf(stats: BigIntStats | null): string {
  return stats ? [stats.dev, stats.ino, stats.size, stats.mtimeNs].join(' ') : ''
}

function ownerOf({ uid, gid }: BigIntStats): { readonly uid: number; readonly gid: number } {
  return { uid: Number(uid), gid: Number(gid) }
}
