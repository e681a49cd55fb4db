import { expect, test } from 'vitest'
import { middleOf } from './cut.tsx'

const halves = (text: string) => [text.slice(0, middleOf(text)), text.slice(middleOf(text))]

test.each([
  ['in one piece while it is short', 'data-lake-reader', ['data-lake-reader', '']],
  ['with its last words', 'data-platform-production-read-only', ['data-platform', '-production-read-only']],
  ['with what differs before the last word', 'data-platform-prod-admin', ['data-platform', '-prod-admin']],
  ['with the word of a name with spaces', 'Customer Payments Development', ['Customer Payments ', 'Development']],
  ['with its last letters where it has no words', 'administratoraccess42', ['adminis', 'tratoraccess42']],
])('a text is kept %s', (_, text, expected) => {
  expect(halves(text)).toEqual(expected)
})
