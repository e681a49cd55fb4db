/** Another value for a key that is there. */
import { encode, type Document } from '../../config/document/document.ts'
import type { Entry } from '../../config/document/scan.ts'
import { dropLines, type Splice } from '../../config/edit/splice.ts'

/** Null where the value goes on over more lines, or has a comment behind it, which is for another rule. */
export function replaceValue(document: Document, entry: Entry | null, value: string): readonly Splice[] | null {
  if (!entry || !isOneValue(document, entry)) return null
  return [{ from: entry.from, to: entry.to, text: encode(document, value) }]
}

/** The key goes; null where more than its line would. */
export function dropKey(document: Document, entry: Entry | null): readonly Splice[] | null {
  return entry && isOneValue(document, entry) ? [dropLines(document, entry.line, entry.line + 1)] : null
}

function isOneValue({ text }: Document, { line, end, from, to }: Entry): boolean {
  return end === line + 1 && from < to && !/(?:^|\s)[#;]/.test(text.slice(from, to))
}
