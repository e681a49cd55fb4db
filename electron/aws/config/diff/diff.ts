/** What an edit changes, line by line, as a person should see it before it is written: secrets are masked. */
import type { Diff, DiffLine, LineEnd } from '../../../../shared/diff.ts'
import { decode, lineEnd, lineText, type Document } from '../document/document.ts'
import { lineBreak } from '../edit/splice.ts'
import { excerptOf } from './excerpt.ts'
import { entryAround, keptLines, type Run } from './lines.ts'
import { maskContinuation, maskLine } from './secrets.ts'

/** Unchanged lines shown around a change. */
const context = 3

/**
 * The lines that differ between two documents of the file that a person calls `path`. A last line that only gains or
 * loses its line break stays the same line.
 */
export function previewOf(path: string, before: Document, after: Document): Diff {
  const excerpt = excerptOf(before, after, { around: context })
  const diff = diffOf(path, excerpt.old, excerpt.now)
  const moved = (line: number | null) => (line === null ? null : line + excerpt.line)
  return { ...diff, lines: diff.lines.map((line) => ({ ...line, old: moved(line.old), new: moved(line.new) })) }
}

function diffOf(path: string, before: Document, after: Document): Diff {
  const old = linesOf(before)
  const now = linesOf(after)
  // In another encoding no line is the same.
  const kept = before.foreign?.what === after.foreign?.what ? keptLines(old, now) : []
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
export function shownLine(document: Document, line: number): string {
  const text = lineText(document, line)
  // An indented comment may have been a part of the value above it.
  let at = line
  while (at > 0 && /^\s+[#;]/.test(lineText(document, at))) at -= 1
  const entry = entryAround(document, at)
  return entry && entry.line < line ? maskContinuation(entry.key, text) : maskLine(text)
}

/** The lines with their ends. One that has none has the end that an edit behind it would give it. */
function linesOf(document: Document): readonly string[] {
  const { text, starts } = document
  const lines = Array.from(starts, (start, line) => decode(document, text.slice(start, starts[line + 1])))
  const last = lines.pop()
  if (last === undefined) return lines
  return [...lines, endOf(document, lines.length) === '' ? last + lineBreak(document) : last]
}
