/** Taking one change of the journal back, on top of what the file has become since. */
import { fail, ok, type Result } from '../../../shared/result.ts'
import { previewOf } from './diff.ts'
import { documentBytes, parseDocument, type Document } from './document.ts'
import { lineBreak } from './edit.ts'
import { keyOfHeader } from './heading.ts'
import { indexed, saidIn, sectionsLike, takingBack, type Indexed } from './hunk-places.ts'
import { asWritten } from './hunk-conflict.ts'
import { byteLines, bytesOf, changesEnds, replaceLines, takeBack, type ByteLine, type Hunk } from './hunks.ts'
import { javascriptReading } from './javascript.ts'
import { hashOf } from './journal.ts'
import type { JournalEntry } from './journal-entry.ts'
import { statementsOf } from './undone.ts'

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
  const file = indexed(document, lines)
  const after = takenBack(file, entry.hunks)
  if (after && isAllThatChanges(entry, document, after)) return ok(after)
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
function isAllThatChanges({ hunks, mended }: JournalEntry, before: Document, after: Document): boolean {
  if (after.findings.length > before.findings.length + mended) return false
  const about = hunks.filter((hunk) => !changesEnds(hunk)).map(aboutOf)
  const headers = new Set(about.flatMap((each) => [...each.headers]))
  if (mended === 0 && hunks.some((hunk) => isThereAgain(hunk, before))) return false
  const isAbout = (statement: string): boolean => {
    const [header = '', key] = statement.split('\n')
    return (
      headers.has(header) || about.some((each) => each.section === header && key !== undefined && each.keys.has(key))
    )
  }
  const sections = new Set([...headers, ...about.flatMap(({ section }) => section ?? [])].map(keyOfHeader))
  if (sections.has('profile.default')) sections.add('default')
  const isAboutSection = (statement: string): boolean => sections.has(statement.split('\n')[0]!)
  return (
    differences(statementsOf(before), statementsOf(after)).every(isAbout) &&
    differences(javascriptStatements(before), javascriptStatements(after)).every(isAboutSection)
  )
}

/** What the lines of a hunk are about: keys of the section they stand in, and whole sections. */
function aboutOf({ section, key, removed, added }: Hunk) {
  const said = [removed, added].map(saidIn)
  const keys = new Set(said.flatMap((each) => [...each.keys]))
  // Lines that begin with space may continue the value above them.
  if (key !== null && [removed, added].some((lines) => /^\s+\S/.test(lines[0] ?? ''))) keys.add(key)
  return { section, keys, headers: new Set(said.flatMap((each) => [...each.headers])) }
}

/** Whether somebody has added a section anew that the hunk took away. */
function isThereAgain({ removed, added }: Hunk, now: Document): boolean {
  const own = new Set([...saidIn(added).headers].map(keyOfHeader))
  const gone = [...saidIn(removed).headers].filter((header) => !own.has(keyOfHeader(header)))
  return sectionsLike(now, new Set(gone)).length > 0
}

function javascriptStatements(document: Document): ReadonlyMap<string, string> {
  const readings = javascriptReading(document) ?? []
  return new Map(readings.map(({ section, key, value }) => [`${section}\n${key}`, value]))
}

function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((each) => one.get(each) !== other.get(each))
}
