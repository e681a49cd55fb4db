/** What an edit did to a file, as pieces that can be taken back: exact bytes, with where they stood. */
import { documentBytes, parseText, type Document } from '../document/document.ts'
import { lastWhere } from '../document/halving.ts'
import { commonEnd, commonStart, excerptOf } from '../diff/excerpt.ts'
import { entryAround, keptLines, sectionAround } from '../diff/lines.ts'

/** A line with its end. Each character is one byte of the file, whatever that is encoded in. */
export type ByteLine = string

/** Lines of the old file that others took the place of in the new one. Lines are counted from 0. */
export interface Hunk {
  readonly old: number
  readonly new: number
  readonly removed: readonly ByteLine[]
  readonly added: readonly ByteLine[]
  /** Up to three lines around `added` in the new file. */
  readonly above: readonly ByteLine[]
  readonly below: readonly ByteLine[]
  /** What the line above `added` belongs to there: the header of its section, and its key. */
  readonly section: string | null
  readonly key: string | null
}

/** Lines that are kept of what stands around a hunk. */
export const context = 3

/** The pieces in which the two documents differ, in order; none where they are the same bytes. */
export function hunksOf(before: Document, after: Document): readonly Hunk[] {
  const { old, now, line } = excerptOf(before, after, { around: context })
  return hunksBetween(old, now).map((hunk) => ({ ...hunk, old: hunk.old + line, new: hunk.new + line }))
}

function hunksBetween(before: Document, after: Document): readonly Hunk[] {
  const alike = before.utf8 === after.utf8 && !before.foreign && !after.foreign
  const [old, now] = alike ? [before, after] : [withBytes(before), withBytes(after)]
  const { head, tail } = commonEnds(old, now)
  const [oldEnd, nowEnd] = [old.starts.length - tail, now.starts.length - tail]
  const runs = keptLines(cut(old, head, oldEnd), cut(now, head, nowEnd))
  const hunks: Hunk[] = []
  let from = { old: head, new: head }
  for (const run of [...runs, { old: oldEnd - head, new: nowEnd - head, length: 0 }]) {
    const to = { old: run.old + head, new: run.new + head }
    for (const part of apart(cut(old, from.old, to.old), cut(now, from.new, to.new))) {
      const { removed, added } = part
      const [at, end] = [from.new, from.new + added.length]
      hunks.push({
        ...from,
        ...part,
        above: cut(now, Math.max(at - context, 0), at),
        below: cut(now, end, end + context),
        section: at === 0 ? null : (sectionAround(after, at - 1)?.header ?? null),
        key: at === 0 ? null : (entryAround(after, at - 1)?.key ?? null),
      })
      from = { old: from.old + removed.length, new: end }
    }
    from = { old: to.old + run.length, new: to.new + run.length }
  }
  return hunks
}

/** Whether only the ends of the lines differ: of the last line of a file, for one, when others are added behind it. */
export function changesEnds({ removed, added }: Pick<Hunk, 'removed' | 'added'>): boolean {
  return removed.length === added.length && removed.every((line, at) => withoutEnd(line) === withoutEnd(added[at]!))
}

/** A line without its end. */
export function withoutEnd(line: ByteLine): string {
  return line.replace(/[\r\n]+$/, '')
}

/** Lines that came in the place of others, without those at the beginning of which only the ends differ, and these. */
function apart(removed: readonly ByteLine[], added: readonly ByteLine[]): readonly Pick<Hunk, 'removed' | 'added'>[] {
  let same = 0
  while (same < Math.min(removed.length, added.length) && withoutEnd(removed[same]!) === withoutEnd(added[same]!))
    same += 1
  return [
    { removed: removed.slice(0, same), added: added.slice(0, same) },
    { removed: removed.slice(same), added: added.slice(same) },
  ].filter((part) => part.removed.length > 0 || part.added.length > 0)
}

/** All lines of a document. */
export function byteLines(document: Document): readonly ByteLine[] {
  return linesIn(Buffer.from(documentBytes(document)).toString('latin1'))
}

export function bytesOf(lines: readonly ByteLine[]): Buffer {
  return Buffer.from(lines.join(''), 'latin1')
}

/** The old file's lines from the new file's; null where these are not those that the hunks are of. */
export function takeBack(lines: readonly ByteLine[], hunks: readonly Hunk[]): readonly ByteLine[] | null {
  return replaceLines(
    lines,
    hunks.map((hunk) => ({ from: hunk.new, old: hunk.added, text: hunk.removed })),
  )
}

/** The new file's lines from the old file's; null where these are not those that the hunks are of. */
export function makeAgain(lines: readonly ByteLine[], hunks: readonly Hunk[]): readonly ByteLine[] | null {
  return replaceLines(
    lines,
    hunks.map((hunk) => ({ from: hunk.old, old: hunk.removed, text: hunk.added })),
  )
}

export interface Replacement {
  readonly from: number
  readonly old: readonly ByteLine[]
  readonly text: readonly ByteLine[]
}

/** `lines` with other lines in the place of some; null where not all of `old` stand at `from`, or places overlap. */
export function replaceLines(
  lines: readonly ByteLine[],
  replacements: readonly Replacement[],
): readonly ByteLine[] | null {
  const pieces: (readonly ByteLine[])[] = []
  let at = 0
  for (const { from, old, text } of [...replacements].sort((one, other) => one.from - other.from)) {
    if (from < at || !old.every((line, each) => lines[from + each] === line)) return null
    pieces.push(lines.slice(at, from), text)
    at = from + old.length
  }
  return [...pieces, lines.slice(at)].flat()
}

function linesIn(text: string): readonly ByteLine[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []
}

/** A document whose characters are its bytes. */
function withBytes(document: Document): Document {
  return document.utf8 ? parseText(documentBytes(document).toString('latin1'), false) : document
}

function cut({ text, starts, utf8 }: Document, from: number, to: number): readonly ByteLine[] {
  if (from >= to || from >= starts.length) return []
  const piece = text.slice(starts[from], starts[to] ?? text.length)
  return linesIn(utf8 ? Buffer.from(piece).toString('latin1') : piece)
}

/** How many lines are surely the same at the beginning and at the end: the others may be few of very many. */
function commonEnds(old: Document, now: Document): { readonly head: number; readonly tail: number } {
  const start = commonStart(old.text, now.text)
  const head = Math.min(lineAt(old, start), lineAt(now, start))
  const end = commonEnd(old.text, now.text)
  // A line that begins where the common end does may have begun elsewhere in the other text: `\r` before `\n`.
  const tailOf = (document: Document) => document.starts.length - 1 - lineAt(document, document.text.length - end)
  const tail = Math.min(tailOf(old), tailOf(now), old.starts.length - head, now.starts.length - head)
  return { head, tail: Math.max(tail, 0) }
}

/** The line that `offset` is in; behind the end of the text, the one that would follow. */
function lineAt({ text, starts }: Document, offset: number): number {
  return offset === text.length ? starts.length : lastWhere(starts.length, (at) => starts[at]! <= offset)
}
