import { expect, test } from 'vitest'
import { lastWhere } from './halving.ts'

test('the last index that holds is the one that a look at each of them finds', () => {
  for (let length = 0; length < 20; length += 1) {
    for (let end = 0; end <= length; end += 1) {
      expect(lastWhere(length, (index) => index < end)).toBe(end - 1)
    }
  }
})
