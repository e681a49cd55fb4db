/** The config files as they are on the disk, read even while another program rewrites them in place. */
import { constants } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { open, readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { errorCode, readOpen, reasonOf, type Found, type Reading } from '../../../system/files.ts'
import { readSettled } from '../../../system/settled.ts'
import { extentOf, hasShrunk, type Extent } from '../journal/shrunk.ts'
import { documentBytes, emptyDocument, parseDocument, type Document } from '../document/document.ts'

/** What is known of a file from before: how much of it there was; null for nothing. */
export type Known = () => Promise<Extent | null>

/**
 * Reads a config or credentials file. One that is not there is the empty document, as it is to botocore, and so is what
 * is no regular file. `known` is answered where the file still holds what it was read from. Where most of that is gone,
 * or of what `noted` says, the file may be about to be written: it is read until it is surely not. `config-unreadable`
 * with the reason for what cannot be read.
 */
export async function readDocument(path: string, known?: Document, noted?: Known): Promise<Result<Document>> {
  const before: Known = async () => (known?.exists ? extentOf(known) : ((await noted?.()) ?? null))
  const found = await readBytes(path, stillReader(before))
  return found.ok ? ok(documentOf(found.value, known)) : found
}

export function documentOf(found: Found | null, known?: Document): Document {
  if (!found) return emptyDocument
  return known?.exists && found.bytes.equals(documentBytes(known)) ? known : parseDocument(found.bytes)
}

/** What is in the file, null where there is no regular one; `config-unreadable` with the reason. */
export async function readBytes(path: string, read = stillReader(async () => null)): Promise<Result<Found | null>> {
  try {
    return ok(await read(path))
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === null) throw error
    return fail('config-unreadable', `${path} cannot be read: ${reason}.`)
  }
}

/** Reads a file until it holds still. */
export function stillReader(known: Known): (path: string) => Promise<Found | null> {
  const isCut = async (bytes: Buffer): Promise<boolean> => {
    if (bytes.length === 0) return true
    const before = await known()
    return before !== null && hasShrunk(before, extentOf(parseDocument(bytes)))
  }
  return (path) => readSettled(() => readOnce(path), isCut)
}

/** Reads the file as it is just now, links followed. */
export async function readOnce(path: string): Promise<Reading | null> {
  const stats = await statsOf(path)
  if (!stats?.isFile()) return null
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (!handle) return null
  try {
    return await readOpen(handle)
  } finally {
    await handle.close()
  }
}

/** Where the file is, or would be, when all links are followed. Throws Node's own errors (ELOOP, EACCES, …). */
export async function findTarget(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const link = await readlink(path).catch(() => null)
  if (link !== null) return findTarget(resolve(dirname(path), link))
  return dirname(path) === path ? path : join(await findTarget(dirname(path)), basename(path))
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
