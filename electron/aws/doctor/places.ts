/** Which sections a place in a document belongs to. */
import { lineText, type Document } from '../config/document/document.ts'
import { keyOfHeader } from '../config/document/heading.ts'
import { javascriptHeader } from '../config/document/javascript.ts'
import type { Section } from '../config/document/scan.ts'
import { startOf } from '../config/edit/splice.ts'

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
