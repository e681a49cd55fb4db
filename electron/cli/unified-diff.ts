/** A preview in the unified format of `diff -u`: what `patch` takes, and what people know from git. */
import type { Tone } from '../../shared/conditions.ts'
import type { Diff, DiffLine, LineEnd } from '../../shared/diff.ts'
import { visible } from '../../shared/unseen.ts'

/** A line of a file or a diff: every space in it counts, and it may end with a carriage return. */
export interface Verbatim {
  readonly verbatim: string
  readonly tone: Tone | 'strong' | null
}

interface UnifiedLine {
  readonly kind: 'file' | 'hunk' | 'end' | DiffLine['kind']
  /** Without the line feed behind it. Of a line that ends with CRLF, the carriage return is in it. */
  readonly text: string
}

/**
 * The lines of the diff; none where nothing changes. Applied to the old file it gives the new one, byte for byte, if it
 * is UTF-8, no secret is masked in it and no lone carriage return ends a line (`patch` knows no such line).
 */
function unifiedDiff({ path, lines }: Diff): readonly UnifiedLine[] {
  if (lines.length === 0) return []
  const name = visible(path)
  return [{ kind: 'file', text: `--- ${name}` }, { kind: 'file', text: `+++ ${name}` }, ...hunksOf(lines).flatMap(hunk)]
}

/** The same as one text; empty where nothing changes. */
export function diffText(diff: Diff): string {
  return unifiedDiff(diff)
    .map(({ text }) => `${text}\n`)
    .join('')
}

/** The same for a person, in colours. */
export function diffLines(diff: Diff): readonly Verbatim[] {
  return unifiedDiff(diff).map(({ kind, text }) => ({ verbatim: text, tone: tones[kind] }))
}

const tones = { file: 'strong', hunk: 'busy', same: null, added: 'ok', removed: 'bad', end: 'dim' } as const

/** Lines that follow on each other in both files. */
interface Hunk {
  /** The numbers of the first line, or of the next one where the file has none here. */
  readonly old: number
  readonly new: number
  readonly lines: readonly DiffLine[]
}

function hunksOf(lines: readonly DiffLine[]): readonly Hunk[] {
  const hunks: (Hunk & { readonly lines: DiffLine[] })[] = []
  let next = { old: 1, new: 1 }
  for (const line of lines) {
    const skipped = line.old === null ? (line.new ?? next.new) - next.new : line.old - next.old
    next = { old: next.old + skipped, new: next.new + skipped }
    if (skipped > 0 || hunks.length === 0) hunks.push({ ...next, lines: [] })
    hunks.at(-1)?.lines.push(line)
    next = { old: next.old + Number(line.old !== null), new: next.new + Number(line.new !== null) }
  }
  return hunks
}

function hunk({ lines, ...from }: Hunk): readonly UnifiedLine[] {
  const ranges = [`-${range(from.old, lines, 'old')}`, `+${range(from.new, lines, 'new')}`]
  return [{ kind: 'hunk', text: `@@ ${ranges.join(' ')} @@` }, ...lines.flatMap(unified)]
}

/** An empty range stands behind the line of its number. */
function range(first: number, lines: readonly DiffLine[], side: 'old' | 'new'): string {
  const count = lines.filter((line) => line[side] !== null).length
  return `${count === 0 ? first - 1 : first},${count}`
}

const signs = { same: ' ', added: '+', removed: '-' } as const

function unified({ kind, text, oldEnd = '\n', newEnd = '\n' }: DiffLine): readonly UnifiedLine[] {
  if (kind === 'same' && oldEnd !== newEnd) return [...ended('removed', text, oldEnd), ...ended('added', text, newEnd)]
  return ended(kind, text, kind === 'added' ? newEnd : oldEnd)
}

function ended(kind: DiffLine['kind'], text: string, end: LineEnd): readonly UnifiedLine[] {
  const line = { kind, text: signs[kind] + text + end.replace('\n', '') }
  return end === '' ? [line, { kind: 'end', text: '\\ No newline at end of file' }] : [line]
}
