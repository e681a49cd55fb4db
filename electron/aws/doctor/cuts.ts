/** Mends as pieces of text that take the place of others. Every other byte stays. */
import { encode, lineEnd, lineText, parseDocument, parseText, type Document } from '../config/document/document.ts'
import { keyOfHeader } from '../config/document/heading.ts'
import { javascriptHeader } from '../config/document/javascript.ts'
import type { Section } from '../config/document/scan.ts'

/** `from` up to, and without, `to` in the document's text becomes `text`, as the document holds characters. */
export interface Cut {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Makes cuts that do not overlap. */
export function applyCuts(document: Document, cuts: readonly Cut[]): Document {
  const pieces: string[] = []
  let at = 0
  for (const { from, to, text } of [...cuts].sort((a, b) => a.from - b.from || a.to - b.to)) {
    pieces.push(document.text.slice(at, from), text)
    at = to
  }
  const edited = pieces.join('') + document.text.slice(at)
  // Without the bytes that were not UTF-8, the rest may be.
  return document.utf8 ? parseText(edited, true) : parseDocument(Buffer.from(edited, 'latin1'))
}

/** Line `line` says `characters`, and ends as it did. */
export function rewriteLine(document: Document, line: number, characters: string): Cut {
  return { from: document.starts[line]!, to: lineEnd(document, line), text: encode(document, characters) }
}

/** The lines from `from` up to, and without, `to` go, with their line breaks. */
export function dropLines(document: Document, from: number, to: number): Cut {
  return { from: document.starts[from]!, to: startOf(document, to), text: '' }
}

export function insertAt(document: Document, at: number, characters: string): Cut {
  return { from: at, to: at, text: encode(document, characters) }
}

/** Whole lines at the beginning of a line. What stands above must end its line, and for JavaScript a lone CR does not. */
export function insertLines(document: Document, at: number, characters: string): Cut {
  const above = document.text.charAt(at - 1)
  const lineBreak = /\r?\n$/.exec(characters)?.[0] ?? ''
  const missing = above === '\r' ? '\n' : above === '\n' || above === '' ? '' : lineBreak
  return insertAt(document, at, missing + characters)
}

/** Where line `line` begins; behind the last one, where the text ends. */
export function startOf({ starts, text }: Document, line: number): number {
  return starts[line] ?? text.length
}

/** What a new line beside line `line` ends with. A lone CR ends no line for JavaScript. */
export function breakBeside(document: Document, line: number): string {
  const { starts, text } = document
  const lineBreak = text.slice(lineEnd(document, line), starts[line + 1])
  if (lineBreak === '' && line > 0) return breakBeside(document, line - 1)
  return lineBreak.startsWith('\r') ? '\r\n' : '\n'
}

/** The section that line `line` is in, for botocore. */
export function sectionAt(document: Document, line: number): Section | null {
  return document.sections[sectionIndexAt(document, startOf(document, line))] ?? null
}

/** Which section the text at `offset` is in, for botocore; -1 before the first one. */
export function sectionIndexAt({ sections, starts }: Document, offset: number): number {
  let [low, high] = [0, sections.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[sections[middle]!.line]! <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Keys of the sections that line `line` is in, for botocore and for the JavaScript SDK. */
export function sectionsAround(document: Document, line: number): readonly string[] {
  const section = sectionAt(document, line)
  const keys = section ? [keyOfHeader(section.header)] : []
  for (let each = line; each >= 0; each -= 1) {
    const header = javascriptHeader(lineText(document, each))
    if (!header) continue
    if (header.section !== null) keys.push(header.section)
    break
  }
  return keys
}
