/** Where the lines of a hunk stand in a file that others have changed since. */
import { entriesOf, parseText, type Document } from '../document/document.ts'
import { lastWhere } from '../document/halving.ts'
import { context, withoutEnd, type ByteLine, type Hunk, type Replacement } from './hunks.ts'
import { keyOfHeader } from '../document/heading.ts'
import { lineBreak } from '../edit/splice.ts'
import { sectionAround } from '../diff/lines.ts'
import type { Section } from '../document/scan.ts'

/** A document with its lines, and where each of them stands. How a line ends does not count: the AWS CLI changes that. */
export interface Indexed {
  readonly document: Document
  readonly lines: readonly ByteLine[]
  readonly texts: readonly string[]
  readonly places: ReadonlyMap<string, readonly number[]>
  /** By header: behind which lines one is in a section that has it. */
  readonly ranges: ReadonlyMap<string | null, readonly Range[]>
  /** By what their headers stand for. */
  readonly sections: ReadonlyMap<string, readonly Section[]>
}

/** Places between lines, each by the line behind it; `to` is one of them. */
export interface Range {
  readonly from: number
  readonly to: number
}

export function indexed(document: Document, lines: readonly ByteLine[]): Indexed {
  const texts = lines.map(withoutEnd)
  const places = Map.groupBy(texts.keys(), (at) => texts[at]!)
  const top = { header: null, from: 0, to: document.sections[0]?.line ?? lines.length }
  const sections = document.sections.map(({ header, line, end }) => ({ header, from: line + 1, to: end }))
  const ranges = Map.groupBy<string | null, Range & { readonly header: string | null }>(
    [top, ...sections],
    ({ header }) => header,
  )
  const byKey = Map.groupBy(document.sections, ({ header }) => keyOfHeader(header))
  return { document, lines, texts, places, ranges, sections: byKey }
}

/**
 * What takes the hunk back, or null where its lines do not stand there as it made them, or could stand at two places.
 * Blank lines around them may have gone with what stood next to them.
 */
export function takingBack(file: Indexed, hunk: Hunk): Replacement | null {
  return placed(file, hunk) ?? placed(file, { ...hunk, removed: trimmed(hunk.removed), added: trimmed(hunk.added) })
}

function placed(file: Indexed, hunk: Hunk): Replacement | null {
  const from = findPlace(file, hunk)
  if (from === null) return null
  const old = file.lines.slice(from, from + hunk.added.length)
  const text = isExact(file, hunk, from) ? hunk.removed : endedAs(file.document, hunk.removed)
  const isNew = old.length === 0 && from === file.lines.length && linesAbove(file, hunk, from) === 0
  const isApart = text.length === 0 || isBlank(text[0]!) || isBlank(file.lines[from - 1] ?? '')
  return { from, old, text: isNew && !isApart ? [lineBreak(file.document), ...text] : text }
}

function findPlace(file: Indexed, hunk: Hunk): number | null {
  if (hunk.added.length > 0) return findAdded(file, hunk)
  return opensSection(hunk.removed) ? findGap(file, hunk) : findGapInside(file, hunk)
}

/** Without blank lines at both ends. */
export function trimmed(lines: readonly ByteLine[]): readonly ByteLine[] {
  const says = (line: ByteLine) => !isBlank(line)
  return lines.slice(Math.max(lines.findIndex(says), 0), lines.findLastIndex(says) + 1)
}

/** Whether the first line that says something is a header. */
export function opensSection(lines: readonly ByteLine[]): boolean {
  return (
    lines
      .find((line) => !/^\s*(?:[#;]|$)/.test(line))
      ?.trimStart()
      .startsWith('[') ?? false
  )
}

/** What lines say by themselves: keys of the section they stand in, and whole sections. */
export function saidIn(lines: readonly ByteLine[]): {
  readonly keys: ReadonlySet<string>
  readonly headers: ReadonlySet<string>
} {
  const { sections, entries } = parseText(`[ ]\n${lines.map((line) => line.trimStart()).join('')}`, false)
  return {
    keys: new Set(entries.slice(0, sections[0]!.last).map(({ key }) => key)),
    headers: new Set(sections.slice(1).map(({ header }) => header)),
  }
}

/** The sections that stand for the same as one of `headers`, in the order of the file. */
export function sectionsLike({ sections }: Indexed, headers: ReadonlySet<string>): readonly Section[] {
  const keys = new Set([...headers].map(keyOfHeader))
  return [...keys].flatMap((key) => sections.get(key) ?? []).sort((one, other) => one.line - other.line)
}

export function isBlank(line: ByteLine): boolean {
  return line.trim() === ''
}

function findAdded(file: Indexed, hunk: Hunk): number | null {
  const ranges = opensSection(hunk.added) ? everywhere(file) : (file.ranges.get(hunk.section) ?? [])
  return findAddedIn(file, hunk, ranges)
}

/** The header of the section in which the hunk's lines stand now, where others have given it another one. */
export function findRenamed(file: Indexed, hunk: Hunk): Section | null {
  if (hunk.section === null || opensSection(hunk.added)) return null
  const place = findAddedIn(file, hunk, everywhere(file))
  return place === null ? null : sectionAround(file.document, place)
}

function everywhere({ lines }: Indexed): readonly Range[] {
  return [{ from: 0, to: lines.length }]
}

function findAddedIn(file: Indexed, hunk: Hunk, ranges: readonly Range[]): number | null {
  const added = hunk.added.map(withoutEnd)
  const places = ranges
    .flatMap((range) => within(file.places.get(added[0]!) ?? [], range))
    .filter((from) => added.every((text, at) => file.texts[from + at] === text))
  const place = nearest(file, hunk, places)
  // Blank lines and comments are everywhere.
  const saysNothing = added.every((text) => /^\s*(?:[#;]|$)/.test(text))
  return place !== null && saysNothing && nearness(file, hunk, place) === 0 ? null : place
}

/** Where whole sections were: between their neighbours, before or behind the one that is left, or else at the end. */
function findGap(file: Indexed, hunk: Hunk): number {
  if (hunk.above.length === 0) return 0
  const { document, lines } = file
  const places = gaps(file, hunk, { from: 0, to: lines.length })
  const between = places.filter((at) => linesAbove(file, hunk, at) > 0 && linesBelow(file, hunk, at) > 0)
  const before = opensSection(hunk.below) ? places.filter((at) => linesBelow(file, hunk, at) === hunk.below.length) : []
  const behind = document.sections.filter(({ header }) => header === hunk.section)
  return (
    nearest(file, hunk, between) ??
    nearest(file, hunk, before) ??
    (behind.length === 1 ? endOf(file, behind[0]!) : lines.length)
  )
}

/** Where lines of a section were: next to their neighbours in it, or behind its last key. Null without that section. */
function findGapInside(file: Indexed, hunk: Hunk): number | null {
  const [range, ...others] = file.ranges.get(hunk.section) ?? []
  if (!range || others.length > 0) return null
  const place = nearest(file, hunk, gaps(file, hunk, range))
  if (place !== null || hunk.section === null) return place
  const section = sectionAround(file.document, range.from - 1)
  return (section && entriesOf(file.document, section).at(-1)?.end) ?? range.from
}

/** What stands between the lines that stood around the hunk, if these are still there and near each other. */
export function findBetween(file: Indexed, hunk: Hunk): Range | null {
  const { above, added, below } = hunk
  const places = gaps(file, { ...hunk, below: [] }, { from: 0, to: file.lines.length })
  const from = places.filter((at) => linesAbove(file, hunk, at) >= above.length)
  const ends = below.length > 0 ? (file.places.get(withoutEnd(below[0]!)) ?? []) : [file.lines.length]
  const to = ends.find((at) => at >= from[0]!)
  return from.length === 1 && to !== undefined && to - from[0]! <= added.length + context
    ? { from: from[0]!, to }
    : null
}

/** Behind the lines of `section`, before the comments that stand above the next header. */
function endOf({ lines }: Indexed, section: Section): number {
  let end = section.end
  if (end < lines.length) while (end > section.line + 1 && /^\s*[#;]/.test(lines[end - 1]!)) end -= 1
  return end
}

/** Every place in `range` next to a line that stood next to the hunk. */
function gaps({ lines, places }: Indexed, { above, below }: Hunk, { from, to }: Range): readonly number[] {
  const behind =
    above.length > 0 ? within(places.get(withoutEnd(above.at(-1)!)) ?? [], { from: from - 1, to: to - 1 }) : [-1]
  const before = below.length > 0 ? within(places.get(withoutEnd(below[0]!)) ?? [], { from, to }) : [lines.length]
  const found = [...behind.map((at) => at + 1), ...before].filter((at) => at >= from && at <= to)
  return [...new Set(found)]
}

/** Those of `places`, which ascend, that are in a range. */
function within(places: readonly number[], { from, to }: Range): readonly number[] {
  const start = lastWhere(places.length, (at) => places[at]! < from) + 1
  let end = start
  while (end < places.length && places[end]! <= to) end += 1
  return places.slice(start, end)
}

/** The place with the most of what stood around the hunk; null where there is none, or more than one. */
function nearest(file: Indexed, hunk: Hunk, places: readonly number[]): number | null {
  const ranked = places
    .map((at) => ({ at, near: nearness(file, hunk, at) }))
    .sort((one, other) => other.near - one.near)
  return ranked[0] && ranked[0].near !== ranked[1]?.near ? ranked[0].at : null
}

function nearness(file: Indexed, hunk: Hunk, from: number): number {
  return linesAbove(file, hunk, from) + linesBelow(file, hunk, from + hunk.added.length)
}

/** How many of the lines that stood above the hunk stand above `from`. The beginning of the file counts as one. */
function linesAbove({ texts }: Indexed, { above }: Hunk, from: number): number {
  let same = 0
  while (same < above.length && texts[from - 1 - same] === withoutEnd(above[above.length - 1 - same]!)) same += 1
  return same === above.length && same < context && from === same ? same + 1 : same
}

/** How many of the lines that stood below the hunk stand from `from` on. The end of the file counts as one. */
function linesBelow({ texts }: Indexed, { below }: Hunk, from: number): number {
  let same = 0
  while (same < below.length && texts[from + same] === withoutEnd(below[same]!)) same += 1
  return same === below.length && same < context && from + same === texts.length ? same + 1 : same
}

/** Whether the hunk's lines and the ones next to it also end as they did. */
function isExact({ lines }: Indexed, { added, above, below }: Hunk, from: number): boolean {
  const pairs = [
    ...added.map((line, at) => [line, lines[from + at]] as const),
    [above.at(-1), lines[from - 1]] as const,
    [below[0], lines[from + added.length]] as const,
  ]
  return pairs.every(
    ([then, now]) => then === undefined || now === undefined || then === now || withoutEnd(then) !== withoutEnd(now),
  )
}

function endedAs(document: Document, lines: readonly ByteLine[]): readonly ByteLine[] {
  return lines.map((line) => withoutEnd(line) + lineBreak(document))
}
