import { expect, test } from 'vitest'
import { matches, queryWords, segments } from './match.ts'

test('every word must occur somewhere, in any case', () => {
  const texts = ['Data Platform Prod', '419920118364', null]
  expect(matches(queryWords('  prod DATA '), texts)).toBe(true)
  expect(matches(queryWords('data 4199'), texts)).toBe(true)
  expect(matches(queryWords('data staging'), texts)).toBe(false)
  expect(matches(queryWords(''), texts)).toBe(true)
})

test('segments show what was hit, and joined are the text again', () => {
  const found = segments('Data Lake', queryWords('lake at'))
  expect(found.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')).toBe('D[at]a [Lake]')
})

test('a text whose lower case has another length is shown without hits rather than cut wrongly', () => {
  expect(segments('İstanbul', queryWords('i'))).toEqual([{ text: 'İstanbul', hit: false, at: 0 }])
})
