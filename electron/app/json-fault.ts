/** Where a text stops being JSON, and why, for a person who has edited it by hand. Loaded only for such a text. */
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser'

/** The first fault of `text`, which is no JSON object. Lines count from 1. */
export function findFault(text: string): { readonly line: number; readonly what: string } {
  if (text.trim() === '') return { line: 1, what: 'the file is empty' }
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (!first) return { line: 1, what: 'it is not one JSON object' }
  return {
    line: text.slice(0, first.offset).split('\n').length,
    what: words[printParseErrorCode(first.error)] ?? 'this is not JSON',
  }
}

const words: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a name in double quotes has to stand here, or a comma before it is too many',
  ValueExpected: 'a value has to stand here, or a comma before it is too many',
  CommaExpected: 'a comma is missing',
  ColonExpected: 'a colon is missing',
  CloseBraceExpected: 'the closing } is missing',
  CloseBracketExpected: 'the closing ] is missing',
  EndOfFileExpected: 'more follows after the end of the settings',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'the closing quote is missing',
}
