import { describe, expect, test } from 'vitest'
import { cacheDate, expiryOf, minifiedJson, parseCacheDate, pythonJson } from './cache-format.ts'

// Beside each expectation stands what Python 3.11 printed for the same value.
const value = { a: '\u007f\u0080é\u2028\u{1f600}\n\u0000\u001f/"\\', b: ['x', 1, null, true], c: {} }
const escaped = String.raw`"\u007f\u0080\u00e9\u2028\ud83d\ude00\n\u0000\u001f/\"\\"`

test("writes JSON as Python's json.dumps does", () => {
  expect(pythonJson(value)).toBe(`{"a": ${escaped}, "b": ["x", 1, null, true], "c": {}}`)
})

test("writes minified JSON as Python's json.dumps does with separators", () => {
  expect(minifiedJson(value)).toBe(`{"a":${escaped},"b":["x",1,null,true],"c":{}}`)
})

test('writes dates in whole seconds of UTC', () => {
  expect(cacheDate(Date.UTC(2026, 10, 22, 17, 0, 0, 999))).toBe('2026-11-22T17:00:00Z')
})

test('an expiry is the whole second that the cache will hold', () => {
  const now = Date.UTC(2026, 10, 22, 17, 0, 0, 999)
  expect(expiryOf(now, 3600)).toBe(Date.UTC(2026, 10, 22, 18, 0, 0))
})

describe('dates of other clients', () => {
  test.for([
    ['2026-11-22T17:00:00Z', 0],
    ['2026-11-22T17:00:00.250Z', 250],
    ['2026-11-22T17:00:00UTC', 0],
    ['2026-11-22T17:00:00', 0],
    ['2026-11-22T19:00:00+02:00', 0],
    ['2026-11-22T19:00:00+0200', 0],
    ['2026-11-22 17:00:00Z', 0],
  ] as const)('%s is read', ([text, ms]) => {
    expect(parseCacheDate(text)).toBe(Date.UTC(2026, 10, 22, 17) + ms)
  })

  test.for(['', 'soon', '2026-11-22', '2026-13-22T17:00:00Z', '22 Nov 2026 17:00:00', 1_795_000_000, null, undefined])(
    '%s is no date',
    (text) => {
      expect(parseCacheDate(text)).toBeNull()
    },
  )
})
