/** The config files on disk: written whole under a lock, each change noted first, others' writes respected. */
import { constants } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { ensureFolder, errorCode, reasonOf, stampOf, writeAtomically } from '../../../system/files.ts'
import { withLock } from '../../../system/lock.ts'
import { documentBytes, type Document } from '../document/document.ts'
import {
  findEntry,
  findSlot,
  folderOf,
  forgetChange,
  newId,
  notedExtent,
  noteChange,
  tidyJournal,
  type EntrySlot,
  type Version,
} from '../journal/journal.ts'
import type { Note } from '../journal/journal-entry.ts'
import { documentOf, findTarget, readBytes, readOnce, statsOf, stillReader } from './settled.ts'
import { extentOf, refuseShrunk } from '../journal/shrunk.ts'
import { isUndone } from '../journal/undone.ts'

export { readDocument } from './settled.ts'

export interface EditOptions {
  /** The file as its variables name it; a link is followed, and stays one. */
  readonly path: string
  /** Lanyard's own folder, for the lock that its processes share and for the journal. */
  readonly lockFolder: string
  /** How long to wait for another process that edits the same file, in ms. */
  readonly patience?: number
  /** How long after a write to look whether it has stayed, in ms. */
  readonly lookAfter?: number
  /** What to note in the journal, for undo; nothing is noted without it. */
  readonly note?: Note
  /** Notes what is to follow from the change of one document into the other, before it is made. Throws Node's own errors. */
  readonly announce?: (before: Document, after: Document) => Promise<void>
  /** Writes even though the file has suddenly lost most of itself. */
  readonly anyway?: boolean
  /** The document as it was last read: what is still in the file need not be read again. */
  readonly known?: Document | undefined
}

/** What an edit came to. */
export interface Edited {
  readonly before: Document
  /** What is in the file now. */
  readonly after: Document
  /** The change's name in the journal; null when nothing had to be written, or noted. */
  readonly id: string | null
  /** True when another program's older copy had taken the edit away, and it was made again on top of that. */
  readonly putBack: boolean
}

/** How often an edit is made again because the file changed while it was made. */
const mostTurns = 40

/** How often an edit is made again that another program keeps taking away. */
const mostRewrites = 10

/** How often a file is looked at after a write while others go on to change it. */
const mostLooks = 4

/**
 * Reads the file inside the lock, lets `change` make a new document of it, notes the change, and replaces the file by
 * that: atomically, with the mode and owner it had, or 0600 in a folder of 0700. Whoever else wrote to it meanwhile is
 * not overwritten: the change is made once more. Still inside the lock it looks again: the AWS CLI takes no lock, and may
 * put back what it had read before, so an edit that is gone is made again on top of what is there then. Answers what is
 * now in the file; `config-unreadable`, `config-unwritable` with the reason, `config-shrunk` where the file has lost most
 * of what Lanyard left in it, `not-found` for an undo of what has been taken back meanwhile, or what `change` refuses, and
 * then the file is as it was.
 */
export async function editFile(options: EditOptions, change: Make): Promise<Result<Edited>> {
  const { path, lockFolder, patience = 10_000 } = options
  const target = await writing(path, async () => ok(await findTarget(path)))
  if (!target.ok) return target
  const lock = { folder: lockFolder, subject: target.value, patience }
  const edit = { ...options, target: target.value, id: newId(), change }
  const edited = await writing(lockFolder, async () => ok(await withLock(lock, () => writing(path, () => run(edit)))))
  if (!edited.ok) return edited
  if (edited.value) return edited.value.value
  const fix = 'Close what is changing the file, then try again.'
  return fail('config-unwritable', `Another Lanyard has been changing ${path} for a while.`, { fix })
}

/** `config-unwritable` with the reason for what `editFile` could not write as things stand. Nothing is written. */
export async function checkWritable({ path, lockFolder }: EditOptions): Promise<Result<null>> {
  const target = await writing(path, async () => ok(await findTarget(path)))
  if (!target.ok) return target
  for (const folder of [lockFolder, folderOf(lockFolder, target.value)]) {
    const checked = await writing(folder, () => checkFolder(folder))
    if (!checked.ok) return checked
  }
  return writing(path, async () => {
    const refused = await reasonNotToReplace(target.value, await statsOf(target.value))
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
    const reason = reasonOf(error)
    if (reason === null) throw error
    return unwritable(path, reason)
  }
}

function unwritable(path: string, reason: string): ReturnType<typeof fail> {
  return fail('config-unwritable', `${path} cannot be written: ${reason}.`)
}

type Make = (document: Document) => Result<Document>

interface Edit extends EditOptions {
  /** The file itself, all links followed. */
  readonly target: string
  /** What the change is called in the journal. */
  readonly id: string
  readonly change: Make
}

async function run(edit: Edit): Promise<Result<Edited>> {
  const { lockFolder, target, id, note, lookAfter = 75 } = edit
  const forget = async () => note && forgetChange(lockFolder, target, id)
  const found = note?.undoes ? await findEntry(lockFolder, target, note.undoes) : null
  // Another Lanyard may have taken it back while this one waited for the lock.
  if (found && !found.ok) return found
  for (let turn = 0; turn < mostRewrites; turn += 1) {
    const made = await replaceTarget(edit)
    if (!made.ok || made.value.before === made.value.after) await forget()
    if (!made.ok) return turn === 0 || made.error.code.startsWith('config-') ? made : unwritable(target, replacing)
    const { before, after } = made.value
    const putBack = turn > 0
    if (before === after) return ok({ before, after, id: null, putBack })
    const tidying = note && tidyJournal(lockFolder, target)
    const stayed = await lookAgain(target, before, after, lookAfter)
    await tidying
    if (!stayed.ok) return stayed
    if (stayed.value) return ok({ before, after: stayed.value, id: note ? id : null, putBack })
  }
  await forget()
  return unwritable(target, replacing)
}

const replacing = 'another program keeps putting an older copy in its place'

interface Replaced {
  readonly before: Document
  /** The same as `before` where nothing had to be written. */
  readonly after: Document
}

async function replaceTarget(edit: Edit): Promise<Result<Replaced>> {
  const { target, change } = edit
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const found = await readBytes(
      target,
      stillReader(() => notedExtent(edit.lockFolder, target)),
    )
    if (!found.ok) return found
    const stats = found.value?.stats ?? null
    const old = { document: documentOf(found.value, edit.known), bytes: found.value?.bytes ?? Buffer.alloc(0) }
    const before = old.document
    const slot = await findNotingSlot(edit, old)
    if (!slot.ok) return slot
    const made = change(before)
    if (!made.ok) return made
    const after = made.value
    if (after === before || documentBytes(after).equals(documentBytes(before))) return ok({ before, after: before })
    const refused = await reasonNotToReplace(target, stats)
    if (refused !== null) return unwritable(target, refused)
    if (!stats) await ensureFolder(dirname(target), 0o700)
    const bytes = documentBytes(after)
    // The note must last before the file is replaced; both are written at the same time.
    const noting = note(edit, slot.value, old, { document: after, bytes })
    const confirm = async () => (await noting).ok && stampOf(await statsOf(target)) === stampOf(stats)
    const kept = stats ? { mode: Number(stats.mode) & 0o7777, owner: ownerOf(stats) } : { mode: 0o600 }
    const options = { ...kept, locked: true, confirm } as const
    const written = await writing(target, async () => ok(await writeAtomically(target, bytes, options)))
    const noted = await noting
    if (!written.ok) return written
    if (!noted.ok) return noted
    if (written.value) return ok({ before, after })
  }
  return unwritable(target, 'another program keeps changing it')
}

/** Where the change is to be noted, if it is; `config-shrunk` where little is left of what Lanyard left in the file. */
async function findNotingSlot(edit: Edit, old: Version): Promise<Result<EntrySlot | null>> {
  const { path, lockFolder, target, id, anyway } = edit
  if (!edit.note) return ok(null)
  const folder = folderOf(lockFolder, target)
  const found = await writing(folder, async () => ok(await findSlot(lockFolder, target, id, old)))
  if (!found.ok || anyway || !found.value.shrunkFrom) return found
  return refuseShrunk(path, found.value.shrunkFrom, extentOf(old.document))
}

async function note(edit: Edit, slot: EntrySlot | null, old: Version, now: Version): Promise<Result<null>> {
  const { lockFolder, target, id, announce } = edit
  const announced = await writing(lockFolder, async () => ok((await announce?.(old.document, now.document)) ?? null))
  if (!announced.ok || !slot || !edit.note) return announced
  const change = { ...edit.note, id }
  return writing(folderOf(lockFolder, target), async () => ok(await noteChange(slot, change, old, now)))
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

/**
 * Why an edit must not replace the file. Renaming over a read-only file would work, and root may write anywhere:
 * whoever took the permission away meant it.
 */
async function reasonNotToReplace(target: string, stats: BigIntStats | null): Promise<string | null> {
  const there = stats ?? (await statsOf(target))
  if (there && !there.isFile()) return 'it is no regular file'
  if (there && (there.mode & 0o200n) === 0n) return 'it is read-only'
  const folder = await statsOf(dirname(target))
  return folder && (folder.mode & 0o200n) === 0n ? 'its folder is read-only' : null
}

function ownerOf({ uid, gid }: BigIntStats): { readonly uid: number; readonly gid: number } {
  return { uid: Number(uid), gid: Number(gid) }
}
