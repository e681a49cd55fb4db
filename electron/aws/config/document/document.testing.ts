/** Documents as tests write and read them. */
import type { Result } from '../../../../shared/result.ts'
import { parseDocument, type Document } from './document.ts'

export function parse(text: string): Document {
  return parseDocument(Buffer.from(text))
}

/** The text of the document that an edit gave, or the code of the problem. */
export function textOrCode(edited: Result<Document>): string {
  return edited.ok ? edited.value.text : edited.error.code
}
