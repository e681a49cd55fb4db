import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentBytes, emptyDocument, parseDocument, settingOf, settingsOf } from './document.ts'
import { parse } from './document.testing.ts'

/** The settings of a profile as botocore has them. */
function profile(text: string, name = 'a'): Record<string, unknown> | null {
  const document = parse(text)
  const section = document.profiles().get(name)
  if (!section) return null
  const entries = [...settingsOf(document, section)]
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(value) : value]),
  )
}

describe('bytes', () => {
  test.each([
    ['nothing', ''],
    ['no line break at the end', '[a]\nk = v'],
    ['CRLF', '[a]\r\nk = v\r\n'],
    ['every line break there is', '[a]\r\nk = v\rj = w\n\n\r\n\r'],
    ['a byte order mark', '\ufeff[a]\n'],
    ['text that is no config', '\u0000\u2028 é ]['],
  ])('come back as they were: %s', (_, text) => {
    const bytes = Buffer.from(text)
    expect(Buffer.from(documentBytes(parseDocument(bytes)))).toEqual(bytes)
  })

  test('that are not UTF-8 come back as they were, and the rest of the file is read', () => {
    const bytes = Buffer.concat([Buffer.from('[profile a]\n# caf'), Buffer.from([0xe9]), Buffer.from('\nk = é\n')])
    const document = parseDocument(bytes)
    expect(Buffer.from(documentBytes(document))).toEqual(bytes)
    expect(settingOf(document, document.profiles().get('a')!, 'k')).toBe('é')
    expect(document.findings).toEqual([{ line: 2, message: expect.stringContaining('not UTF-8') }])
  })

  test('come back as they were, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(Buffer.compare(documentBytes(parseDocument(bytes)), bytes)).toBe(0)
        },
      ),
    )
  })

  test('of a part of a larger buffer are not mixed with the rest', () => {
    const whole = Buffer.from('xx[profile a]\nk = v\nyy')
    expect([...parseDocument(whole.subarray(2, -3)).profiles().keys()]).toEqual(['a'])
  })
})

describe('sections', () => {
  test.each([
    ['[profile a]'],
    ['[profile "a"]'],
    ["[profile 'a']"],
    ['[profile  a ]'],
    ['[profiles a]'],
    ['[profile a] # comment'],
    ['  [profile a]'],
  ])('%s is the profile a', (header) => {
    expect(profile(`${header}\nk = v\n`)).toEqual({ k: 'v' })
  })

  test.each([
    ['[ profile a]'],
    ['[profile a b]'],
    ['[profile.a]'],
    ['[profile a] # see [this]'],
    ['[profile "a]'],
    ['[a]'],
  ])('%s is no profile a', (header) => {
    expect(profile(`${header}\nk = v\n`)).toBeNull()
  })

  test('default has two spellings, of which the later one counts alone', () => {
    expect(profile('[profile default]\na = 1\n[default]\nb = 2\n', 'default')).toEqual({ b: '2' })
    expect(profile('[default]\nb = 2\n[profile default]\na = 1\n', 'default')).toEqual({ a: '1' })
  })

  test('of one name in two spellings do not add up: the later one counts alone', () => {
    expect(profile('[profile a]\nx = 1\n[profile "a"]\ny = 2\n')).toEqual({ y: '2' })
  })

  test('inherit from [DEFAULT], wherever it stands', () => {
    expect(profile('[profile a]\nx = 1\n[DEFAULT]\nx = 0\ny = 2\n')).toEqual({ x: '1', y: '2' })
    const document = parse('[profile a]\n[DEFAULT]\ny = 2\n')
    expect(settingOf(document, document.profiles().get('a')!, 'y')).toBe('2')
  })

  test('have names that an object could not hold', () => {
    expect(profile('[profile __proto__]\n__proto__ = x\n', '__proto__')).toEqual(
      Object.fromEntries([['__proto__', 'x']]),
    )
  })

  test('come in the order in which their names first appear', () => {
    expect([...parse('[profile b]\n[profile a]\n[profile "b"]\n').profiles().keys()]).toEqual(['b', 'a'])
    expect([...parse('[sso-session y]\n[sso-session x]\n').sessions().keys()]).toEqual(['y', 'x'])
  })
})

describe('keys and values', () => {
  test.each([
    ['k = v', { k: 'v' }],
    ['k=v', { k: 'v' }],
    ['k: v', { k: 'v' }],
    ['K = V', { k: 'V' }],
    ['k = a=b:c', { k: 'a=b:c' }],
    ['k : a = b', { k: 'a = b' }],
    ['k =', { k: '' }],
    ['k = v # no comment', { k: 'v # no comment' }],
    ['k = "quoted"', { k: '"quoted"' }],
    ['k = %(x)s $HOME', { k: '%(x)s $HOME' }],
    ['# k = v', {}],
    ['  ; k = v', {}],
    ['k = v\n  more', { k: 'v\nmore' }],
    ['k = v\n  # between\n  more', { k: 'v\nmore' }],
    ['k = v\n\n  more\n\n', { k: 'v\n\nmore' }],
    ['k = v\n  [profile b]', { k: 'v\n[profile b]' }],
    ['  k = v\n  j = w', { k: 'v', j: 'w' }],
    ['k = v\rj = w', { k: 'v', j: 'w' }],
    ['s3 =\n  a = b\n  c=d = e\n  # no\n\n  f =', { s3: { a: 'b', c: 'd = e', f: '' } }],
    ['s3 =\n  A = b\n  A = c', { s3: { A: 'c' } }],
    ['\u00a0k\u00a0=\u2003v\u00a0', { k: 'v' }],
  ])('%j', (lines, settings) => {
    expect(profile(`[profile a]\n${lines}\n`)).toEqual(settings)
    expect(profile(`[profile a]\r\n${lines.replaceAll('\n', '\r\n')}`)).toEqual(settings)
  })
})

describe('findings', () => {
  const lines = (text: string): number[] => parse(text).findings.map(({ line }) => line)

  test.each([
    ['a byte order mark', '\ufeff[profile a]\nk = v\n', [1]],
    ['a key before any section, once', 'x = 1\ny = 2\n[profile a]\nk = v\n', [1]],
    ['a stray line', '[profile a]\nstray\nk = v\n', [2]],
    ['a line without a key', '[profile a]\n= x\nk = v\n', [2]],
    ['a section that is there already', '[profile a]\n[profile a]\nk = v\n', [2]],
    ['a key that is there already', '[profile a]\nk = u\nK = v\n', [3]],
    ['a key of [DEFAULT] that is there already', '[DEFAULT]\nx = 1\n[profile a]\nk = v\n[DEFAULT]\nx = 2\n', [6]],
    ['a nested line without "="', '[profile a]\ns3 =\n  stray\nk = v\n', [3]],
    ['a nested line that [DEFAULT] gives to others', '[DEFAULT]\ns3 =\n  stray\n[profile a]\nk = v\n', [3]],
    ['a key before any section, and a bare CR', 'x\r[profile a]\rk = v\rstray\r', [1, 4]],
  ])('tell of %s, and the rest is read', (_, text, expected) => {
    expect(lines(text)).toEqual(expected)
    expect(profile(text)).toMatchObject({ k: 'v' })
  })

  test.each([
    ['[DEFAULT] twice', '[DEFAULT]\nx = 1\n[DEFAULT]\ny = 2\n'],
    ['a bad nested line of [DEFAULT] that nobody inherits', '[DEFAULT]\ns3 =\n  stray\n'],
    ['the same key in two sections', '[a]\nk = 1\n[b]\nk = 2\n'],
    ['two spellings of one profile', '[profile a]\n[profile "a"]\n'],
  ])('have nothing to say of %s', (_, text) => {
    expect(lines(text)).toEqual([])
  })

  test('do not repeat values, which may be secrets', () => {
    const findings = parse(
      '[profile a]\naws_secret_access_key = hunter2\naws_secret_access_key = hunter3\nhunter4\n',
    ).findings
    expect(findings).toHaveLength(2)
    expect(JSON.stringify(findings)).not.toContain('hunter')
  })

  test('end at a hundred', () => {
    expect(parse(`[a]\n${'stray\n'.repeat(1000)}`).findings).toHaveLength(100)
  })
})

// Work that grows with the square of the size would take minutes, which is more than any test has.
test('the work of reading grows with the file, and not with its square', () => {
  const many = Array.from({ length: 400_000 }, (_, at) => `key${at} = ${at}\n`).join('')
  expect(parse(`[profile a]\n${many}`).entries).toHaveLength(400_000)
  expect(parse('[\n'.repeat(400_000)).findings).toHaveLength(1)
})

test('the empty document has nothing in it', () => {
  expect(emptyDocument.profiles().size + emptyDocument.sessions().size + emptyDocument.headers().size).toBe(0)
  expect(documentBytes(emptyDocument)).toHaveLength(0)
})
