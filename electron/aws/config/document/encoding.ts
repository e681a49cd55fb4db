/**
 * Files that are no superset of ASCII, which AWS's clients read as nothing or as names that nobody wrote: UTF-16 and
 * UTF-32, whole or behind and before lines of UTF-8, and NUL bytes.
 */
import { isUtf8 } from 'node:buffer'

export interface Foreign {
  /** `UTF-16`, as in “The file is UTF-16”, and what writes such files; both end a sentence. */
  readonly what: string
  readonly writer: string
  /** Its characters, where all of its bytes are some; null where no program can tell what was meant. */
  readonly text: string | null
  /** True where characters have more than a byte each: then no client reads a name of it as it was meant. */
  readonly isWide: boolean
}

interface Wide {
  readonly what: string
  readonly writer: string
  readonly mark: readonly number[]
  /** Bytes of a unit, and whether its lowest byte comes first. */
  readonly width: 2 | 4
  readonly isLittle: boolean
}

/** The marks of the wider ones first: that of UTF-16 begins the one of UTF-32. */
const wides: readonly Wide[] = [
  {
    what: 'UTF-32',
    writer: 'PowerShell with -Encoding UTF32',
    mark: [0xff, 0xfe, 0, 0],
    width: 4,
    isLittle: true,
  },
  { what: 'big-endian UTF-32', writer: 'iconv', mark: [0, 0, 0xfe, 0xff], width: 4, isLittle: false },
  {
    what: 'UTF-16',
    writer: 'Windows PowerShell with > and >>, and old Notepad as “Unicode”',
    mark: [0xff, 0xfe],
    width: 2,
    isLittle: true,
  },
  {
    what: 'big-endian UTF-16',
    writer: 'old Notepad as “Unicode big endian”',
    mark: [0xfe, 0xff],
    width: 2,
    isLittle: false,
  },
]

/** What the file is instead of UTF-8; null for UTF-8 and all else that is a superset of ASCII. */
export function foreignEncoding(bytes: Buffer): Foreign | null {
  const marked = wides.filter(({ mark }) => bytes.subarray(0, mark.length).equals(Buffer.from(mark)))
  if (marked.length === 0 && !bytes.includes(0)) return null
  for (const wide of marked.length > 0 ? marked : wides) {
    const text = decode(bytes, wide, marked.length > 0)
    if (text !== null) return { ...named(wide, text.isWhole), text: text.text, isWide: true }
  }
  // The mark of UTF-16 is no UTF-8, whatever follows.
  const wide = marked.at(-1)
  return wide ? { ...named(wide, true), text: null, isWide: true } : padded(bytes)
}

/** The same of a text that was read as if it were UTF-8. */
export function foreignText(text: string): Foreign | null {
  if (!text.includes('\0')) return null
  // What is no UTF-8, as the mark, was one byte each.
  return foreignEncoding(Buffer.from(text.replace(/^\uFFFD+/, '').replaceAll('\uFFFD', '?')))
}

function named({ what, writer }: Wide, isWhole: boolean) {
  return { what: isWhole ? what : `in part ${what}`, writer }
}

/** A crash, or a full disk, leaves zeros where text was to come: only behind or before all text are they that. */
function padded(bytes: Buffer): Foreign {
  let [from, to] = [0, bytes.length]
  while (from < to && bytes[from] === 0) from += 1
  while (to > from && bytes[to - 1] === 0) to -= 1
  const rest = bytes.subarray(from, to)
  const text = rest.length > 0 && !rest.includes(0) && isUtf8(rest) ? rest.toString('utf8') : null
  return { what: 'padded with NUL bytes', writer: 'a crash or a full disk', text, isWide: false }
}

interface Decoded {
  readonly text: string
  /** False where other lines stand before it or behind it, one byte a character, which programs have appended. */
  readonly isWhole: boolean
}

/** So many bytes behind all zeros, if they are UTF-8, are no characters of a wider encoding. */
const leastTail = 12

/** So few characters among others are zeros that stand there for another reason. */
const leastUnits = 4

function decode(bytes: Buffer, wide: Wide, isMarked: boolean): Decoded | null {
  // ASCII characters have their zeros behind them, or before.
  const begin = Math.max(bytes.indexOf(0) - (wide.isLittle ? 1 : 0), 0)
  const end = Math.min(bytes.lastIndexOf(0) + (wide.isLittle ? 1 : 2), bytes.length)
  const from = isMarked ? wide.mark.length : begin
  const head = bytes.subarray(isMarked ? from : 0, from)
  for (const to of bytes.length - end < leastTail ? [bytes.length, end] : [end, bytes.length]) {
    const tail = bytes.subarray(to)
    if (to < from || ![head, tail].every(isUtf8)) continue
    const text = plainText(bytes.subarray(from, to), wide)
    const isWhole = head.length === 0 && tail.length === 0
    if (text !== null) return { text: head.toString('utf8') + text + tail.toString('utf8'), isWhole }
  }
  return null
}

/** The characters of `bytes`; null where they are not all such as a config file has, and so were not meant like this. */
function plainText(bytes: Buffer, { width, isLittle }: Wide): string | null {
  if (bytes.length < leastUnits * width || bytes.length % width !== 0) return null
  const units = Array.from({ length: bytes.length / width }, (_, at) =>
    isLittle ? bytes.readUIntLE(at * width, width) : bytes.readUIntBE(at * width, width),
  )
  if (units.some((unit) => unit > 0x10_ffff)) return null
  const text = units.map((unit) => (width === 2 ? String.fromCharCode(unit) : String.fromCodePoint(unit))).join('')
  const ascii = units.filter((unit) => unit < 0x80).length
  return text.isWellFormed() && !unlikely.test(text) && ascii * 2 > units.length ? text : null
}

// oxlint-disable-next-line no-control-regex -- these are what no config file has
const unlikely = /[\0-\u0008\u000e-\u001f\u007f\ufffe\uffff]/
