import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseText } from '../document/document.ts'
import { previewOf } from './diff.ts'
import { excerptOf } from './excerpt.ts'

const parse = (text: string) => parseText(text, true)
const texts = (before: string, after: string, around = 0) => {
  const { line, old, now } = excerptOf(parse(before), parse(after), { around })
  return [line, old.text, now.text]
}

const [a, b, c] = ['[a]\nk = 1\n\n', '[b]\nk = 2\n\n', '[c]\nk = 3\n']

test('holds the whole sections that differ, and no others', () => {
  expect(texts(a + b + c, `${a}[b]\nk = 4\n\n${c}`)).toEqual([3, b, '[b]\nk = 4\n\n'])
  expect(texts(a + b + c, a + c)).toEqual([3, b + c, c])
  expect(texts(a + c, a + b + c)).toEqual([3, c, b + c])
  expect(texts(a, a + b)).toEqual([0, a, a + b])
  expect(texts('', a)).toEqual([0, '', a])
  expect(texts(`# one\n${a}`, `# two\n${a}`)).toEqual([0, '# one\n', '# two\n'])
})

test('holds as many lines around as asked for', () => {
  expect(texts(a + b + c, `${a}[b]\nk = 4\n\n${c}`, 3)).toEqual([0, a + b + c, `${a}[b]\nk = 4\n\n${c}`])
})

test('is the whole file where the readers disagree about headers, or something is wrong', () => {
  for (const odd of [
    ' [a]\n',
    '[a] # c\n',
    'k =\n  [a]\n',
    '[DEFAULT]\n',
    'stray\n',
    '[a]\r\n',
    '[a]\n[a]\n',
    '[a\n',
    '[profile\u00a0b]\n',
    '[b]\u0085\n',
    '[b]\u001c\n',
  ]) {
    expect(texts(a + odd + c, a + odd)).toEqual([0, a + odd + c, a + odd])
  }
})

test('is the whole file where a section is asked for that it has elsewhere', () => {
  const [before, after] = [parse(a + b + c), parse(`${a}[b]\nk = 4\n\n${c}`)]
  const lines = (...keys: readonly string[]) => excerptOf(before, after, { keys: new Set(keys) }).line
  expect([lines(), lines('b'), lines('b', 'new'), lines('b', 'c')]).toEqual([3, 3, 3, 0])
  const twice = parse(`${a}[c]\nk = 4\n\n${c}`)
  expect(excerptOf(before, twice, { keys: new Set() }).line).toBe(0)
  expect(excerptOf(before, parse(`${a}[b]\n\n${a}${c}`), { keys: new Set() }).line).toBe(0)
})

const line = fc.constantFrom('[a]', '[b]', '[profile c]', 'k = 1', 'j = 2', '  x = 1', 's3 =', '# c', '', 'k = 2')
const file = fc.array(line, { maxLength: 30 }).map((lines) => lines.map((each) => `${each}\n`).join(''))

test('gives the same preview as the whole file', () => {
  fc.assert(
    fc.property(file, file, file, file, (start, old, now, end) => {
      const [before, after] = [start + old + end, start + now + end]
      fc.pre(parse(before).isPlain)
      const inOneSection = previewOf('f', parse(`\r\n${before}`), parse(`\r\n${after}`))
      const lines = inOneSection.lines.map(({ kind, old: o, new: n, text }) => [kind, o && o - 1, n && n - 1, text])
      const preview = previewOf('f', parse(before), parse(after))
      const wanted = lines.filter(([, o, n]) => o !== 0 && n !== 0)
      expect(preview.lines.map(({ kind, old: o, new: n, text }) => [kind, o, n, text])).toEqual(wanted)
    }),
    // In the example the blank line that comes is shown behind one that stays.
    { numRuns: 500, examples: [['', '# c\n', '[a]\n# c\n\n', '\n# c\n# c\n[a]\n']] },
  )
})
