import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentBytes, parseDocument } from './document.ts'
import { foreignEncoding, foreignText } from './encoding.ts'
import { foreignEncodings, wideEncodings } from './encodings.testing.ts'

/** Config files in which people write as they do, in more than one alphabet. */
const word = fc.constantFrom(
  'corp',
  'größe',
  'プロファイル',
  '生产环境',
  'prod 🚀',
  'https://d-1.awsapps.com/start',
  'x',
)
const line = fc.oneof(
  word.map((name) => `[profile ${name}]`),
  fc.tuple(fc.constantFrom('sso_session', 'region', 'sso_account_id'), word).map(([key, value]) => `${key} = ${value}`),
  word.map((text) => `# all that ${text} says`),
)
const file = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => ['[sso-session corp]', 'sso_region = eu-central-1', ...lines, ''].join(end))

const runs = { numRuns: 300, seed: 11 }

describe.each(Object.entries(foreignEncodings))('a file in %s', (name, encode) => {
  test('is known for what it is, with the characters that were meant and the bytes that are there', () => {
    fc.assert(
      fc.property(file, (text) => {
        const document = parseDocument(encode(text))
        expect(document.foreign).toMatchObject({ text, isWide: name in wideEncodings })
        expect(documentBytes(document).equals(encode(text))).toBe(true)
      }),
      runs,
    )
  })

  test('shows its sections, and that AWS tools do not find them', () => {
    const document = parseDocument(encode('[profile a]\nregion = eu-central-1\n'))
    if (name in wideEncodings) expect([...document.profiles().keys()]).toEqual(['a'])
    expect(document.findings.length).toBeGreaterThan(0)
  })
})

describe('foreignEncoding', () => {
  test('leaves UTF-8 alone, with a mark and without, and Latin-1', () => {
    fc.assert(
      fc.property(file, (text) => {
        for (const bytes of [text, `\ufeff${text}`].map((each) => Buffer.from(each))) {
          expect(foreignEncoding(bytes)).toBeNull()
        }
        expect(foreignEncoding(Buffer.from('[profile größe]\nregion = r\n', 'latin1'))).toBeNull()
      }),
      runs,
    )
    expect(foreignEncoding(Buffer.alloc(0))).toBeNull()
  })

  test.each(['UTF-16 LE', 'UTF-16 BE', 'UTF-32 LE'])(
    'reads what a program has appended in %s to UTF-8, and UTF-8 behind it',
    (name) => {
      const [above, wide, below] = ['[profile a]\nk = größe\n', '[profile b]\r\nk = v\r\n', '[profile c]\nregion = r\n']
      const encode = wideEncodings[name]!
      const appended = Buffer.concat([Buffer.from(above), encode(wide)])
      expect(foreignEncoding(appended)).toMatchObject({
        what: expect.stringMatching(/^in part .*UTF/),
        text: above + wide,
      })
      const marked = Buffer.concat([wideEncodings[`${name} with a mark`]!(wide), Buffer.from(below)])
      expect(foreignEncoding(marked)).toMatchObject({ text: wide + below })
    },
  )

  test.each([
    ['nothing but NUL bytes', Buffer.alloc(400)],
    ['NUL bytes inside a value', Buffer.from('[profile a]\nregion = a\0b\n')],
    ['a mark and what is no text', Buffer.from([0xff, 0xfe, 0xff, 0xff, 0x00])],
    ['UTF-16 that is cut inside a character', Buffer.from([0xff, 0xfe, 0x5b, 0x00, 0x61])],
  ])('makes nothing up of %s', (_, bytes) => {
    const found = foreignEncoding(bytes)
    expect(found).toMatchObject({ text: null })
  })

  test('knows a text that was read as if it were UTF-8', () => {
    for (const encode of Object.values(foreignEncodings)) {
      expect(foreignText(encode('[profile a]\nk = größe\n').toString('utf8'))).not.toBeNull()
    }
    expect(foreignText('[profile a]\nk = größe\n')).toBeNull()
  })
})
