/** One section out of two that stand for the same thing. */
import { encode, entriesOf, lineEnd, lineText, ownSettings, type Document } from '../../config/document/document.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import type { Entry, Section } from '../../config/document/scan.ts'
import { breakBeside, dropLines, type Splice } from '../../config/edit/splice.ts'
import type { LineMend } from '../trouble.ts'

export type Merge = Pick<LineMend, 'splices' | 'about'>

/**
 * Moves the lines of `later` to the end of `first`, without those that `earlier` (the sections before it, read as one)
 * says already. Null where they contradict each other, or where lines cannot be moved as they are.
 */
export function mergeInto(document: Document, earlier: Section, later: Section, first: Section): Merge | null {
  const entries = entriesOf(document, later)
  const known = ownSettings(document, earlier)
  const own = ownSettings(document, { ...later, repeats: null })
  if (own.size < entries.length) return null
  const said = entries.filter(({ key }) => known.has(key))
  if (said.some((entry) => known.get(entry.key) !== own.get(entry.key) || hasComments(document, entry))) return null

  const end = entries.at(-1)?.end ?? later.line + 1
  const isMoved = (line: number): boolean => said.every((entry) => line < entry.line || line >= entry.end)
  const note = behindHeader(document, later)
  const moved: string[] = note === '' ? [] : [note + breakBeside(document, later.line)]
  for (let line = later.line + 1; line < end; line += 1) if (isMoved(line)) moved.push(wholeLine(document, line))
  const last = entriesOf(document, first).at(-1)
  // Deeper than what it comes behind, a line would continue that.
  if (last && entries[0] && indentOf(document, entries[0].line) > indentOf(document, last.line)) return null
  const at = document.starts[last?.end ?? first.line + 1]!
  if (document.text.charAt(at - 1) === '\r') return null
  const splices: Splice[] = [{ from: at, to: at, text: moved.join('') }, dropLines(document, later.line, end)]
  return {
    splices: at === splices[1]!.from ? joined(splices, document, end) : splices,
    about: [later, first].map(({ header }) => keyOfHeader(header)),
  }
}

/** Where the later section follows at once, its header alone goes. */
function joined(splices: readonly Splice[], document: Document, end: number): readonly Splice[] {
  return [{ from: splices[1]!.from, to: document.starts[end] ?? document.text.length, text: splices[0]!.text }]
}

function indentOf(document: Document, line: number): number {
  return /^\s*/.exec(lineText(document, line))![0].length
}

function hasComments(document: Document, { line, end }: Entry): boolean {
  for (let each = line + 1; each < end; each += 1) if (/^\s*[#;]/.test(lineText(document, each))) return true
  return false
}

/** A comment behind the header, which would go with it. */
function behindHeader(document: Document, section: Section): string {
  const text = lineText(document, section.line)
  return encode(document, text.slice(text.lastIndexOf(']') + 1).trim())
}

/** A lone CR ends no line for JavaScript. */
function wholeLine(document: Document, line: number): string {
  const { text, starts } = document
  const end = lineEnd(document, line)
  const lineBreak = text.slice(end, starts[line + 1])
  return text.slice(starts[line], end) + (lineBreak.endsWith('\n') ? lineBreak : breakBeside(document, line))
}
