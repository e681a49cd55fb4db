/**
 * Edits of a document as changes of its lines. Each answers a new document, whose other lines are the bytes they were.
 * Whether the result means to every reader what it was meant to is for agreement.ts to say.
 */
import { encode, entriesOf, lineEnd, lineText, type Document } from '../document/document.ts'
import { isBlank, isBlockMark, isClaim, isComment, leadOf } from '../document/owners.ts'
import { sectionAround } from '../diff/lines.ts'
import { findEntry, findOwnEntry, type Entry, type Section } from '../document/scan.ts'
import { applySplices, dropLines, lineBreak, replaceLines, type Splice } from './splice.ts'

export type Setting = readonly [key: string, value: string]

export interface NewSection {
  readonly header: string
  readonly settings: readonly Setting[]
}

/**
 * Adds sections at the end of the file, as the AWS CLI does, and one blank line before each that does not follow one.
 * A missing line break at the end of the file is added first.
 */
export function appendSections(document: Document, sections: readonly NewSection[]): Document {
  return applySplices(document, [appendedSections(document, sections)])
}

export function appendedSections(document: Document, sections: readonly NewSection[]): Splice {
  const end = lineBreak(document)
  const blocks = sections.map(({ header, settings }) => [`[${header}]`, ...settings.map(assignment), ''].join(end))
  return appended(document, encode(document, blocks.join(end)))
}

/** Adds a copy of a section's own lines, as they are but for marks, below another header at the end of the file. */
export function appendCopy(document: Document, section: Section, header: string): Document {
  const { text, starts } = document
  const end = lineBreak(document)
  const own = Array.from(
    { length: endOfSection(document, section) - section.line - 1 },
    (_, at) => section.line + 1 + at,
  )
  const copied = own.filter((line) => !isClaim(document, line) && !isBlockMark(document, line))
  const lines = copied.map((line) => text.slice(starts[line], starts[line + 1])).join('')
  const ending = lines === '' || lines.endsWith('\n') ? '' : lines.endsWith('\r') ? '\n' : end
  return applySplices(document, [appended(document, encode(document, `[${header}]${end}`) + lines + ending)])
}

/** Writes another header between the brackets of each of `sections`. No other byte changes, not even around the name. */
export function setHeaders(
  document: Document,
  sections: readonly Section[],
  headerFor: (header: string) => string,
): Document {
  const { text, starts } = document
  const splices = sections.map(({ header, line }): Splice => {
    const content = text.slice(starts[line], lineEnd(document, line))
    const [from, to] = [content.indexOf('[') + 1, content.lastIndexOf(']')].map((at) => starts[line]! + at)
    return { from: from!, to: to!, text: encode(document, headerFor(header)) }
  })
  return applySplices(document, splices)
}

/** Gives `key` another value in those of `sections` that have it themselves. */
export function setValues(document: Document, sections: readonly Section[], key: string, value: string): Document {
  const entries = sections.flatMap((section) => findEntry(document, section, key) ?? [])
  return applySplices(
    document,
    entries.map((entry) => replaceValue(document, entry, value)),
  )
}

/**
 * Sets keys of `section`. Of a key that is there only the value changes, and lines that continued the old value go.
 * A new key comes behind the last one of the section, before blank lines and comments, behind `indent` spaces and tabs.
 */
export function setKeys(document: Document, section: Section, settings: readonly Setting[], indent: string): Document {
  const splices: Splice[] = []
  const added: string[] = []
  const end = lineBreak(document)
  for (const [key, value] of settings) {
    const entry = findOwnEntry(document, section, key)
    if (entry) splices.push(replaceValue(document, entry, value))
    else added.push(indent + assignment([key, value]) + end)
  }
  if (added.length > 0) {
    const line = endOfKeys(document, section)
    splices.push(replaceLines(document, line, line, encode(document, added.join(''))))
  }
  return applySplices(document, splices)
}

/** Removes keys, with the lines that continue their values, from all of `sections`. */
export function removeKeys(document: Document, sections: readonly Section[], keys: ReadonlySet<string>): Document {
  const entries = sections.flatMap((section) => entriesOf(document, section)).filter(({ key }) => keys.has(key))
  return applySplices(
    document,
    entries.map(({ line, end }) => dropLines(document, line, end)),
  )
}

/**
 * Removes sections with the comments directly above their headers, to the last line that says something, and comments
 * that follow on it without a blank line. Comments above the next header belong to that one and stay, as do those that
 * stand alone. Of the blank lines around a removed section those above stay; at the end of the file, one of them goes:
 * what an append brought, a removal takes back. `sections` are in order.
 */
export function removeSections(document: Document, sections: readonly Section[]): Document {
  /** Where the file ends without what is removed at its end. */
  let fileEnd = document.starts.length
  const splices = sections.toReversed().map((section): Splice => {
    let to = endOfSection(document, section)
    let from = leadOf(document, section)
    const blankAbove = from === 0 || isBlank(document, from - 1)
    if (blankAbove) while (to < section.end && isBlank(document, to)) to += 1
    if (to >= fileEnd) {
      if (blankAbove && from > 0) from -= 1
      fileEnd = from
    }
    return dropLines(document, from, to)
  })
  return applySplices(document, splices)
}

/** The spaces and tabs before the last key of `section`, or before its header where it has none. */
export function indentOf(document: Document, section: Section): string {
  const line = entriesOf(document, section).at(-1)?.line ?? section.line
  return /^[ \t]*/.exec(lineText(document, line))?.[0] ?? ''
}

/** Adds text that ends its last line at the end of the file, behind one blank line. */
function appended(document: Document, text: string): Splice {
  const at = endOfOthers(document)
  const separator = at > 0 && !isBlank(document, at - 1) ? lineBreak(document) : ''
  const behind = at < document.starts.length ? lineBreak(document) : ''
  return replaceLines(document, at, at, separator + text + behind)
}

/** The end of the file; or above a program's mark that has lost its section, and would make the new one that program's. */
function endOfOthers(document: Document): number {
  const end = document.starts.length
  let at = end
  for (let line = end - 1; line >= 0 && (isBlank(document, line) || isComment(document, line)); line -= 1) {
    if (isClaim(document, line)) at = line
  }
  return at
}

function assignment([key, value]: Setting): string {
  return `${key} = ${value}`
}

function replaceValue(document: Document, entry: Entry, value: string): Splice {
  const { text, starts } = document
  const end = lineEnd(document, entry.line)
  let before = text.slice(starts[entry.line], entry.from)
  let after = text.slice(entry.to, end)
  if (entry.from === entry.to) {
    // `key =` gets its value behind the space that it has, or behind one if there is one before the delimiter.
    before += after === '' && /\s.$/.test(before) ? ' ' : after
    after = ''
  }
  const lineBreak = text.slice(end, starts[entry.line + 1])
  // A lone CR ends no line for JavaScript.
  const ending = lineBreak === '\r' ? '\r\n' : lineBreak
  return replaceLines(document, entry.line, entry.end, before + encode(document, value) + after + ending)
}

function endOfKeys(document: Document, section: Section): number {
  return entriesOf(document, section).at(-1)?.end ?? section.line + 1
}

/** Behind the last line of `section` that is its own. */
function endOfSection(document: Document, section: Section): number {
  const next = sectionAround(document, section.end)
  const most = next && next !== section ? leadOf(document, next) : document.starts.length
  let said = section.end
  while (said > section.line + 1 && (isBlank(document, said - 1) || isComment(document, said - 1))) said -= 1
  let to = said
  while (to < most && isComment(document, to) && !isBlockMark(document, to)) to += 1
  return to
}
