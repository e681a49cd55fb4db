/** The config files as they are on the disk, read even while another program rewrites them in place. */
import { constants } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { open, readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { errorCode, stampOf } from '../../../system/files.ts'
import { documentBytes, emptyDocument, parseDocument, type Document } from '../document/document.ts'

/** Both AWS CLIs truncate the file and then write it; what was written this long ago, in ms, is taken to be whole. */
const settled = 50

/** The same for an empty file: a busy disk has been seen to hold up the write that follows. */
const settledEmpty = 500

/** How often a file that keeps changing is read again. */
const mostTurns = 40

export interface Found {
  readonly bytes: Buffer
  readonly stats: BigIntStats
}

/**
 * Reads a config or credentials file. One that is not there is the empty document, as it is to botocore, and so is what
 * is no regular file. `known` is answered where the file still holds what it was read from. `config-unreadable` with the
 * reason for what cannot be read.
 */
export async function readDocument(path: string, known?: Document): Promise<Result<Document>> {
  const found = await readBytes(path)
  return found.ok ? ok(documentOf(found.value, known)) : found
}

export function documentOf(found: Found | null, known?: Document): Document {
  if (!found) return emptyDocument
  return known?.exists && found.bytes.equals(documentBytes(known)) ? known : parseDocument(found.bytes)
}

/** What is in the file, null where there is no regular one; `config-unreadable` with the reason. */
export async function readBytes(path: string, read = readSettled): Promise<Result<Found | null>> {
  try {
    return ok(await read(path))
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === null) throw error
    return fail('config-unreadable', `${path} cannot be read: ${reason}.`)
  }
}

/** Reads until the file holds still: a half-written file looks like any other. */
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

/** Reads the file as it is just now; it is `whole` where nobody wrote to it meanwhile. */
export async function readOnce(path: string): Promise<(Found & { readonly whole: boolean }) | null> {
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

/** Where the file is, or would be, when all links are followed. Throws Node's own errors (ELOOP, EACCES, …). */
export async function findTarget(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || links > 40) throw error
  }
  const link = await readlink(path).catch(() => null)
  if (link !== null) return findTarget(resolve(dirname(path), link), links + 1)
  return dirname(path) === path ? path : join(await findTarget(dirname(path), links), basename(path))
}

/** Null where there is nothing. */
export async function statsOf(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null
    throw error
  }
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
  ERR_SQLITE_ERROR: 'a lock in it cannot be taken',
}
