/** Whitespace as Python has it: what `str.strip()` takes away and `str.splitlines()` breaks at. JavaScript differs. */

/** Whether `code` is whitespace to Python. `wide` is false where a code is a byte and not yet a character. */
export function isSpace(code: number, wide: boolean): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f)
  if (code < 0x80 || !wide) return false
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

export function strip(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && isSpace(text.charCodeAt(from), true)) from += 1
  while (to > from && isSpace(text.charCodeAt(to - 1), true)) to -= 1
  return text.slice(from, to)
}

// oxlint-disable-next-line no-control-regex -- these control characters end a line for Python
const lineBreaks = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/

export function splitLines(text: string): string[] {
  return text.split(lineBreaks)
}
