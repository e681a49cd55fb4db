/** Taking one change of the journal back, on top of what the file has become since. */
import { fail, ok, type Result } from '../../../../shared/result.ts'
import { previewOf } from '../diff/diff.ts'
import { refuseForeign } from '../edit/agreement.ts'
import { documentBytes, parseDocument, type Document } from '../document/document.ts'
import { lineBreak } from '../edit/splice.ts'
import { keyOfHeader } from '../document/heading.ts'
import { indexed, saidIn, sectionsLike, takingBack, type Indexed } from './hunk-places.ts'
import { asWritten } from './hunk-conflict.ts'
import { byteLines, bytesOf, changesEnds, replaceLines, takeBack, type ByteLine, type Hunk } from './hunks.ts'
import { javascriptReading } from '../document/javascript.ts'
import { hashOf } from './journal.ts'
import type { JournalEntry } from './journal-entry.ts'
import { differences, statementsOf } from './undone.ts'

/**
 * `document` without what `entry` did, and with all that others have done since. To the byte what it was before where
 * nothing has; `changed-since`, with what Lanyard wrote against what stands there in the file that a person calls `path`,
 * where others have changed the very lines, or where taking them back would change what else the file says.
 */
export function undoEntry(entry: JournalEntry, document: Document, path: string): Result<Document> {
  const bytes = documentBytes(document)
  const lines = byteLines(document)
  const exact = hashOf(bytes) === entry.after ? takeBack(lines, entry.hunks) : null
  if (exact && hashOf(bytesOf(exact)) === entry.before) return ok(parseDocument(bytesOf(exact)))
  if (document.foreign) return refuseForeign(document.foreign)
  const file = indexed(document, lines)
  const after = takenBack(file, entry.hunks)
  if (after && isAllThatChanges(entry, file, after)) return ok(after)
  const diff = previewOf(path, asWritten(file, entry.hunks), document)
  return fail(
    'changed-since',
    `The lines of "${entry.what}" have changed since.`,
    diff.lines.length > 0 ? { diff } : {},
  )
}

function takenBack(file: Indexed, hunks: readonly Hunk[]): Document | null {
  const placed = hunks.map((hunk) => ({ hunk, taking: takingBack(file, hunk) }))
  // How a line ends means nothing: it may stay as it is.
  if (placed.some(({ hunk, taking }) => !taking && !changesEnds(hunk))) return null
  const replacements = placed.flatMap(({ taking }) => taking ?? [])
  const lines = replaceLines(file.lines, replacements)
  return lines && parseDocument(bytesOf(joined(file.document, lines)))
}

/** Ends every line but the last: one that was the last of the file may no longer be. */
function joined(document: Document, lines: readonly ByteLine[]): readonly ByteLine[] {
  return lines.map((line, at) => (at === lines.length - 1 || /[\r\n]$/.test(line) ? line : line + lineBreak(document)))
}

/** Whether AWS tools read nothing differently in `after` but what the change is about. */
function isAllThatChanges({ hunks, mended }: JournalEntry, file: Indexed, after: Document): boolean {
  const before = file.document
  if (after.findings.length > before.findings.length + mended) return false
  // How a line ends is about nothing.
  const about = hunks.filter((hunk) => !changesEnds(hunk)).map(aboutOf)
  if (mended === 0 && isThereAgain(about, file)) return false
  const headers = new Set(about.flatMap(({ removed, added }) => [...removed.headers, ...added.headers]))
  const keys = new Set(about.flatMap(({ section, keys }) => keys.map((key) => `${section}\n${key}`)))
  const sections = new Set([...headers, ...about.flatMap(({ section }) => section ?? [])].map(keyOfHeader))
  if (sections.has('profile.default')) sections.add('default')
  return (
    differences(statementsOf(before), statementsOf(after)).every(
      (each) => headers.has(headerOf(each)) || keys.has(each),
    ) &&
    differences(javascriptStatements(before), javascriptStatements(after)).every((each) => sections.has(headerOf(each)))
  )
}

/** What the lines of a hunk are about: whole sections, and keys of the section they stand in. */
function aboutOf({ section, key, removed, added }: Hunk) {
  const [gone, come] = [saidIn(removed), saidIn(added)]
  // Lines that begin with space may continue the value above them.
  const continued = key !== null && [removed, added].some((lines) => /^\s+\S/.test(lines[0] ?? '')) ? [key] : []
  return { section, keys: [...gone.keys, ...come.keys, ...continued], removed: gone, added: come }
}

/** Whether somebody has added a section anew that the change took away. */
function isThereAgain(about: readonly ReturnType<typeof aboutOf>[], now: Indexed): boolean {
  const own = new Set(about.flatMap(({ added }) => [...added.headers].map(keyOfHeader)))
  const gone = about.flatMap(({ removed }) => [...removed.headers].filter((header) => !own.has(keyOfHeader(header))))
  return sectionsLike(now, new Set(gone)).length > 0
}

function headerOf(statement: string): string {
  return statement.split('\n')[0]!
}

function javascriptStatements(document: Document): ReadonlyMap<string, string> {
  const readings = javascriptReading(document) ?? []
  return new Map(readings.map(({ section, key, value }) => [`${section}\n${key}`, value]))
}
