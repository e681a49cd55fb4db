/**
 * The journal of Lanyard's own changes of a config file, and one whole copy of the file as it last was good. Each config
 * file has a folder of its own in Lanyard's state folder (0700), with one file per change (0600): the newest 50, and
 * 4 MB of them. A change is noted before it is made, so the newest may never have happened: then the file is still what
 * it was before it.
 */
import { hash, randomUUID } from 'node:crypto'
import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Problem, type Result } from '../../../../shared/result.ts'
import type { ChangeRecord } from '../../../../shared/state.ts'
import { ensureOwnFolder, errorCode, findLeftovers, readOwn, writeAtomically } from '../../../system/files.ts'
import { log } from '../../../system/log.ts'
import { documentBytes, parseDocument, type Document } from '../document/document.ts'
import { byteLines, bytesOf, changesEnds, hunksOf, makeAgain } from './hunks.ts'
import { readEntry, readHead, writeEntry, type Head, type JournalEntry, type Note } from './journal-entry.ts'
import { copyPath, readCopy, removeOldCopies } from './good-copy.ts'
import { findTarget, readOnce } from '../disk/settled.ts'
import { extentOf, hasShrunk, refuseShrunk, type Extent } from './shrunk.ts'

const mostChanges = 50

/** As many more may lie there before the oldest are removed, all at once. */
const spare = 10

/** Bytes of all changes together. The newest stays, whatever its size. */
const mostBytes = 4_000_000

const entryName = /^\d{10}-[\da-f]{8}\.json$/

/**
 * The changes of the file at `path`, newest first. What cannot be read is left out. `now` is what the file holds, where
 * it has just been read.
 */
export async function readChanges(stateFolder: string, path: string, now?: Document): Promise<readonly ChangeRecord[]> {
  const changes = await readAll(stateFolder, path, readHead, now).catch(() => [])
  const undone = undoneIds(changes)
  return changes.map(({ id, at, what, added, removed, undoes }) => ({
    id,
    at: new Date(at).toISOString(),
    what,
    added,
    removed,
    undoes,
    undone: undone.has(id),
  }))
}

/** `not-found` for a change that is not, or no longer, in the journal, or has been taken back already. */
export async function findEntry(stateFolder: string, path: string, id: string): Promise<Result<JournalEntry>> {
  const entries = await readAll(stateFolder, path, readEntry).catch(() => [])
  const entry = entries.find((each) => each.id === id)
  if (!entry) {
    const fix = `Choose one of the last ${mostChanges} changes.`
    return fail('not-found', `There is no change ${id} that could be taken back.`, { fix })
  }
  if (!undoneIds(entries).has(id)) return ok(entry)
  const fix = 'To have it again, undo the change that took it back.'
  return fail('not-found', `"${entry.what}" has been taken back already.`, { fix })
}

/** `config-shrunk` where `document`, which is in the file now, is little of what Lanyard's last change left there. */
export async function findLoss(stateFolder: string, path: string, document: Document): Promise<Problem | null> {
  const folder = await findFolder(stateFolder, path).catch(() => '')
  const names = await entryNames(folder).catch(() => [])
  const newest = await readNewest(folder, names)
  const happened = newest?.before !== hashOf(documentBytes(document))
  const last = happened ? newest : await readNewest(folder, names.slice(0, -1))
  const now = extentOf(document)
  return last && hasShrunk(last, now) ? refuseShrunk(path, last, now).error : null
}

/** How much Lanyard's newest change left in the file; null where none is noted. */
export async function notedExtent(stateFolder: string, path: string): Promise<Extent | null> {
  const folder = await findFolder(stateFolder, path).catch(() => '')
  return readNewest(folder, await entryNames(folder).catch(() => []))
}

/** The whole file as it was when it was last good; `not-found` where there is no copy that is whole. */
export async function readLastGood(stateFolder: string, path: string): Promise<Result<Document>> {
  const bytes = await findFolder(stateFolder, path)
    .then(readCopy)
    .catch(() => null)
  if (!bytes) return fail('not-found', `There is no good copy of ${path} yet.`, { fix: 'Open the file and mend it.' })
  // It was taken before a change: what Lanyard has written since is good as well.
  const entries = (await readAll(stateFolder, path, readEntry).catch(() => [])).toReversed()
  let good = parseDocument(bytes)
  let now = hashOf(bytes)
  for (const entry of entries.slice(entries.findLastIndex(({ before }) => before === now))) {
    const lines = entry.before === now ? makeAgain(byteLines(good), entry.hunks) : null
    const made = lines && bytesOf(lines)
    if (!made || hashOf(made) !== entry.after) break
    good = parseDocument(made)
    now = entry.after
  }
  return ok(good)
}

/** SHA-256 in hex. */
export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes)
}

export function newId(): string {
  return randomUUID().slice(0, 8)
}

/** Where the changes of the file `target`, all links followed, are noted. */
export function folderOf(stateFolder: string, target: string): string {
  return join(stateFolder, 'journal', hashOf(Buffer.from(target)).slice(0, 32))
}

/** The file at one time. */
export interface Version {
  readonly document: Document
  readonly bytes: Buffer
}

/** Where a change is to be noted. */
export interface EntrySlot {
  /** The entry's own file. */
  readonly file: string
  readonly copy: string
  /** Of the file as it is before the change. */
  readonly hash: string
  /** The change before it, if the file has lost most of what that left. */
  readonly shrunkFrom: Head | null
}

/**
 * Finds the slot for the change `id` of the file that is `now`, and drops a newest change that never happened. Only
 * inside the lock. Throws Node's own errors where the folder cannot be made.
 */
export async function findSlot(stateFolder: string, target: string, id: string, now: Version): Promise<EntrySlot> {
  const folder = folderOf(stateFolder, target)
  const names = await entryNames(folder)
  if (names.length === 0) {
    await ensureOwnFolder(join(stateFolder, 'journal'))
    await ensureOwnFolder(folder)
  }
  const own = names.find((name) => isEntryOf(name, id))
  const others = names.filter((name) => name !== own)
  const hash = hashOf(now.bytes)
  let last = await readNewest(folder, others)
  if (last?.before === hash) {
    await rm(join(folder, others.pop()!), { force: true })
    last = await readNewest(folder, others)
  }
  const number = Number(others.at(-1)?.slice(0, 10) ?? 0) + 1
  const file = join(folder, own ?? `${String(number).padStart(10, '0')}-${id}.json`)
  const shrunkFrom = last && hasShrunk(last, extentOf(now.document)) ? last : null
  return { file, copy: copyPath(folder, hash), hash, shrunkFrom }
}

/**
 * Writes the change of `old` into `now`, and `old` as the last good copy if it is good, so that both last. The same
 * change noted again takes the place of the first note. Throws Node's own errors.
 */
export async function noteChange(
  { file, copy, hash, shrunkFrom }: EntrySlot,
  change: Note & { readonly id: string },
  old: Version,
  now: Version,
): Promise<null> {
  const { findings, foreign } = old.document
  const isGood = old.bytes.length > 0 && findings.length === 0 && !foreign && !shrunkFrom
  const copying = isGood ? writeAtomically(copy, old.bytes, { mode: 0o600 }) : null
  const noting = writeAtomically(file, writeEntry(entryOf(change, old, hash, now)), { mode: 0o600 })
  for (const each of await Promise.allSettled([copying, noting])) if (each.status === 'rejected') throw each.reason
  return null
}

/** The change of `old`, which has the hash `before`, into `now`. */
export function entryOf(
  change: Note & { readonly id: string },
  old: Version,
  before: string,
  now: Version,
): JournalEntry {
  const hunks = hunksOf(old.document, now.document)
  const shown = hunks.filter((hunk) => !changesEnds(hunk))
  return {
    ...change,
    before,
    after: hashOf(now.bytes),
    ...extentOf(now.document),
    // A file without findings has none to lose, and the new one need not be read for that.
    mended: old.document.findings.length && Math.max(old.document.findings.length - now.document.findings.length, 0),
    added: shown.reduce((sum, { added }) => sum + added.length, 0),
    removed: shown.reduce((sum, { removed }) => sum + removed.length, 0),
    hunks,
  }
}

/** Drops what was noted of a change that did not come about. Best effort; inside the lock. */
export async function forgetChange(stateFolder: string, target: string, id: string): Promise<void> {
  const folder = folderOf(stateFolder, target)
  const names = await entryNames(folder).catch(() => [])
  const name = names.find((each) => isEntryOf(each, id))
  if (name !== undefined) await remove(join(folder, name))
}

/**
 * Removes the changes that are too many or too large, and what killed processes left. Best effort; inside the lock. A look
 * at the size of each is only taken after a large one: small ones can't add up to more than as much again.
 */
export async function tidyJournal(stateFolder: string, target: string): Promise<void> {
  const folder = folderOf(stateFolder, target)
  const found: string[] = await readdir(folder).catch(() => [])
  const entries = found
    .filter((name) => entryName.test(name))
    .sort()
    .toReversed()
  const statsOf = (name: string) => lstat(join(folder, name)).catch(() => null)
  const sizeOf = async (name: string) => (await statsOf(name))?.size ?? 0

  if (entries.length > mostChanges + spare)
    for (const name of entries.splice(mostChanges)) await remove(join(folder, name))
  const isLarge = entries[0] !== undefined && (await sizeOf(entries[0])) > mostBytes / mostChanges
  let bytes = 0
  for (const [at, name] of (isLarge ? entries : []).entries()) {
    bytes += await sizeOf(name)
    if (at > 0 && bytes > mostBytes) await remove(join(folder, name))
  }
  for (const { path } of await findLeftovers(folder, 0)) await remove(path)
  await removeOldCopies(folder)
}

async function remove(file: string): Promise<void> {
  await rm(file, { force: true }).catch((error: unknown) => log.warn(`${file} could not be removed`, error))
}

async function findFolder(stateFolder: string, path: string): Promise<string> {
  return folderOf(stateFolder, await findTarget(path))
}

/** Every change that happened, newest first. */
async function readAll<T extends Head>(
  stateFolder: string,
  path: string,
  read: (text: string) => T | null,
  document?: Document,
): Promise<readonly T[]> {
  const folder = await findFolder(stateFolder, path)
  const names = (await entryNames(folder)).toReversed()
  const found = (await Promise.all(names.map((name) => readFile(folder, name, read)))).filter((each) => each !== null)
  if (found.length === 0) return []
  const now = document ? documentBytes(document) : ((await readOnce(path))?.bytes ?? Buffer.alloc(0))
  const happened = found[0]?.before === hashOf(now) ? found.slice(1) : found
  return happened.slice(0, mostChanges)
}

function isEntryOf(name: string, id: string): boolean {
  return name.endsWith(`-${id}.json`)
}

/** Oldest first; none where there is no folder. Throws Node's own errors for one that cannot be read. */
async function entryNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => entryName.test(name)).sort()
}

async function readNewest(folder: string, names: readonly string[]): Promise<Head | null> {
  const name = names.at(-1)
  return name === undefined ? null : readFile(folder, name, readHead)
}

/** What `read` makes of a file; null for what cannot be read, or is another change than its name says. */
async function readFile<T extends Head>(
  folder: string,
  name: string,
  read: (text: string) => T | null,
): Promise<T | null> {
  const bytes = await readOwn(join(folder, name)).catch(() => null)
  const entry = bytes && read(bytes.toString())
  return entry && isEntryOf(name, entry.id) ? entry : null
}

/** The changes that another one has taken back which itself stands. */
function undoneIds(changes: readonly Head[]): ReadonlySet<string> {
  const undone = new Set<string>()
  for (const { id, undoes } of changes) if (undoes !== null && !undone.has(id)) undone.add(undoes)
  return undone
}
