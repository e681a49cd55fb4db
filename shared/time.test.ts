import { expect, test } from 'vitest'
import { agoInWords, momentInWords, spanInWords } from './time.ts'

const minute = 60_000

test.each([
  [-5, 'less than a minute'],
  [59_999, 'less than a minute'],
  [minute, '1 min'],
  [60 * minute, '1 h'],
  [372 * minute, '6 h 12 min'],
  [24 * 60 * minute, '1 d'],
  [27 * 60 * minute, '1 d 3 h'],
])('%d ms are %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words)
})

test('what was less than a minute ago was just now', () => {
  expect(agoInWords(0, 59_000)).toBe('just now')
  expect(agoInWords(0, 2 * minute)).toBe('2 min ago')
})

test('a moment of today is a time, any other has its date', () => {
  const noon = new Date(2026, 10, 22, 12, 0).getTime()
  expect(momentInWords(new Date(2026, 10, 22, 9, 5).getTime(), noon)).toBe('09:05')
  expect(momentInWords(new Date(2026, 10, 21, 14, 2).getTime(), noon)).toBe('21 Nov 14:02')
})
