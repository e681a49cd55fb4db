import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument } from '../document/document.ts'
import { parse } from '../document/document.testing.ts'
import { previewOf } from './diff.ts'

/** As `diff -u` would show it, with both numbers. */
function shown(before: string, after: string): string[] {
  const mark = { same: ' ', added: '+', removed: '-' }
  return previewOf('~/.aws/config', parse(before), parse(after)).lines.map(
    ({ kind, old, new: now, text }) => `${mark[kind]}${old ?? ''}:${now ?? ''} ${text}`,
  )
}

describe('a preview', () => {
  test('shows the changed lines with three lines around them', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n'
    expect(previewOf('~/.aws/config', parse(before), parse(before.replace('e', 'E')))).toEqual({
      path: '~/.aws/config',
      added: 1,
      removed: 1,
      lines: [
        { kind: 'same', old: 2, new: 2, text: 'b' },
        { kind: 'same', old: 3, new: 3, text: 'c' },
        { kind: 'same', old: 4, new: 4, text: 'd' },
        { kind: 'removed', old: 5, new: null, text: 'e' },
        { kind: 'added', old: null, new: 5, text: 'E' },
        { kind: 'same', old: 6, new: 6, text: 'f' },
        { kind: 'same', old: 7, new: 7, text: 'g' },
        { kind: 'same', old: 8, new: 8, text: 'h' },
      ],
    })
  })

  test('shows what is appended, and a line break added to the last line is no change of it', () => {
    expect(shown('[x]\nk = v', '[x]\nk = v\n\n[y]\n')).toEqual([' 1:1 [x]', ' 2:2 k = v', '+:3 ', '+:4 [y]'])
  })

  test('says how a line ends where that is not by a line feed', () => {
    expect(previewOf('p', parse('a\r\nb'), parse('a\r\nb\r\nc\r\n')).lines).toEqual([
      { kind: 'same', old: 1, oldEnd: '\r\n', new: 1, newEnd: '\r\n', text: 'a' },
      { kind: 'same', old: 2, oldEnd: '', new: 2, newEnd: '\r\n', text: 'b' },
      { kind: 'added', old: null, new: 3, newEnd: '\r\n', text: 'c' },
    ])
    expect(previewOf('p', parse('a\rb'), parse('b')).lines).toEqual([
      { kind: 'removed', old: 1, oldEnd: '\r', new: null, text: 'a' },
      { kind: 'same', old: 2, oldEnd: '', new: 1, newEnd: '', text: 'b' },
    ])
  })

  test('of lines that read the same, shows the one that goes by how it ends', () => {
    expect(shown('a\n\r\n\n\nb\n', 'a\n\n\nb\n')).toEqual([' 1:1 a', '-2: ', ' 3:2 ', ' 4:3 ', ' 5:4 b'])
  })

  test('shows each of two changes, and each line between them once', () => {
    const before = Array.from({ length: 20 }, (_, at) => `line ${at}`).join('\n')
    const lines = shown(before, before.replace('line 4', 'X').replace('line 9\n', ''))
    expect(lines.filter((line) => !line.startsWith(' '))).toEqual(['-5: line 4', '+:5 X', '-10: line 9'])
    expect(lines).toHaveLength(13)
    expect(shown(before, before.replace('line 0', 'X').replace('line 19', 'Y'))).toHaveLength(10)
  })

  test('is empty where nothing changes', () => {
    expect(previewOf('p', parse('a\nb'), parse('a\nb'))).toEqual({ path: 'p', added: 0, removed: 0, lines: [] })
    expect(previewOf('p', parse(''), parse('')).lines).toEqual([])
  })

  test('shows characters also where the file is not UTF-8', () => {
    const bytes = Buffer.from('# caf\xe9\n', 'latin1')
    const after = parseDocument(Buffer.concat([bytes, Buffer.from('[y]\n')]))
    expect(previewOf('p', parseDocument(bytes), after).lines.map(({ text }) => text)).toEqual(['# café', '[y]'])
  })

  test('gives both files back, whatever they are', () => {
    const file = fc.array(fc.constantFrom('a', 'b', 'c', '', '[x]'), { maxLength: 12 })
    fc.assert(
      fc.property(file, file, (before, after) => {
        const [old, now] = [before, after].map((lines) => parse(lines.map((line) => `${line}\n`).join('')))
        const { lines, added, removed } = previewOf('p', old!, now!)
        const kinds = (kind: string) => lines.filter((line) => line.kind === kind)
        expect([kinds('added').length, kinds('removed').length]).toEqual([added, removed])
        const kept = before.filter((_, at) => !kinds('removed').some((line) => line.old === at + 1))
        const rebuilt = after.map((_, at) => kinds('added').find((line) => line.new === at + 1)?.text ?? kept.shift())
        expect(rebuilt).toEqual(after)
        expect(kept).toEqual([])
        for (const line of kinds('same'))
          expect([before[line.old! - 1], after[line.new! - 1]]).toEqual([line.text, line.text])
      }),
    )
  })

  // Work that grows with the square of the size would take minutes, which is more than any test has.
  test('of two small changes at the ends of a large file costs no comparison of all lines with all', () => {
    const before = Array.from({ length: 400_000 }, (_, at) => `k${at} = ${at}`).join('\n')
    expect(shown(before, `new\n${before}\nnew`.replace('k5 = 5\n', ''))).toHaveLength(14)
  })

  test('does not lose itself in files that have nothing in common', () => {
    const [one, other] = ['a', 'b'].map((letter) =>
      Array.from({ length: 3000 }, (_, at) => `${letter}${at}`).join('\n'),
    )
    expect(previewOf('p', parse(one!), parse(other!))).toMatchObject({ added: 3000, removed: 3000 })
  })
})

describe('secrets', () => {
  const texts = (text: string): string[] =>
    previewOf('p', parse(''), parse(`[profile a]\n${text}\n`))
      .lines.map((line) => line.text)
      .slice(1)

  test.each([
    ['aws_secret_access_key = hunter2', 'aws_secret_access_key = ********'],
    ['AWS_Session_Token:hunter2', 'AWS_Session_Token:********'],
    ['  aws_security_token=hunter2', '  aws_security_token=********'],
    ['# aws_secret_access_key = hunter2', '# aws_secret_access_key = ********'],
    [';aws_secret_access_key = hunter2 = x', ';aws_secret_access_key = ********'],
    ['okta_password = hunter2', 'okta_password = ********'],
    ['client_secret = hunter2', 'client_secret = ********'],
    ['credential_process = /opt/tool --key hunter2', 'credential_process = /opt/tool ********'],
    ['credential_process = "/opt/my tool" hunter2', 'credential_process = "/opt/my tool" ********'],
    ['credential_process = "/opt/hunter hunter2', 'credential_process = "/opt/hunter ********'],
    ['credential_process = /opt/tool', 'credential_process = /opt/tool'],
    ['aws_access_key_id = AKIAIOSFODNN7EXAMPLE', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE'],
    ['web_identity_token_file = /var/token', 'web_identity_token_file = /var/token'],
    ['sso_role_name = TokenSecret', 'sso_role_name = TokenSecret'],
    ['aws_secret_access_key =', 'aws_secret_access_key ='],
    ['stray', 'stray'],
    ['aws_secret_access_key hunter2', 'aws_secret_access_key ********'],
    ['# aws_session_token hunter2', '# aws_session_token ********'],
    ['# Token of the year', '# Token of the year'],
    ['endpoint_url = https://me:hunter2@host/', 'endpoint_url = https://me:********@host/'],
    ['endpoint_url = https://host:8443/@x', 'endpoint_url = https://host:8443/@x'],
  ])('%j is shown as %j', (line, expected) => {
    expect(texts(line)).toEqual([expected])
  })

  test('are masked on the lines that continue a value', () => {
    expect(texts('aws_secret_access_key =\n  hunter2\n\n\thunter3\nregion = r\n  more')).toEqual([
      'aws_secret_access_key =',
      '  ********',
      '',
      '\t********',
      'region = r',
      '  more',
    ])
    expect(texts('credential_process = /opt/tool\n  --key hunter2')).toEqual([
      'credential_process = /opt/tool',
      '  ********',
    ])
    expect(texts('credential_process =\n  # /opt/tool hunter2\n  ; hunter3\nregion = r\n  # more')).toEqual([
      'credential_process =',
      '  # ********',
      '  ; ********',
      'region = r',
      '  # more',
    ])
    expect(texts('mine =\n  aws_secret_access_key = hunter2')).toEqual(['mine =', '  aws_secret_access_key = ********'])
  })
})
