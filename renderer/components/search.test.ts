import { expect, test } from 'vitest'
import { matches } from './search.ts'

test('every word must occur somewhere, in any case', () => {
  const texts = ['Data Platform Prod', '419920118364', null]
  expect(matches(['prod', 'data'], texts)).toBe(true)
  expect(matches(['data', '4199'], texts)).toBe(true)
  expect(matches(['data', 'staging'], texts)).toBe(false)
  expect(matches([], texts)).toBe(true)
})
