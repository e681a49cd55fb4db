import { describe, expect, test } from 'vitest'
import type { Result } from '../../../../shared/result.ts'
import { documentBytes, parseDocument, type Document } from '../document/document.ts'
import { entryOf, hashOf } from './journal.ts'
import type { JournalEntry } from './journal-entry.ts'
import { undoEntry } from './undo.ts'

const documentOf = (text: string): Document => parseDocument(Buffer.from(text, 'latin1'))

function change(old: string, made: string): JournalEntry {
  const [before, after] = [old, made].map((text) => ({
    document: documentOf(text),
    bytes: Buffer.from(text, 'latin1'),
  }))
  return entryOf({ id: '1', what: 'Changed it', undoes: null, at: 0 }, before!, hashOf(before!.bytes), after!)
}

function undo(old: string, made: string, now: string): Result<Document> {
  return undoEntry(change(old, made), documentOf(now), '~/.aws/config')
}

/** What is in the file once the change from `old` to `made` is taken back in `now`. */
function undone(old: string, made: string, now: string): string {
  const result = undo(old, made, now)
  return result.ok ? Buffer.from(documentBytes(result.value)).toString('latin1') : result.error.code
}

/** The lines that are the reason for a refusal, as `+ text` for what others wrote and `- text` for what Lanyard did. */
function reason(old: string, made: string, now: string): readonly string[] {
  const result = undo(old, made, now)
  const lines = result.ok ? [] : (result.error.diff?.lines ?? [])
  const signs = { same: ' ', added: '+', removed: '-' }
  return lines.map(({ kind, text }) => `${signs[kind]} ${text}`)
}

const a = '[profile a]\nregion = us-east-1\noutput = json\n'
const b = '[profile b]\nregion = us-east-1\noutput = json\n'
const c = '[profile c]\nregion = us-east-1\noutput = json\n'

describe('undo, where nobody has touched the file,', () => {
  test.each([
    ['mixed line ends', '[a]\r\nk = 1\r[b]\nk = 2\r\n', '[a]\r\nk = 3\r\n[b]\n'],
    ['a missing line end', '[a]\nk = 1', '[a]\nk = 1\n\n[b]\n'],
    ['bytes that are not UTF-8', '# caf\xe9\n[a]\n', '# caf\xe9\n[a]\nk = 1\n'],
    ['a line that alone was not UTF-8', '[a]\nk = \xe9\n[\xc3\xa9]\n', '[a]\n[\xc3\xa9]\n'],
    ['a byte order mark', '\xef\xbb\xbf[a]\n', '[a]\n'],
    ['nothing', '', '[a]\n'],
    ['what took everything away', '[a]\n', ''],
  ])('gives the file back to the byte: %s', (_, old, made) => {
    expect(undone(old, made, made)).toBe(old)
    expect(undone(made, old, old)).toBe(made)
  })
})

describe('undo, where others have written since,', () => {
  test('takes away what was added, wherever it stands now', () => {
    expect(undone(a, `${a}\n${b}`, `${c}\n${a}\n${b}`)).toBe(`${c}\n${a}`)
    expect(undone(a, `${a}\n${b}`, `${a}\n${b}[profile c]\n`)).toBe(`${a}[profile c]\n`)
    expect(undone(a, `${a}\n${b}`, `# top\n${b}`)).toBe('# top\n')
  })

  test('puts a section back between its neighbours', () => {
    expect(undone(`${a}\n${b}\n${c}`, `${a}\n${c}`, `# top\n${a}\n${c}`)).toBe(`# top\n${a}\n${b}\n${c}`)
  })

  test('puts a section back before or behind the neighbour that is left', () => {
    const other = '[profile other]\nregion = us-east-1\noutput = json\n'
    expect(undone(`${a}\n${b}\n${c}`, `${a}\n${c}`, `${other}\n${c}`)).toBe(`${other}\n${b}\n${c}`)
    expect(undone(`${a}\n${b}\n${c}`, `${a}\n${c}`, `${a}\n${other}`)).toBe(`${a}\n${b}\n${other}`)
  })

  test('puts a section back at the end where its neighbours are gone', () => {
    const other = '[profile other]\nx = y\n'
    expect(undone(`${a}\n${b}\n${c}`, `${a}\n${c}`, other)).toBe(`${other}\n${b}\n`)
  })

  test('puts lines back above the first section, and takes them away there', () => {
    const [bare, noted] = [`${a}\n${b}`, `# mine\n# alone\n\n${a}\n${b}`]
    expect(undone(noted, bare, `${bare}\n${c}`)).toBe(`${noted}\n${c}`)
    expect(undone(bare, noted, `${noted}\n${c}`)).toBe(`${bare}\n${c}`)
    const between = `# top\n${noted}`
    expect(undone(between, `# top\n${bare}`, `# top\n${bare}\n${c}`)).toBe(`${between}\n${c}`)
    expect(undone(between, `# top\n${bare}`, `${bare}\n${c}`)).toBe(`${noted}\n${c}`)
  })

  test('finds its own among lines that are the same in every section', () => {
    const made = a + b.replace('us-east-1', 'eu-west-1') + c
    const now = a.replace('us-east-1', 'eu-west-1') + b.replace('us-east-1', 'eu-west-1') + c
    expect(undone(a + b + c, made, now)).toBe(a.replace('us-east-1', 'eu-west-1') + b + c)
  })

  test('puts a key back into its section, with the value it had', () => {
    const made = a + b.replace('region = us-east-1\n', '')
    expect(undone(a + b, made, made.replaceAll('json', 'text'))).toBe((a + b).replaceAll('json', 'text'))
    expect(undone(a + b, made, c + made)).toBe(c + a + b)
    const without = a + b.replace('output = json\n', '') + c
    const theirs = '[profile b]\nx = y\n\n# theirs\n[profile d]\n'
    expect(undone(a + b + c, without, theirs)).toBe(theirs.replace('x = y\n', 'x = y\noutput = json\n'))
  })

  test('does not mind that the AWS CLI has changed how lines end', () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n')
    expect(undone(windows(a), windows(`${a}\n${b}`), `${a}\n${b}\n${c}`)).toBe(`${a}\n${c}`)
    expect(undone(windows(`${a}\n${b}`), windows(a), `${a}\n${c}`)).toBe(`${a}\n${c}\n${b}`)
  })

  test('keeps lines apart where the last one had no end', () => {
    expect(undone('[a]\nk = 1', '[a]\nk = 2', '[a]\nk = 2\n[b]\n')).toBe('[a]\nk = 1\n[b]\n')
    expect(undone('[a]\nk = 1', '[a]\nk = 1\n\n[b]\n', '# top\n[a]\nk = 3\n\n[b]\n')).toBe('# top\n[a]\nk = 3\n')
  })

  test('takes a rename back in the profiles that followed it, and keeps those that came later', () => {
    const session = (name: string) => `[sso-session ${name}]\nsso_region = us-east-1\n`
    const user = (name: string, of: string) => `[profile ${name}]\nsso_session = ${of}\noutput = json\n`
    const old = session('x') + user('a', 'x') + user('b', 'x')
    const made = session('y') + user('a', 'y') + user('b', 'y')
    expect(undone(old, made, user('c', 'z') + made)).toBe(user('c', 'z') + old)
  })

  test("takes a rename back in thousands of profiles, where one of them is somebody else's since", () => {
    const file = (session: string, at: number) => `[profile p${at}]\nsso_session = ${session}\noutput = json\n\n`
    const all = (session: string) => Array.from({ length: 3000 }, (_, at) => file(session, at)).join('')
    expect(change(all('x'), all('y')).hunks).toHaveLength(3000)
    const theirs = (text: string) => text.replace('[profile p1500]\n', '[profile p1500]\nregion = eu-west-1\n')
    expect(undone(all('x'), all('y'), theirs(all('y'))) === theirs(all('x'))).toBe(true)
  })
})

describe('undo is refused', () => {
  test('where somebody has changed a line of it, and shows what stands there', () => {
    const now = `${a}\n${b.replace('us-east-1', 'eu-west-1')}\n${c}`
    expect(undone(a, `${a}\n${b}`, now)).toBe('changed-since')
    expect(reason(a, `${a}\n${b}`, now)).toEqual([
      '  output = json',
      '  ',
      '  [profile b]',
      '- region = us-east-1',
      '+ region = eu-west-1',
      '  output = json',
      '  ',
      '  [profile c]',
    ])
  })

  test('where the same value stands in another section alone', () => {
    const made = a.replace('json', 'text') + b
    expect(undone(a + b, made, a.replace('json', 'yaml') + b.replace('json', 'text'))).toBe('changed-since')
  })

  test('where somebody has added to what would go', () => {
    const now = `${a}\n${b}sso_session = mine\n`
    expect(undone(a, `${a}\n${b}`, now)).toBe('changed-since')
    expect(reason(a, `${a}\n${b}`, now)).toEqual([
      '  [profile b]',
      '  region = us-east-1',
      '  output = json',
      '+ sso_session = mine',
    ])
  })

  test('where somebody has set anew what was taken away', () => {
    const made = a.replace('region = us-east-1\n', '')
    const now = `${made}region = eu-west-1\n`
    expect(undone(a, made, now)).toBe('changed-since')
    expect(reason(a, made, now)).toEqual(['  [profile a]', '  output = json', '+ region = eu-west-1'])
  })

  test('where somebody has added a section anew that was removed, however it is spelled', () => {
    const again = '[profile "b"]\noutput = text\n'
    expect(undone(`${a}\n${b}`, a, `${a}\n${again}`)).toBe('changed-since')
    expect(reason(`${a}\n${b}`, a, `${a}\n${again}`)).toContain('+ [profile "b"]')
  })

  test('where somebody has renamed what was renamed', () => {
    const named = (name: string) => `${a}[profile ${name}]\nx = y\n${c}`
    expect(undone(named('b'), named('d'), named('e'))).toBe('changed-since')
    expect(reason(named('b'), named('d'), named('e')).filter((line) => !line.startsWith(' '))).toEqual([
      '- [profile d]',
      '+ [profile e]',
    ])
  })

  test('where the section of the lines has another name now, which is shown once', () => {
    const like = (name: string, session: string, output: string) =>
      `[profile ${name}]\nsso_session = ${session}\nsso_account_id = 1\noutput = ${output}\n`
    // Names as the bytes of their UTF-8.
    const [old, made, now] = [
      `${a}${like('\xc3\xa9', 'x', 'text')}${c}`,
      `${a}${like('\xc3\xa9', 'y', 'json')}${c}`,
      `${a}${like('mine', 'y', 'json')}${c}`,
    ]
    expect(undone(old, made, now)).toBe('changed-since')
    expect(reason(old, made, now).filter((line) => !line.startsWith(' '))).toEqual([
      '- [profile \u00e9]',
      '+ [profile mine]',
    ])
  })

  test('where what was added is gone', () => {
    expect(undone(a, `${a}\n${b}`, c)).toBe('changed-since')
    expect(reason(a, `${a}\n${b}`, c)).toContain('- [profile b]')
  })

  test('without showing a secret', () => {
    const secret = (value: string) => `[a]\naws_secret_access_key = ${value}\n`
    const lines = reason(secret('hush1'), secret('hush2'), secret('hush3'))
    expect(lines.join('\n')).not.toContain('hush')
    expect(lines).toHaveLength(3)
  })

  test('where the JavaScript SDK alone would read another section differently', () => {
    // To it `[profile b]; x` is no header, and what stands below belongs to the section above.
    const odd = '[profile b]; x\ncli_pager = less\n'
    const theirs = '[profile d]\nregion = eu-west-1\n'
    expect(undone(`${c}${odd}`, `${c}${a}${odd}`, `${c}${theirs}${a}${odd}`)).toBe('changed-since')
    expect(undone(`${c}${b}`, `${c}${a}${b}`, `${c}${theirs}${a}${b}`)).toBe(`${c}${theirs}${b}`)
  })

  test('where nothing is left of what stood around lines above the first section', () => {
    const top = (lines: string) => `# top\n${lines}# low\n${a}`
    expect(undone(top('# mine\n'), top(''), c)).toBe('changed-since')
  })

  test('where the lines could be meant twice', () => {
    const twice = '[y]\n[x]\n# same\n'.repeat(2)
    expect(undone('[x]\n', '[x]\n# same\n', `${twice}[y]\n`)).toBe('changed-since')
  })
})
