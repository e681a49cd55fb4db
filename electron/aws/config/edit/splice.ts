/** Edits of a document's text: pieces that take the place of others. Every other byte stays. */
import { encode, lineEnd, parseDocument, parseText, type Document } from '../document/document.ts'

/** `from` up to, and without, `to` in the document's text becomes `text`, as the document holds characters. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly text: string
  /** Begins on a line of its own: what stands above must end its line. */
  readonly isLine?: true
}

/** Makes splices that do not overlap. */
export function applySplices(document: Document, splices: readonly Splice[]): Document {
  const pieces: string[] = []
  let at = 0
  let last = ''
  const push = (piece: string): void => {
    if (piece === '') return
    pieces.push(piece)
    last = piece.slice(-1)
  }
  for (const { from, to, text, isLine } of [...splices].sort((a, b) => a.from - b.from || a.to - b.to)) {
    push(document.text.slice(at, from))
    if (isLine && text !== '') push(missingBreak(last, text))
    push(text)
    at = Math.max(at, to)
  }
  push(document.text.slice(at))
  const edited = pieces.join('')
  // Without the bytes that were not UTF-8, the rest may be.
  return document.utf8 ? parseText(edited, true) : parseDocument(Buffer.from(edited, 'latin1'))
}

/** What ends the line above `text`, which ends with `last`. For JavaScript a lone CR ends none. */
function missingBreak(last: string, text: string): string {
  if (last === '\r') return '\n'
  return last === '\n' || last === '' ? '' : (/\r?\n$/.exec(text)?.[0] ?? '\n')
}

/** The lines from `from` up to, and without, `to` become `text`: whole lines, as the document holds characters. */
export function replaceLines(document: Document, from: number, to: number, text: string): Splice {
  return { from: startOf(document, from), to: startOf(document, to), text, isLine: true }
}

/** Line `line` says `characters`, and ends as it did. */
export function rewriteLine(document: Document, line: number, characters: string): Splice {
  return { from: document.starts[line]!, to: lineEnd(document, line), text: encode(document, characters) }
}

/** The lines from `from` up to, and without, `to` go, with their line breaks. */
export function dropLines(document: Document, from: number, to: number): Splice {
  return { from: startOf(document, from), to: startOf(document, to), text: '' }
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

/** The line break of most lines. */
export function lineBreak({ text, starts }: Document): string {
  let balance = 0
  for (let line = 1; line <= starts.length; line += 1) {
    const end = starts[line] ?? text.length
    if (text.charCodeAt(end - 1) === 0x0a) balance += text.charCodeAt(end - 2) === 0x0d ? 1 : -1
  }
  return balance > 0 ? '\r\n' : '\n'
}
