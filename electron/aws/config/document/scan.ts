/**
 * The structure of a config file, read in one pass as Python's `configparser.RawConfigParser` does, on which botocore
 * is built (aws-facts.md#reading). Where Python gives up on the file, this notes a finding and reads on.
 */
import type { ConfigFinding } from '../../../../shared/state.ts'
import { isSpace, splitLines, strip } from './whitespace.ts'

/** `key = value`, with the lines that continue the value. Lines are indexes from 0, offsets are into the text. */
export interface Entry {
  /** Lower-cased, as configparser keeps it. */
  readonly key: string
  readonly line: number
  /** The line after the last one that continues the value. */
  end: number
  /** Where the value stands on its first line, without the space around it. */
  readonly from: number
  readonly to: number
}

/** A header and what follows it, up to the next header. */
export interface Section {
  /** What stands between the brackets, verbatim. */
  readonly header: string
  readonly line: number
  end: number
  /** Its entries are those of the structure from `first` up to, and without, `last`. */
  readonly first: number
  last: number
  /** The section before this one that has the very same header, if any. */
  readonly repeats: Section | null
}

export interface Structure {
  /** Where each line begins. LF, CRLF and a lone CR all end a line, as in Python's text files. */
  readonly starts: Uint32Array
  readonly sections: readonly Section[]
  /** The entries of all sections, in order. */
  readonly entries: readonly Entry[]
  /** The last `[DEFAULT]`, whose keys every other section inherits. */
  readonly defaults: Section | null
  readonly findings: readonly ConfigFinding[]
  /**
   * True where every reader takes the same lines for headers: each is alone on its line and begins it, none stands where
   * botocore reads a value, and nothing is wrong. Then a section can be looked at without the others.
   */
  readonly isPlain: boolean
}

const defaultsHeader = 'DEFAULT'

/** More would not help anyone, and a binary file has a finding on every line. */
const mostFindings = 100

const openBracket = 0x5b
const closeBracket = 0x5d
const hash = 0x23
const semicolon = 0x3b
const equals = 0x3d
const colon = 0x3a

/**
 * Reads `text`. `wide` is false where its characters are the bytes of a file that is not UTF-8;
 * `decode` then makes characters of a piece of it.
 */
export function scan(text: string, wide: boolean, decode: (piece: string) => string): Structure {
  const scanner = new Scanner(text, wide, decode)
  scanner.run()
  return scanner
}

interface Key {
  readonly name: string
  /** The last entry that has it, in any section. */
  latest: Entry | null
}

class Scanner implements Structure {
  starts = new Uint32Array(1024)
  readonly sections: Section[] = []
  readonly entries: Entry[] = []
  readonly findings: ConfigFinding[] = []
  defaults: Section | null = null
  isPlain: boolean
  readonly #text: string
  readonly #wide: boolean
  readonly #decode: (piece: string) => string
  readonly #byHeader = new Map<string, Section>()
  /** Every key of the file, and again in a small table: files repeat a handful of keys. */
  readonly #keys = new Map<string, Key>()
  readonly #often: (Key | undefined)[] = []
  #section: Section | null = null
  #entry: Entry | null = null
  #indent = 0
  /** Nested lines of [DEFAULT] without "=": they only matter to sections that inherit the key. */
  readonly #inherited: { readonly key: string; readonly line: number }[] = []

  constructor(text: string, wide: boolean, decode: (piece: string) => string) {
    this.#text = text
    this.#wide = wide
    this.#decode = decode
    // A lone CR is a line break to botocore alone.
    this.isPlain = wide && !text.includes('\r')
  }

  run(): void {
    const text = this.#text
    let start = 0
    let lf = text.indexOf('\n')
    let cr = text.indexOf('\r')
    let line = 0
    for (; start < text.length; line += 1) {
      let end = lf === -1 ? text.length : lf
      let next = lf === -1 ? text.length : lf + 1
      if (cr !== -1 && cr < end) {
        end = cr
        next = lf === cr + 1 ? lf + 1 : cr + 1
      }
      if (line === this.starts.length) this.starts = doubled(this.starts)
      this.starts[line] = start
      this.#readLine(line, line === 0 ? this.#afterMark() : start, end)
      if (lf !== -1 && lf < next) lf = text.indexOf('\n', next)
      if (cr !== -1 && cr < next) cr = text.indexOf('\r', next)
      start = next
    }
    this.starts = this.starts.slice(0, line)
    if (this.#section) this.#section.end = line
    this.#reportInherited()
  }

  /** Where the first line begins behind a byte order mark. */
  #afterMark(): number {
    const mark = this.#wide ? '\ufeff' : '\u00ef\u00bb\u00bf'
    if (!this.#text.startsWith(mark)) return 0
    this.#report(0, 'The file begins with a byte order mark. AWS tools refuse the whole file: save it as plain UTF-8.')
    return mark.length
  }

  #readLine(line: number, start: number, end: number): void {
    const text = this.#text
    let from = start
    while (from < end && isSpace(text.charCodeAt(from), this.#wide)) from += 1
    if (from === end) return
    const first = text.charCodeAt(from)
    if (first === hash || first === semicolon) return
    // JavaScript trims other characters than Python does, and looks for headers behind them.
    if (first < 0x21 || first > 0x7e) this.isPlain = false
    let to = end
    while (isSpace(text.charCodeAt(to - 1), this.#wide)) to -= 1

    if (first === openBracket && !this.#isPlainHeader(start, from, to, end)) this.isPlain = false
    if (this.#entry && from - start > this.#indent) return this.#continue(this.#entry, line, from, to)
    this.#indent = from - start
    const close = first === openBracket ? this.#lastBracket(from, to) : -1
    if (close !== -1) return this.#open(this.#piece(from + 1, close), line)
    if (this.#section) return this.#readEntry(this.#section, line, from, to)
    if (this.findings.every(({ message }) => message !== beforeHeader)) this.#report(line, beforeHeader)
  }

  /** `[…]` at the beginning of the line, of printable ASCII with no other bracket or comment sign; spaces may follow. */
  #isPlainHeader(start: number, from: number, to: number, end: number): boolean {
    if (from !== start || to - from < 3 || this.#text.charCodeAt(to - 1) !== closeBracket) return false
    for (let at = from + 1; at < end; at += 1) {
      const code = this.#text.charCodeAt(at)
      // Python and JavaScript do not take the same characters for white space.
      if (code < 0x20 || code > 0x7e) return false
      const isOdd = code === openBracket || code === closeBracket || code === hash || code === semicolon
      if (isOdd && at !== to - 1) return false
    }
    return true
  }

  /** The last `]` of a header: the expression is greedy, and takes at least one character between the brackets. */
  #lastBracket(from: number, to: number): number {
    let at = to - 1
    while (at > from + 1 && this.#text.charCodeAt(at) !== closeBracket) at -= 1
    return at > from + 1 ? at : -1
  }

  #open(header: string, line: number): void {
    const repeats = this.#byHeader.get(header) ?? null
    if (repeats && header !== defaultsHeader) {
      const where = `[${clip(header)}] stands at line ${repeats.line + 1} already`
      this.#report(line, `The section ${where}. AWS tools refuse the whole file until they are one.`)
    }
    if (this.#section) this.#section.end = line
    const first = this.entries.length
    this.#section = { header, line, end: line + 1, first, last: first, repeats }
    this.#entry = null
    this.#byHeader.set(header, this.#section)
    if (header === defaultsHeader) this.defaults = this.#section
    if (header === defaultsHeader) this.isPlain = false
    this.sections.push(this.#section)
  }

  #readEntry(section: Section, line: number, from: number, to: number): void {
    const text = this.#text
    let delimiter = from
    for (; delimiter < to; delimiter += 1) {
      const code = text.charCodeAt(delimiter)
      if (code === equals || code === colon) break
    }
    // Lines that continue a line which is none belong to nothing.
    this.#entry = null
    if (delimiter === to) {
      return this.#report(
        line,
        'This line is no section header, no comment and no "key = value". AWS tools refuse the whole file.',
      )
    }
    if (delimiter === from) return this.#report(line, 'This line has no key. AWS tools refuse the whole file.')

    let keyEnd = delimiter
    while (isSpace(text.charCodeAt(keyEnd - 1), this.#wide)) keyEnd -= 1
    let valueFrom = delimiter + 1
    while (valueFrom < to && isSpace(text.charCodeAt(valueFrom), this.#wide)) valueFrom += 1
    const key = this.#key(from, keyEnd)
    const before = key.latest && key.latest.line > section.line ? key.latest : this.#earlierDefault(section, key.name)
    if (before) {
      const where = `"${clip(key.name)}" is set at line ${before.line + 1} already`
      this.#report(line, `In this section ${where}. AWS tools refuse the whole file until one of them is gone.`)
    }
    this.#entry = { key: key.name, line, end: line + 1, from: valueFrom, to }
    key.latest = this.#entry
    section.last = this.entries.push(this.#entry)
  }

  /** [DEFAULT] may be opened again, but none of its keys set again. */
  #earlierDefault(section: Section, key: string): Entry | null {
    return section.header === defaultsHeader ? findOwnEntry(this, section.repeats, key) : null
  }

  #continue(entry: Entry, line: number, from: number, to: number): void {
    entry.end = line + 1
    if (entry.from !== entry.to) return
    // A value that begins on its second line is a nested block, of `key = value` lines alone.
    const pieces = splitLines(this.#text.slice(from, to))
    if (pieces.every((piece) => piece.includes('=') || strip(piece) === '')) return
    if (this.#section?.header === defaultsHeader) this.#inherited.push({ key: entry.key, line })
    else this.#report(line, nestedBroken)
  }

  #reportInherited(): void {
    for (const { key, line } of this.#inherited) {
      const heirs = this.sections.filter(({ header }) => header !== defaultsHeader)
      if (heirs.some((section) => !findEntry(this, section, key))) this.#report(line, nestedBroken)
    }
  }

  #key(from: number, to: number): Key {
    const length = to - from
    const slot = (length * 31 + this.#text.charCodeAt(from) * 7 + this.#text.charCodeAt(to - 1)) & 255
    const known = this.#often[slot]
    if (known?.name.length === length && this.#text.startsWith(known.name, from)) return known
    const name = this.#piece(from, to).toLowerCase()
    const key = this.#keys.get(name) ?? { name, latest: null }
    this.#keys.set(name, key)
    this.#often[slot] = key
    return key
  }

  #piece(from: number, to: number): string {
    const piece = this.#text.slice(from, to)
    return this.#wide ? piece : this.#decode(piece)
  }

  #report(line: number, message: string): void {
    this.isPlain = false
    if (this.findings.length < mostFindings) this.findings.push({ line: line + 1, message })
  }
}

const beforeHeader = 'This line stands before any section header. AWS tools refuse the whole file.'
const nestedBroken = 'This line belongs to a nested block and has no "=". AWS tools refuse the whole file.'

/** The entry of `section` that counts: the last one, where a key is there more than once. */
export function findEntry({ entries }: Pick<Structure, 'entries'>, section: Section, key: string): Entry | null {
  for (let at = section.last - 1; at >= section.first; at -= 1) if (entries[at]!.key === key) return entries[at]!
  return null
}

/** The same for a section that stands in the file more than once. */
export function findOwnEntry(file: Pick<Structure, 'entries'>, section: Section | null, key: string): Entry | null {
  for (let each = section; each; each = each.repeats) {
    const entry = findEntry(file, each, key)
    if (entry) return entry
  }
  return null
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(numbers.length * 2)
  more.set(numbers)
  return more
}

/** A name from the file inside a sentence. */
function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
