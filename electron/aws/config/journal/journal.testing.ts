/** Edits of a config file that are noted in its journal. */
import type { Result } from '../../../../shared/result.ts'
import { editFile, type EditOptions, type Edited } from '../disk/file.ts'
import type { Document } from '../document/document.ts'
import { appendSections } from '../edit/edit.ts'

export type Make = (document: Document) => Result<Document>

/** Where a file is, and Lanyard's own folder beside it. */
export interface Files {
  readonly path: string
  readonly state: string
}

/** Adds a section with a region. */
export function add(header: string, value = 'x'): Make {
  return (document) => ({ ok: true, value: appendSections(document, [{ header, settings: [['region', value]] }]) })
}

/** Makes a change that is called `what`, without a look whether it stays. */
export function editNoted({ path, state }: Files, what: string, change: Make, more: Partial<EditOptions> = {}) {
  return editFile({ path, lockFolder: state, lookAfter: 0, note: { what, undoes: null, at: 1000 }, ...more }, change)
}

/** The name of a change in the journal, empty where nothing was noted; for a refusal its sentence. */
export function idOf(edited: Result<Edited>): string {
  return edited.ok ? (edited.value.id ?? '') : edited.error.message
}
