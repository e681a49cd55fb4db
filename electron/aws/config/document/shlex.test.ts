import { expect, test } from 'vitest'
import { splitWords } from './shlex.ts'

test.each([
  ['profile a', ['profile', 'a']],
  ['profile  a ', ['profile', 'a']],
  ['profile\ta', ['profile', 'a']],
  ['profile "x y"', ['profile', 'x y']],
  ["profile 'x y'", ['profile', 'x y']],
  ['profile x\\ y', ['profile', 'x y']],
  ['profile "a\\"b\\q"', ['profile', 'a"b\\q']],
  ["profile 'a\\'", ['profile', 'a\\']],
  ['profile ""', ['profile', '']],
  ['pro"file" a"b"\'c\'', ['profile', 'abc']],
  ['profile\u00a0a', ['profile\u00a0a']],
  ['', []],
  ['profile "a', null],
  ["profile it's", null],
  ['profile a\\', null],
])('%j is split as Python does', (text, words) => {
  expect(splitWords(text)).toEqual(words)
})
