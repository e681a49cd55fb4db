/**
 * Files that other programs read at the same time: written whole or not at all, read without following links.
 */
import { randomUUID } from 'node:crypto'
import { constants, type BigIntStats } from 'node:fs'
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface WriteOptions {
  /** Permission bits of the file, exactly (the umask does not apply). */
  readonly mode: number
  /** Whose the file has to be. Left out: the user's own. */
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** The caller holds the lock under which all write this file: what else lies there of a write was left by a killed one. */
  readonly locked?: true
  /** Asked when all is written, just before the new file takes the old one's place. False leaves the old one. */
  readonly confirm?: () => Promise<boolean>
}

/** No write takes this long, in ms. */
const abandoned = 60_000

/** Windows has no O_NOFOLLOW. */
export const noFollow = constants.O_NOFOLLOW ?? 0

/**
 * Replaces `path` with `bytes`: a reader sees the old file or the new one, also after a crash. The folder must exist;
 * a link at `path` is itself replaced. False when `confirm` said no. Throws Node's own errors (EACCES, ENOSPC, …).
 * Nothing is left behind but the file, not even of earlier writes of it that were killed.
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array | string,
  options: WriteOptions,
): Promise<boolean> {
  const temporary = join(dirname(path), `${temporaryStart(path)}${randomUUID()}.tmp`)
  await removeLeftovers(path, options.locked ? 0 : abandoned)
  try {
    await writeNew(temporary, bytes, options)
    if (options.confirm && !(await options.confirm())) {
      await rm(temporary, { force: true })
      return false
    }
    await renameOver(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
  return true
}

/** What killed processes left in `folder` of their writes; none younger than `age` (ms), which may be under way. */
export async function findLeftovers(folder: string, age = abandoned): Promise<readonly Leftover[]> {
  const found: Leftover[] = []
  for (const name of await readdir(folder).catch(() => [])) {
    const of = leftoverName.exec(name)?.[1]
    const path = join(folder, name)
    const stats = of === undefined ? null : await lstat(path).catch(() => null)
    if (stats?.isFile() && Date.now() - stats.mtimeMs >= age) found.push({ path, of: join(folder, of!) })
  }
  return found
}

export interface Leftover {
  readonly path: string
  /** The file that it was to become. */
  readonly of: string
}

const leftoverName = /^\.(.+)\.[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\.tmp$/

/**
 * Removes what killed processes left of writes of `path`, at least `age` old (ms): a younger one may belong to a write
 * that is under way, unless a lock says that there is none. Best effort: what cannot be seen or removed stays.
 */
export async function removeLeftovers(path: string, age: number): Promise<void> {
  for (const leftover of await findLeftovers(dirname(path), age)) {
    if (leftover.of === path) await rm(leftover.path, { force: true }).catch(() => undefined)
  }
}

/** A file as it was read. */
export interface Found {
  readonly bytes: Buffer
  readonly stats: BigIntStats
}

/** It is `whole` where nobody wrote to it meanwhile. */
export type Reading = Found & { readonly whole: boolean }

/**
 * The bytes of one of Lanyard's own files or of a token cache, or null where there is none.
 * Throws ELOOP for a link, and Node's own errors for what cannot be read.
 */
export async function readOwn(path: string): Promise<Buffer | null> {
  return (await readOwnOnce(path))?.bytes ?? null
}

/** As `readOwn`, with what tells whether the file holds still (settled.ts). */
export async function readOwnOnce(path: string): Promise<Reading | null> {
  let handle: FileHandle
  try {
    // O_NONBLOCK: opening a named pipe that someone put there would wait for ever.
    handle = await open(path, constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
  try {
    if (!(await handle.stat()).isFile())
      throw Object.assign(new Error(`not a regular file: ${path}`), { code: 'EINVAL' })
    return await readOpen(handle)
  } finally {
    await handle.close()
  }
}

export async function readOpen(handle: FileHandle): Promise<Reading> {
  const before = await handle.stat({ bigint: true })
  const bytes = await handle.readFile()
  const after = await handle.stat({ bigint: true })
  return { bytes, stats: after, whole: stampOf(before) === stampOf(after) && BigInt(bytes.length) === after.size }
}

/** Differs as soon as the file at `path` has been written, replaced or removed; empty where there is none. */
export async function fileStamp(path: string): Promise<string> {
  return stampOf(await stat(path, { bigint: true }).catch(() => null))
}

/** The same, by what Node says about the file. */
export function stampOf(stats: BigIntStats | null): string {
  return stats ? [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ') : ''
}

/** Creates `path` and the parents it lacks with `mode`. A folder that exists keeps its own. */
export async function ensureFolder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode })
}

/** Makes `path` a folder that is Lanyard's alone: created 0700, or narrowed to it. Throws ENOTDIR for a link or a file. */
export async function ensureOwnFolder(path: string): Promise<void> {
  await ensureFolder(path, 0o700)
  const found = await lstat(path)
  if (!found.isDirectory()) throw Object.assign(new Error(`not a folder: ${path}`), { code: 'ENOTDIR' })
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) await chmod(path, 0o700)
}

/** The code of a Node error (`ENOENT`), or null for anything else. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** A Node error in words, or null for anything else. */
export function reasonOf(error: unknown): string | null {
  const code = errorCode(error)
  return code === null ? null : (reasons[code] ?? code)
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
  EINVAL: 'it is no regular file',
  ENXIO: 'it is no regular file',
  ERR_SQLITE_ERROR: 'a lock in it cannot be taken',
}

/** How the names of the files begin that are to take the place of `path`. */
function temporaryStart(path: string): string {
  return `.${basename(path)}.`
}

async function writeNew(path: string, bytes: Uint8Array | string, { mode, owner }: WriteOptions): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow
  const handle = await open(path, flags, 0o600)
  try {
    await handle.writeFile(bytes)
    if (owner) await giveTo(handle, owner, mode)
    await handle.chmod(mode)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A group that cannot be given is let go where the mode gives the group nothing; another user's file is not taken over. */
async function giveTo(handle: FileHandle, owner: { readonly uid: number; readonly gid: number }, mode: number) {
  const now = await handle.stat()
  if (now.uid === owner.uid && now.gid === owner.gid) return
  try {
    await handle.chown(owner.uid, owner.gid)
  } catch (error) {
    if (now.uid !== owner.uid || (mode & 0o070) !== 0) throw error
  }
}

/** On Windows a file that is being read, by a virus scanner for one, cannot be replaced for a moment. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      const passing = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '')
      if (!passing || attempt === 20) throw error
      await sleep(attempt * 10)
    }
  }
}

/**
 * Makes the rename itself last, where the system can: some disks sync no folder (a Windows drive seen from WSL), and not
 * every folder that may be written may be read. The new file is in its place already.
 */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY).catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
