/** The sections in which two versions of a file differ, so that the cost of a look at an edit grows with the edit. */
import { lineText, parseText, type Document } from '../document/document.ts'
import { lastWhere } from '../document/halving.ts'
import { keyOfHeader } from '../document/heading.ts'

export interface Excerpt {
  readonly old: Document
  readonly now: Document
  /** How many lines both files have before it. */
  readonly line: number
}

interface Wanted {
  /** How many unchanged lines it must hold before and behind what differs. */
  readonly around?: number
  /** Keys of sections that it must hold where they are there, each once (`profile.a`). */
  readonly keys?: ReadonlySet<string>
}

/**
 * What to look at of two versions of a file to see all that differs: the whole sections that do, where every reader takes
 * them for what they are in their file; else both files.
 */
export function excerptOf(before: Document, after: Document, { around = 0, keys }: Wanted): Excerpt {
  const sections = sectionsThatDiffer(before, after, around)
  const isEnough = sections && (!keys || holdsAll(before, sections, keys))
  return isEnough ? sections : { old: before, now: after, line: 0 }
}

/** Whether each of `keys`, and of those that `now` has, is in no section of the file but those of the excerpt. */
function holdsAll(before: Document, { old, now }: Excerpt, keys: ReadonlySet<string>): boolean {
  if (!now.isPlain || before.twins().size > 0 || now.twins().size > 0) return false
  const isHeld = (key: string): boolean => old.byKey(key).length > 0 || before.byKey(key).length === 0
  return [...keys].every(isHeld) && now.sections.every(({ header }) => isHeld(keyOfHeader(header)))
}

/**
 * Whole sections of both documents that hold every difference and `around` unchanged lines before and behind. Each reads
 * as it does in its file: it begins and ends at a header that every reader takes for one. Null where `before` has other
 * headers than such (`isPlain`): then only the whole file tells.
 */
function sectionsThatDiffer(before: Document, after: Document, around: number): Excerpt | null {
  if (!before.isPlain || !after.utf8 || after.foreign) return null
  const { text, starts, sections } = before
  const head = commonStart(text, after.text)
  const tail = Math.min(commonEnd(text, after.text), Math.min(text.length, after.text.length) - head)
  const start = lastWhere(starts.length, (at) => starts[at]! <= head)
  // A line of which only the end is the same has changed too.
  const end = text.length - tail + (beginsLine(text, tail) && beginsLine(after.text, tail) ? 0 : 1)
  const last =
    lastTaken(
      before,
      after,
      start,
      lastWhere(starts.length, (at) => starts[at]! < end),
    ) + around
  const section = lastWhere(sections.length, (at) => sections[at]!.line <= start - around)
  const line = section === -1 ? 0 : sections[section]!.line
  const next = sections[lastWhere(sections.length, (at) => sections[at]!.line <= last) + 1]
  const from = starts[line] ?? 0
  const to = next ? starts[next.line]! : text.length
  const old = text.slice(from, to)
  const now = after.text.slice(from, after.text.length - (text.length - to))
  return { old: parseText(old, true), now: parseText(now, true), line }
}

/**
 * Lines `start` to `end` of `before` differ. What has come or gone may be taken for lines behind them that say the same
 * (lines.ts): the last of these.
 */
function lastTaken(before: Document, after: Document, start: number, end: number): number {
  const { text, starts } = before
  const [from, to] = [starts[start] ?? 0, starts[end + 1] ?? text.length]
  const [old, now] = [text.slice(from, to), after.text.slice(from, after.text.length - (text.length - to))]
  const changed = new Set([old, now].flatMap((piece) => piece.split('\n')))
  let last = end
  while (last + 1 < starts.length && changed.has(lineText(before, last + 1))) last += 1
  return last
}

/** Whether the last `length` characters begin with a line. */
function beginsLine(text: string, length: number): boolean {
  return length === text.length || text.charCodeAt(text.length - length - 1) === 0x0a
}

/** How many characters both texts begin with. Compares halves, which is a comparison of memory. */
export function commonStart(one: string, other: string): number {
  return lastWhere(
    Math.min(one.length, other.length) + 1,
    sameFrom((from, to) => one.slice(from, to) === other.slice(from, to)),
  )
}

export function commonEnd(one: string, other: string): number {
  const piece = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from)
  return lastWhere(
    Math.min(one.length, other.length) + 1,
    sameFrom((from, to) => piece(one, from, to) === piece(other, from, to)),
  )
}

/** For a search that halves: whether the first `length` characters are the same, where those known to be need no second look. */
function sameFrom(isSame: (from: number, to: number) => boolean): (length: number) => boolean {
  let known = 0
  return (length) => {
    const same = length <= known || isSame(known, length)
    if (same && length > known) known = length
    return same
  }
}
