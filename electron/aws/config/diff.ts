/** What an edit changes, line by line, as a person should see it before it is written: secrets are masked. */
import type { Diff, DiffLine, LineEnd } from '../../../shared/diff.ts'
import { decode, lineEnd, lineText, type Document } from './document.ts'
import { lineBreak } from './edit.ts'
import type { Entry } from './scan.ts'
import { maskContinuation, maskLine } from './secrets.ts'

/** Unchanged lines shown around a change. */
const context = 3

/** With more changed lines than this between the first and the last, everything between them counts as changed. */
const mostEdits = 400

/**
 * The lines that differ between two documents of the file that a person calls `path`. A last line that only gains or
 * loses its line break stays the same line.
 */
export function previewOf(path: string, before: Document, after: Document): Diff {
  const old = linesOf(before)
  const now = linesOf(after)
  const kept = keptLines(old, now)
  const lines: DiffLine[] = []
  let [added, removed] = [0, 0]
  let from = { old: 0, new: 0 }
  // The end of the file counts as a line that stays.
  for (const pair of [...kept, { old: old.length, new: now.length, length: 0 }]) {
    const gone = span(from.old, pair.old)
    const come = span(from.new, pair.new)
    removed += gone.length
    added += come.length
    for (const at of gone) lines.push({ kind: 'removed', ...inOld(before, at), new: null, text: shownLine(before, at) })
    for (const at of come) lines.push({ kind: 'added', old: null, ...inNew(after, at), text: shownLine(after, at) })
    for (const at of nearChanges(pair, old, now)) {
      const text = shownLine(after, pair.new + at)
      lines.push({ kind: 'same', ...inOld(before, pair.old + at), ...inNew(after, pair.new + at), text })
    }
    from = { old: pair.old + pair.length, new: pair.new + pair.length }
  }
  return { path, added, removed, lines }
}

/** `length` lines that both documents have, from these lines on. */
interface Run {
  readonly old: number
  readonly new: number
  readonly length: number
}

/** Which lines of a run to show: those next to a change before it or behind it. */
function nearChanges(run: Run, old: readonly string[], now: readonly string[]): readonly number[] {
  const isFirst = run.old === 0 && run.new === 0
  const isLast = run.old + run.length === old.length && run.new + run.length === now.length
  const head = isFirst ? 0 : Math.min(context, run.length)
  const tail = isLast ? 0 : Math.min(context, run.length - head)
  return [...span(0, head), ...span(run.length - tail, run.length)]
}

function span(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

/** Where a line stands, counted from 1, and how it ends there. */
function inOld(document: Document, line: number): { readonly old: number; readonly oldEnd?: LineEnd } {
  const end = endOf(document, line)
  return end === '\n' ? { old: line + 1 } : { old: line + 1, oldEnd: end }
}

function inNew(document: Document, line: number): { readonly new: number; readonly newEnd?: LineEnd } {
  const end = endOf(document, line)
  return end === '\n' ? { new: line + 1 } : { new: line + 1, newEnd: end }
}

function endOf(document: Document, line: number): LineEnd {
  return document.text.slice(lineEnd(document, line), document.starts[line + 1]) as LineEnd
}

/** A line as it may be shown. */
function shownLine(document: Document, line: number): string {
  const entry = entryAround(document, line)
  const text = lineText(document, line)
  return entry && entry.line < line ? maskContinuation(entry.key, text) : maskLine(text)
}

/** The entry to which `line` belongs, if any. */
function entryAround({ entries }: Document, line: number): Entry | null {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (entries[middle]!.end <= line) low = middle + 1
    else high = middle
  }
  const entry = entries[low]
  return entry && entry.line <= line ? entry : null
}

/** The lines with their ends. One that has none has the end that an edit behind it would give it. */
function linesOf(document: Document): readonly string[] {
  const { text, starts } = document
  const lines = Array.from(starts, (start, line) => decode(document, text.slice(start, starts[line + 1])))
  const last = lines.pop()
  if (last === undefined) return lines
  return [...lines, endOf(document, lines.length) === '' ? last + lineBreak(document) : last]
}

function keptLines(old: readonly string[], now: readonly string[]): readonly Run[] {
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const middle = commonRuns(old.slice(head, old.length - tail), now.slice(head, now.length - tail))
  return [
    { old: 0, new: 0, length: head },
    ...middle.map((run) => ({ old: run.old + head, new: run.new + head, length: run.length })),
    { old: old.length - tail, new: now.length - tail, length: tail },
  ].filter((run) => run.length > 0)
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
  return []
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
