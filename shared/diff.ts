/** The lines that a change adds, alters or removes, as every face shows them. */

/** What ends a line: a line break, or nothing at the end of a file. */
export type LineEnd = '\n' | '\r\n' | '\r' | ''

/** One line of a preview. `old` and `new` are 1-based line numbers; secrets in `text` are masked. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly old: number | null
  readonly new: number | null
  readonly text: string
  /** How the line ends in the old and in the new file, where it is not with `\n`. */
  readonly oldEnd?: LineEnd
  readonly newEnd?: LineEnd
}

export interface Diff {
  /** The file as the person would name it (`~/.aws/config`). */
  readonly path: string
  readonly added: number
  readonly removed: number
  /** The changed lines with up to three lines around them. */
  readonly lines: readonly DiffLine[]
}
