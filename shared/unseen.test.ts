import { describe, expect, test } from 'vitest'
import { checkValue } from './names.ts'
import { assignment, shellNames } from './shell.ts'
import { hasUnseen, visible } from './unseen.ts'

/** First and last code point of each kind, by Unicode's own tables. */
const kinds = {
  'C0 controls': [0x00, 0x1f],
  'DEL and C1 controls': [0x7f, 0x9f],
  'the soft hyphen': [0xad, 0xad],
  'the grapheme joiner': [0x34f, 0x34f],
  'the Arabic letter mark': [0x61c, 0x61c],
  'Hangul fillers': [0x115f, 0x1160],
  'the zero-width space': [0x200b, 0x200b],
  'marks of direction': [0x200e, 0x200f],
  'line and paragraph separators': [0x2028, 0x2029],
  'embeddings and overrides of direction': [0x202a, 0x202e],
  'invisible operators and isolates of direction': [0x2060, 0x206f],
  'the wide Hangul filler': [0x3164, 0x3164],
  'lone surrogates': [0xd800, 0xdfff],
  'the byte order mark': [0xfeff, 0xfeff],
  'annotation marks': [0xfff9, 0xfffb],
  'tags and more selectors': [0xe0000, 0xe0fff],
} as const

describe.each(Object.entries(kinds))('%s', (_, [first, last]) => {
  const characters = Array.from({ length: last - first + 1 }, (_each, index) => String.fromCodePoint(first + index))

  test('are shown, each as a sign of its own', () => {
    for (const each of characters) expect(visible(`a${each}b`)).toBe('a\uFFFDb')
  })

  test('are in no value that is written, and in no line for a shell', () => {
    for (const each of characters) {
      expect(checkValue(`a${each}b`)).toMatch(/can't be seen/)
      for (const shell of shellNames) expect(assignment('AWS_PROFILE', `a${each}b`, shell)).toBeNull()
    }
  })
})

test.each(['Größe – 東京', 'نامه\u200cای', '👩\u200d💻 team', '❤\ufe0f', 'a b  c', '\uE000', '\uFFFD'])(
  '%s is left alone',
  (text) => {
    expect(visible(text)).toBe(text)
    expect(hasUnseen(text)).toBe(false)
  },
)
