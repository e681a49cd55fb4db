/** How a command speaks: its answer on stdout, everything else on stderr, for a person or as JSON. */
import { styleText } from 'node:util'
import type { Tone } from '../../shared/conditions.ts'
import type { Problem } from '../../shared/result.ts'
import { visible } from '../../shared/unseen.ts'
import { jsonLine } from './text.ts'
import { diffLines, diffText, type Verbatim } from './unified-diff.ts'

/** A piece of a line. The text may come from anywhere: the printer makes it safe. */
export type Span = string | { readonly text: string; readonly tone: Tone | 'strong' }
export type Line = Span | readonly Span[] | Verbatim

export interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

export interface Printer {
  readonly json: boolean
  /** The command's answer: one line of JSON, or `lines` for a person. */
  answer(value: unknown, lines: () => readonly Line[]): void
  /** A line on stdout, the same for a person and with `--json`. It must be safe already. */
  line(text: string): void
  /** Says something to a person on stderr; nothing with `--json`. */
  note(line: Line): void
  /** A line of its own on stderr that is needed with `--json` as well: an address to open, a code to type. */
  needed(text: string): void
  /** Shows `text` on stderr until the next call; only on a terminal. Null takes it away. */
  progress(text: string | null): void
  /** What happened, the lines that are the reason, if any, and what to do. */
  problem(problem: Problem): void
  /** From now on only problems are told: what the command still finishes is nobody's answer any more. */
  hush(): void
}

const styles = {
  ok: 'green',
  warn: 'yellow',
  bad: 'red',
  dim: 'dim',
  busy: 'cyan',
  strong: 'bold',
} as const

/** `env` decides colour where the output is a terminal (no-color.org, TERM=dumb). */
export function createPrinter(
  json: boolean,
  stdout: Output,
  stderr: Output,
  env: Readonly<Record<string, string | undefined>>,
): Printer {
  const colours = (output: Output) => output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  const onStdout = colours(stdout)
  const onStderr = colours(stderr)
  let shown = false
  let hushed = false
  const clear = () => {
    if (shown) stderr.write('\r\u001b[K')
    shown = false
  }
  const tell = (line: Line) => {
    clear()
    stderr.write(`${render(line, onStderr)}\n`)
  }
  return {
    json,
    answer(value, lines) {
      clear()
      if (hushed) return
      if (json) stdout.write(`${jsonLine(value)}\n`)
      else for (const line of lines()) stdout.write(`${render(line, onStdout)}\n`)
    },
    line(text) {
      clear()
      if (!hushed) stdout.write(`${text}\n`)
    },
    note(line) {
      if (!json && !hushed) tell(line)
    },
    needed(text) {
      if (!hushed) tell(text)
    },
    progress(text) {
      if (json || hushed || !onStderr) return
      clear()
      if (text === null) return
      stderr.write(render({ text, tone: 'dim' }, true))
      shown = true
    },
    problem({ code, message, fix, diff, report }) {
      clear()
      const shown = { ...(diff && { diff: diffText(diff) }), ...(report !== undefined && { report }) }
      if (json) stderr.write(`${jsonLine({ error: { code, message, fix, ...shown } })}\n`)
      else {
        tell({ text: message, tone: 'bad' })
        for (const line of diff ? diffLines(diff) : []) tell(line)
        if (fix !== '') tell(fix)
      }
    },
    hush() {
      clear()
      hushed = true
    },
  }
}

function render(line: Line, colour: boolean): string {
  if (typeof line === 'object' && 'verbatim' in line) return renderVerbatim(line, colour)
  const spans: readonly Span[] = Array.isArray(line) ? line : [line]
  return spans
    .map((span) => (typeof span === 'string' ? visible(span) : styled(visible(span.text), colour ? span.tone : null)))
    .join('')
    .trimEnd()
}

/** Before a line feed, a carriage return does nothing to a terminal. */
function renderVerbatim({ verbatim, tone }: Verbatim, colour: boolean): string {
  const [text = '', end = ''] = verbatim.split(/(\r?)$/)
  return styled(visible(text), colour ? tone : null) + end
}

function styled(text: string, tone: Tone | 'strong' | null): string {
  return tone !== null && text !== '' ? styleText(styles[tone], text, { validateStream: false }) : text
}
