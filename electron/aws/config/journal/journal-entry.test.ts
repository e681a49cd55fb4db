import { describe, expect, test } from 'vitest'
import { readEntry, readHead, writeEntry, type JournalEntry } from './journal-entry.ts'

const entry: JournalEntry = {
  id: 'a1b2c3d4',
  what: 'Added b',
  undoes: null,
  at: 1000,
  before: '0f',
  after: '1e',
  size: 20,
  sections: 2,
  mended: 0,
  added: 1,
  removed: 0,
  hunks: [{ old: 0, new: 1, removed: ['x\n'], added: ['\xe9\n'], above: [], below: [], section: null, key: null }],
}

const { hunks, ...head } = entry
const [hunk] = hunks

/** An entry as anyone may have spoilt it. */
const spoilt = (changes: object, line: object = { hunks }): string =>
  `${JSON.stringify({ ...head, ...changes })}\n${JSON.stringify(line)}\n`

test('an entry is read as it was written, and its head without what it did', () => {
  expect(readEntry(writeEntry(entry))).toEqual(entry)
  expect(readHead(writeEntry(entry))).toEqual(head)
  expect(readHead(spoilt({}, { hunks: 'x' }))).toEqual(head)
})

describe('no entry is', () => {
  test.each(['', '\n', 'x\ny\n', '[]\n{}\n', 'null\n', JSON.stringify(head)])('%j', (text) => {
    expect([readHead(text), readEntry(text)]).toEqual([null, null])
  })

  test.each(['id', 'what', 'before', 'after'])('one whose %s is missing, empty or no text', (name) => {
    for (const value of [undefined, '', 5, null]) expect(readHead(spoilt({ [name]: value }))).toBeNull()
  })

  test.each(['at', 'size', 'sections', 'mended', 'added', 'removed'])('one whose %s is no count', (name) => {
    for (const value of [undefined, -1, 0.5, '1', null, 2 ** 53]) expect(readHead(spoilt({ [name]: value }))).toBeNull()
  })

  test('one later than any date', () => {
    expect(readHead(spoilt({ at: 8.64e15 }))).not.toBeNull()
    expect(readHead(spoilt({ at: 8.64e15 + 1 }))).toBeNull()
  })

  test.each(['removed', 'added', 'above', 'below'])('one with a hunk whose %s are no lines of bytes', (name) => {
    for (const value of [undefined, 'x', {}, [5], [''], ['\u0100'], ['a', null]]) {
      expect(readEntry(spoilt({}, { hunks: [{ ...hunk, [name]: value }] }))).toBeNull()
    }
  })

  test.each([
    ['old', [-1, '0', undefined]],
    ['new', [-1, '0', undefined]],
    ['section', [5, undefined]],
    ['key', [5, undefined]],
  ] as const)('one with a hunk whose %s is not what it should be', (name, values) => {
    for (const value of values) expect(readEntry(spoilt({}, { hunks: [hunk, { ...hunk, [name]: value }] }))).toBeNull()
  })

  test('one without hunks', () => {
    for (const line of [{}, { hunks: {} }, { hunks: [null] }, []]) expect(readEntry(spoilt({}, line))).toBeNull()
  })
})
