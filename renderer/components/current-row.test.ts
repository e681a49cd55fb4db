import { expect, test } from 'vitest'
import { stepFrom, stopNear } from './current-row.ts'

const rows = ['# errors', 'a', 'b', '# notes', 'c']
const isStop = (row: string) => !row.startsWith('#')

test.each([
  ['a row on', 1, 1, 2],
  ['a row on, over a heading', 2, 1, 4],
  ['a row back, over a heading', 4, -1, 2],
  ['three rows on, as far as there are any', 2, 3, 4],
  ['to the last row', 1, Infinity, 4],
  ['to the first row that is no heading', 4, -Infinity, 1],
  ['nowhere from the last row', 4, 1, 4],
  ['to the first row, where none was current', -1, 1, 1],
])('a key leads %s', (_, at, by, expected) => {
  expect(stepFrom(rows, isStop, at, by)).toBe(expected)
})

test.each([
  ['the row itself', rows, 2, 2],
  ['the next row after a heading', rows, 3, 4],
  ['the last row, where those after it are gone', rows, 9, 4],
  ['none in an empty list', [], 0, -1],
  ['none where all are headings', ['# errors'], 0, -1],
])('the place of a row that is gone is taken by %s', (_, rows, at, expected) => {
  expect(stopNear(rows, isStop, at)).toBe(expected)
})
