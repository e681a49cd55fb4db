/** The journal of Lanyard's own changes of a config file: hunks, with the file's hash before and after each. */
import { fail, type Result } from '../../../shared/result.ts'
import type { ChangeRecord } from '../../../shared/state.ts'
import type { Document } from './document.ts'

/** What is noted of a change beside its lines. */
export interface Note {
  /** In words: `Added the session corp`. */
  readonly what: string
  readonly undoes: string | null
  /** ms since the epoch. */
  readonly at: number
}

export interface JournalEntry extends Note {
  readonly id: string
}

/** The changes of the file at `path`, newest first. */
export async function readChanges(_stateFolder: string, _path: string): Promise<readonly ChangeRecord[]> {
  return []
}

/** `not-found` for a change that is not, or no longer, in the journal. */
export async function findEntry(_stateFolder: string, _path: string, id: string): Promise<Result<JournalEntry>> {
  return fail('not-found', `There is no change ${id}.`)
}

/** The whole file as it was when it was last good. */
export async function readLastGood(_stateFolder: string, path: string): Promise<Result<Document>> {
  return fail('not-found', `There is no copy of ${path} yet.`)
}
