/** Rows under headings, aligned by what a terminal shows. */
import type { Line, Span } from './printer.ts'
import { visible } from '../../shared/unseen.ts'
import { columns } from './text.ts'

const gap = 2

/** One line per row below a line of headings; nothing at all when there are no rows. */
export function table(headings: readonly string[], rows: readonly (readonly Span[])[]): readonly Line[] {
  if (rows.length === 0) return []
  const all: readonly (readonly Span[])[] = [headings.map((text) => ({ text, tone: 'dim' }) as const), ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))))
  return all.map((row) =>
    row.flatMap((span, column) => {
      const last = column === row.length - 1
      return last ? [span] : [span, ' '.repeat((widths[column] ?? 0) - width(span) + gap)]
    }),
  )
}

/** `label  value` pairs, one per line. */
export function facts(pairs: readonly (readonly [label: string, value: Span])[]): readonly Line[] {
  const widest = Math.max(...pairs.map(([label]) => columns(label)))
  return pairs.map(([label, value]) => [
    { text: `${label}${' '.repeat(widest - columns(label) + gap)}`, tone: 'dim' },
    value,
  ])
}

function width(span: Span): number {
  return columns(visible(typeof span === 'string' ? span : span.text))
}
