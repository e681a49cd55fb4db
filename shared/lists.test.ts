import { expect, test } from 'vitest'
import { listed } from './lists.ts'

test.for<[readonly string[], string]>([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c', 'd'], 'a, b, c and d'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('%j is listed as %j', ([names, words]) => {
  expect(listed(names)).toBe(words)
})

test('as many are named as a reader still takes in, and never one more alone', () => {
  const names = Array.from({ length: 31 }, (_, index) => `n${index + 1}`)
  expect(listed(names, 30)).toMatch(/^n1, n2, .*, n29 and 2 more$/)
  expect(listed(names.slice(1), 30)).toMatch(/^n2, .*, n30 and n31$/)
})
