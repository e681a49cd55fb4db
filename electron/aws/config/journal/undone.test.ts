import { describe, expect, test } from 'vitest'
import { parseText } from '../document/document.ts'
import { isUndone } from './undone.ts'

const undone = (...texts: readonly [before: string, after: string, now: string]): boolean => {
  const [before, after, now] = texts.map((text) => parseText(text, true))
  return isUndone(before!, after!, now!)
}

describe('isUndone', () => {
  test('knows the edit, alone and with what others add to it', () => {
    expect(undone('[a]\n', '[a]\n[b]\nk = 1\n', '[a]\n[b]\nk = 1\n')).toBe(false)
    expect(undone('[a]\n', '[a]\n[b]\nk = 1\n', '[a]\nx = 1\n[b]\nk = 1\nl = 2\n[c]\n')).toBe(false)
    expect(undone('[a]\n[b]\n', '[a]\n', '[a]\nk = 1\n')).toBe(false)
  })

  test('knows the older copy, alone and with what others add to it', () => {
    expect(undone('[a]\n', '[a]\n[b]\nk = 1\n', '[a]\n')).toBe(true)
    expect(undone('[a]\n', '[a]\n[b]\nk = 1\n', '[a]\n[c]\n')).toBe(true)
    expect(undone('[a]\nk = 1\n', '[a]\nk = 2\n', '[a]\nk = 1\nl = 3\n')).toBe(true)
    expect(undone('[a]\nk = 1\n', '[a]\n', '[a]\nk = 1\nl = 3\n')).toBe(true)
    expect(undone('[a]\n[b]\n', '[a]\n', '[a]\nk = 1\n[b]\n')).toBe(true)
    expect(undone('[a]\ns3 =\n  k = 1\n', '[a]\ns3 =\n  k = 2\n', '[a]\ns3 =\n  k = 1\n[b]\n')).toBe(true)
  })

  test('knows what the older copy said where that is written otherwise now', () => {
    expect(undone('[a]\nk = 1\n', '[a]\nk = 2\n', '[a]\nk: 1\n')).toBe(true)
  })

  test('knows an older copy where the edit changed a comment alone', () => {
    expect(undone('# one\n[a]\n', '# two\n[a]\n', '# one\n[a]\n')).toBe(true)
    expect(undone('# one\n[a]\n', '# two\n[a]\n', '# two\n[a]\n[b]\n')).toBe(false)
  })

  test('knows an older copy with what others add to it where the edit only wrote the same otherwise', () => {
    expect(undone('[a]\nk: 1\n', '[a]\nk = 1\n', '[a]\nk: 1\nl = 2\n')).toBe(true)
    expect(undone('[a]\nk: 1\n', '[a]\nk = 1\n', '[a]\nk = 1\nl = 2\n')).toBe(false)
    expect(undone('[a]\nk: 1\n', '[a]\nk = 1\n', '[a]\nk=1\n')).toBe(false)
    expect(undone('[a]\nk = 1\nk = 1\n', '[a]\nk = 1\n', '[a]\nk = 1\nk = 1\n[b]\n')).toBe(true)
    expect(undone('\ufeff[a]\n', '[a]\n', '\ufeff[a]\n[b]\n')).toBe(true)
  })

  test('takes a third value for a later wish', () => {
    expect(undone('[a]\nk = 1\n', '[a]\nk = 2\n', '[a]\nk = 3\n')).toBe(false)
  })

  test('finds one lost key among several', () => {
    expect(undone('[a]\nk = 1\n', '[a]\nk = 2\nl = 2\n', '[a]\nk = 3\n')).toBe(true)
  })
})
