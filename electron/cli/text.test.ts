import { describe, expect, test } from 'vitest'
import { columns, jsonLine, shellWord } from './text.ts'

const hostile = [
  ['a colour', '\u001b[31mred\u001b[0m'],
  ['a window title', '\u001b]0;owned\u0007'],
  ['an eight-bit escape', '\u009b31mred'],
  ['a carriage return', 'good\rbad'],
  ['a line break', 'one\ntwo'],
  ['a backspace', 'admin\b\b\b\b\bguest'],
  ['a delete', 'a\u007fb'],
  ['a right-to-left override', 'user\u202Egnp.exe'],
  ['an isolate', '\u2066x\u2069'],
  ['a line separator', 'a\u2028b'],
  ['a zero-width space', 'prod\u200Buction'],
  ['a tag character', 'a\u{E0041}b'],
  ['a lone surrogate', 'a\uD800b'],
] as const

describe('a line of JSON', () => {
  test.each(hostile)('carries %s escaped and unharmed', (_, text) => {
    const line = jsonLine({ name: text })
    expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cf}]/u)
    expect(JSON.parse(line)).toEqual({ name: text })
  })
})

describe('the width of a text', () => {
  test.each([
    ['abc', 3],
    ['東京', 4],
    ['e\u0301', 1],
    ['👍', 2],
    ['', 0],
  ])('%s takes its columns', (text, width) => {
    expect(columns(text)).toBe(width)
  })
})

describe('a name in a suggested command', () => {
  test.each([
    ['corp', 'corp'],
    ['team/prod-admin@1', 'team/prod-admin@1'],
    ['my sess', '"my sess"'],
    ['@corp', '"@corp"'],
  ])('%s is written as %s', (name, word) => {
    expect(shellWord(name)).toBe(word)
  })

  test.each(['$(id)', 'a`b', 'a"b', "a'b", '%PATH%', '!!', '-rf', '', 'a;b', 'é'])('%s is not suggested', (name) => {
    expect(shellWord(name)).toBeNull()
  })
})
