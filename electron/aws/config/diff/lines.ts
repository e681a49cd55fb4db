/** Lines of a file: which of them two versions have in common, and what a line belongs to. */
import type { Document } from '../document/document.ts'
import { lastWhere } from '../document/halving.ts'
import type { Entry, Section } from '../document/scan.ts'

/** With more changed lines than this, a shortest edit script would take too long to find. */
const mostEdits = 400

/** `length` lines that both versions have, from these lines on, counted from 0. */
export interface Run {
  readonly old: number
  readonly new: number
  readonly length: number
}

/** The entry to which `line` belongs, if any. */
export function entryAround({ entries }: Document, line: number): Entry | null {
  const entry = entries[lastWhere(entries.length, (at) => entries[at]!.end <= line) + 1]
  return entry && entry.line <= line ? entry : null
}

/** The section to which `line` belongs; null above all headers. */
export function sectionAround({ sections }: Document, line: number): Section | null {
  return sections[lastWhere(sections.length, (at) => sections[at]!.line <= line)] ?? null
}

/** The runs of lines that `old` and `now` have in common, in order. */
export function keptLines(old: readonly string[], now: readonly string[]): readonly Run[] {
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const middle = commonRuns(old.slice(head, old.length - tail), now.slice(head, now.length - tail))
  const runs = [
    { old: 0, new: 0, length: head },
    ...shifted(middle, { old: head, new: head }),
    { old: old.length - tail, new: now.length - tail, length: tail },
  ]
  return joined(slideDown(old, now, runs))
}

/** Runs without empty ones, and with those that touch as one. */
function joined(runs: readonly Run[]): readonly Run[] {
  const found: Run[] = []
  for (const run of runs) {
    const above = found.at(-1)
    const touches = above && above.old + above.length === run.old && above.new + above.length === run.new
    if (touches) found[found.length - 1] = { ...above, length: above.length + run.length }
    else if (run.length > 0) found.push(run)
  }
  return found
}

/**
 * Of the places where the same lines could have come or gone, takes the last one: sections end alike, and differ in
 * their headers, so that is where a whole section is taken for what has come or gone.
 */
function slideDown(old: readonly string[], now: readonly string[], runs: readonly Run[]): readonly Run[] {
  const slid: Run[] = []
  for (const run of runs) {
    const above = slid.at(-1) ?? { old: 0, new: 0, length: 0 }
    const from = { old: above.old + above.length, new: above.new + above.length }
    const gap =
      from.new === run.new ? old.slice(from.old, run.old) : from.old === run.old ? now.slice(from.new, run.new) : []
    let by = 0
    while (by < run.length && gap.length > 0 && (gap[by] ?? old[run.old + by - gap.length]) === old[run.old + by])
      by += 1
    if (slid.length > 0) slid[slid.length - 1] = { ...above, length: above.length + by }
    slid.push({ old: run.old + by, new: run.new + by, length: run.length - by })
  }
  return slid
}

/**
 * The runs of a shortest edit script, after Myers, "An O(ND) Difference Algorithm": `reach[k]` is how far into `old` one
 * gets on diagonal k (old − new) with d changes; the way back through the remembered reaches gives the runs.
 */
function commonRuns(old: readonly string[], now: readonly string[]): readonly Run[] {
  if (old.length === 0 || now.length === 0) return []
  const history: Map<number, number>[] = []
  let reach = new Map([[1, 0]])
  for (let edits = 0; edits <= mostEdits; edits += 1) {
    history.push(reach)
    reach = new Map(reach)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let { at } = lastStep(reach, diagonal, edits)
      while (at < old.length && at - diagonal < now.length && old[at] === now[at - diagonal]) at += 1
      reach.set(diagonal, at)
      if (at >= old.length && at - diagonal >= now.length) return wayBack(history, old.length, now.length)
    }
  }
  return alongUniqueLines(old, now)
}

/**
 * The runs between lines that are there once in each, such as most headers: what differs in thousands of sections is
 * still found in each of them. None where there are no such lines.
 */
function alongUniqueLines(old: readonly string[], now: readonly string[]): readonly Run[] {
  const [inOld, inNow] = [uniqueLines(old), uniqueLines(now)]
  const pairs = [...inOld].flatMap(([line, at]) =>
    inNow.has(line) ? [{ old: at, new: inNow.get(line)!, length: 1 }] : [],
  )
  const anchors = longestAscent(pairs)
  if (anchors.length === 0) return []
  let from = { old: 0, new: 0 }
  return [...anchors, { old: old.length, new: now.length, length: 0 }].flatMap((anchor) => {
    const between = keptLines(old.slice(from.old, anchor.old), now.slice(from.new, anchor.new))
    const runs = [...shifted(between, from), anchor]
    from = { old: anchor.old + 1, new: anchor.new + 1 }
    return runs
  })
}

/** Where each line stands that stands nowhere else. */
function uniqueLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const repeated = new Set<string>()
  for (const [at, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line)
    else places.set(line, at)
  }
  for (const line of repeated) places.delete(line)
  return places
}

/** The most of `pairs`, which ascend in the old lines, that ascend in the new ones as well: patience sorting. */
function longestAscent(pairs: readonly Run[]): readonly Run[] {
  interface Link {
    readonly pair: Run
    readonly before: Link | null
  }
  const ends: Link[] = []
  for (const pair of pairs) {
    const last = lastWhere(ends.length, (at) => ends[at]!.pair.new < pair.new)
    ends[last + 1] = { pair, before: ends[last] ?? null }
  }
  const ascent: Run[] = []
  for (let link = ends.at(-1) ?? null; link; link = link.before) ascent.push(link.pair)
  return ascent.toReversed()
}

function shifted(runs: readonly Run[], by: { readonly old: number; readonly new: number }): readonly Run[] {
  return runs.map((run) => ({ old: run.old + by.old, new: run.new + by.new, length: run.length }))
}

/** Where the path on `diagonal` arrives by its last change, and whether that change is a line more in `new`. */
function lastStep(reach: ReadonlyMap<number, number>, diagonal: number, edits: number) {
  const [inserting, deleting] = [reach.get(diagonal + 1) ?? -1, (reach.get(diagonal - 1) ?? -1) + 1]
  const inserts = diagonal === -edits || (diagonal !== edits && deleting <= inserting)
  return { at: inserts ? inserting : deleting, inserts }
}

function wayBack(
  history: readonly ReadonlyMap<number, number>[],
  oldLength: number,
  newLength: number,
): readonly Run[] {
  const runs: Run[] = []
  let [x, y] = [oldLength, newLength]
  for (let edits = history.length - 1; edits >= 0; edits -= 1) {
    const diagonal = x - y
    const { at, inserts } = lastStep(history[edits]!, diagonal, edits)
    if (x > at) runs.unshift({ old: at, new: at - diagonal, length: x - at })
    ;[x, y] = inserts ? [at, at - diagonal - 1] : [at - 1, at - diagonal]
  }
  return runs
}
