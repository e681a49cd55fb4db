/** A file as it would be if what Lanyard wrote still stood there: for showing what others have made of it. */
import { parseDocument, type Document } from '../document/document.ts'
import { lineBreak } from '../edit/splice.ts'
import {
  findBetween,
  findRenamed,
  isBlank,
  opensSection,
  saidIn,
  sectionsLike,
  trimmed,
  type Indexed,
} from './hunk-places.ts'
import { bytesOf, replaceLines, type ByteLine, type Hunk, type Replacement } from './hunks.ts'
import { keptLines } from '../diff/lines.ts'

/** The file with the lines that the hunks made in the place of what stands there now. */
export function asWritten(file: Indexed, hunks: readonly Hunk[]): Document {
  const replacements = hunks.flatMap((hunk) => (hunk.added.length > 0 ? written(file, hunk) : cleared(file, hunk)))
  return parseDocument(bytesOf(replaceLines(file.lines, onceEach(replacements)) ?? file.lines))
}

/** Hunks of one section may say the same of its header. */
function onceEach(replacements: readonly Replacement[]): readonly Replacement[] {
  const of = ({ from, old, text }: Replacement, at: number) => (old.length > 0 ? `${from}\n${text.join('')}` : at)
  return [...new Map(replacements.map((each, at) => [of(each, at), each])).values()]
}

function written(file: Indexed, hunk: Hunk): readonly Replacement[] {
  const { document, lines } = file
  const { above, below } = hunk
  const added = trimmed(hunk.added)
  const headers = opensSection(added) ? saidIn(added).headers : new Set([hunk.section ?? ''])
  const sections = sectionsLike(file, headers)
  const [first, last] = [sections[0], sections.at(-1)]
  if (!first || !last) {
    const now = findRenamed(file, hunk)
    if (now) return [{ from: now.line, old: lines.slice(now.line, now.line + 1), text: [headerLine(document, hunk)] }]
    const { from, to } = findBetween(file, hunk) ?? { from: lines.length, to: lines.length }
    return [{ from, old: lines.slice(from, to), text: hunk.added }]
  }
  const region = { from: Math.max(first.line - above.length - 1, 0), to: last.end }
  const runs = keptLines([...above, ...added, ...below], lines.slice(region.from, region.to))
  const [begin, end] = [above.length, above.length + added.length]
  const kept = runs.flatMap((run) =>
    Array.from({ length: run.length }, (_, at) => ({ old: run.old + at, now: region.from + run.new + at })),
  )
  let from =
    (kept.findLast(({ old }) => old < begin)?.now ?? (opensSection(added) ? first.line : first.line + 1) - 1) + 1
  let to = Math.max(kept.find(({ old }) => old >= end)?.now ?? region.to, from)
  while (to > from && isBlank(lines[to - 1]!)) to -= 1
  while (to > from && isBlank(lines[from]!)) from += 1
  return [{ from, old: lines.slice(from, to), text: added }]
}

function headerLine(document: Document, { section }: Hunk): ByteLine {
  const line = `[${section}]${lineBreak(document)}`
  return document.utf8 ? Buffer.from(line).toString('latin1') : line
}

/** Without what others have said anew of the keys and the sections that the hunk took away. */
function cleared(file: Indexed, { section, removed }: Hunk): readonly Replacement[] {
  const { document, lines } = file
  const { keys, headers } = saidIn(removed)
  const entries = document.sections
    .filter(({ header }) => header === section)
    .flatMap(({ first, last }) => document.entries.slice(first, last))
    .filter(({ key }) => keys.has(key))
  return [...sectionsLike(file, headers), ...entries].map(({ line, end }) => ({
    from: line,
    old: lines.slice(line, end),
    text: [],
  }))
}
