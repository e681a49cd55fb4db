/** Which mends can be made at once. */
import type { Document } from '../config/document/document.ts'
import { sectionIndexAt } from './places.ts'
import type { LineMend, Mendable } from './trouble.ts'

/**
 * Those that do not speak of the same sections, nor of the same lines: each is then what its rule saw. Where readers do
 * not agree on what a header is, they do not touch neighbours either, whose own mends could hide what one does to them.
 */
export function apart(document: Document, left: readonly Mendable[]): readonly Mendable[] {
  const spoken = new Set<string | number>()
  const chosen = left.filter(({ mend }) => {
    const alone = document.isPlain || mend.about.length === 0
    const touched = [...mend.about, ...(alone ? [] : neighbours(document, mend))]
    const isFree = touched.every((each) => !spoken.has(each))
    if (isFree) for (const each of touched) spoken.add(each)
    return isFree
  })
  const late = overlapping(chosen)
  return chosen.filter((each) => !late.has(each))
}

/** The sections, by their place in the file, that a mend cuts into, and those beside them. */
function neighbours(document: Document, { splices }: LineMend): readonly number[] {
  return splices.flatMap(({ from, to }) => {
    const [first, last] = [sectionIndexAt(document, from), sectionIndexAt(document, to)]
    return Array.from({ length: last - first + 3 }, (_, at) => first - 1 + at)
  })
}

/** Those of whose splices one meets a splice of another that begins before it, or at the same place. */
function overlapping(chosen: readonly Mendable[]): ReadonlySet<Mendable> {
  const splices = chosen.flatMap((each) => each.mend.splices.map(({ from, to }) => ({ from, to, each })))
  splices.sort((one, other) => one.from - other.from || one.to - other.to)
  const late = new Set<Mendable>()
  let before: (typeof splices)[number] | null = null
  for (const next of splices) {
    if (late.has(next.each)) continue
    const meets = before && (next.from < before.to || next.from === before.from)
    if (meets && before!.each !== next.each) late.add(next.each)
    else before = next
  }
  return late
}
