import { describe, expect, test } from 'vitest'
import type { ProfileDraft } from '../../../shared/contract.ts'
import { emptyDocument, type Document } from './document/document.ts'
import { parse, textOrCode } from './document/document.testing.ts'
import { createProfiles, removeProfile, updateProfile } from './profiles.ts'

/** The same of a file to which `drafts` are added. */
const created = (config: Document, drafts: readonly ProfileDraft[]): string =>
  textOrCode(createProfiles(config, emptyDocument, drafts))

const corp = '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = eu-central-1\n'

const draft: ProfileDraft = {
  name: 'a',
  session: 'corp',
  accountId: '111111111111',
  roleName: 'Admin',
  region: 'us-east-1',
  output: 'json',
}

describe('createProfiles', () => {
  const written = '[profile a]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\n'

  test('writes the keys in the order of the AWS CLI, and leaves out what is null', () => {
    const bare = { ...draft, region: null, output: null }
    expect(created(emptyDocument, [bare])).toBe(written)
    expect(created(emptyDocument, [draft])).toBe(`${written}region = us-east-1\noutput = json\n`)
  })

  test.each([
    ['# only a comment', '# only a comment\n\n'],
    ['[x]\n', '[x]\n\n'],
    ['[x]\n\n', '[x]\n\n'],
    ['[x]\n \t', '[x]\n \t\n'],
    ['[x]\nk = v\r', '[x]\nk = v\r\n\n'],
    ['\r', '\r\n'],
    ['', ''],
  ])('puts one blank line before the section: %j', (before, kept) => {
    expect(created(parse(before), [{ ...draft, region: null, output: null }])).toBe(kept + written)
  })

  test("uses the file's own line break", () => {
    expect(created(parse('[x]\r\nk = v'), [{ ...draft, region: null, output: null }])).toBe(
      `[x]\nk = v\n\n${written}`.replaceAll('\n', '\r\n'),
    )
  })

  test('ends a line that a lone CR ends with one line break, not two', () => {
    const before = '[x]\r\nk = v\r\n\r\n# end\r'
    expect(created(parse(before), [draft])).toMatch(/^\[x\]\r\nk = v\r\n\r\n# end\r\n\r\n\[profile a\]\r\n/)
  })

  test('calls the default profile [default]', () => {
    expect(created(emptyDocument, [{ ...draft, name: 'default' }])).toContain('[default]\n')
  })

  test('creates all or none', () => {
    expect(created(parse('[x]'), [])).toBe('[x]')
    const two = createProfiles(emptyDocument, emptyDocument, [draft, { ...draft, name: 'b' }])
    expect(textOrCode(two).match(/^\[.*\]$|^$/gm)).toEqual(['[profile a]', '', '[profile b]', ''])
    expect(created(parse('[profile b]'), [draft, { ...draft, name: 'b' }])).toBe('name-taken')
    expect(created(emptyDocument, [draft, draft])).toBe('name-taken')
  })

  test.each([
    ['[profile a]'],
    ['[profile "a"]'],
    ["[profile  'a' ]"],
    ['[profiles a]'],
    ['[profile.a]'],
    ['[x]\nk = v\n  [profile a]\nregion = r'],
  ])('does not repeat what any reader takes for the profile: %j', (before) => {
    expect(created(parse(before), [draft])).toBe('name-taken')
  })

  test('knows both spellings of the default profile', () => {
    const theDefault = { ...draft, name: 'default' }
    expect(created(parse('[profile default]'), [theDefault])).toBe('name-taken')
    expect(created(parse('[default]'), [theDefault])).toBe('name-taken')
  })

  test.each([
    '',
    'x y',
    'é',
    '-a',
    '__proto__',
    'constructor',
    'services.x',
    'a]',
    'a#b',
    "it's",
    'a\nb',
    'x'.repeat(200),
  ])('refuses the name %j', (name) => {
    const refused = createProfiles(emptyDocument, emptyDocument, [{ ...draft, name }])
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'name' } })
  })

  test.each([
    '',
    'a\nb',
    'a\rb',
    'a\0b',
    ' a',
    'a ',
    'a #b',
    'a ;b',
    '#a',
    ';a',
    'a\u00a0#b',
    'a\u2028b',
    'a\u0085',
    '\ud800',
  ])('refuses the value %j', (roleName) => {
    const refused = createProfiles(emptyDocument, emptyDocument, [{ ...draft, roleName }])
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'roleName' } })
  })

  test('is possible in a file that botocore refuses', () => {
    const broken = '\ufeffstray\n[x]\n[x]\nk'
    expect(created(parse(broken), [draft])).toBe(`${broken}\n\n${written}region = us-east-1\noutput = json\n`)
  })
})

describe('updateProfile', () => {
  const update = (before: string, change: Partial<ProfileDraft> = {}): string =>
    textOrCode(updateProfile(parse(before), emptyDocument, { ...draft, ...change }))

  const section = [
    '# mine',
    '[profile "a"]',
    '  sso_session=corp',
    '  sso_account_id :  222222222222\t',
    '  sso_role_name = Admin',
    '  region = us-east-1',
    '  # output = text',
    '  output = json',
    '  s3 =',
    '    addressing_style = path',
    '  # trailing',
    '',
    '[x]',
  ]

  test('changes the value alone, and keeps the spaces around it and the delimiter', () => {
    const expected = section.join('\n').replace('222222222222', '111111111111')
    expect(update(section.join('\n'))).toBe(expected)
    expect(update(section.join('\r\n'))).toBe(expected.replaceAll('\n', '\r\n'))
  })

  test('changes nothing where all is so already', () => {
    const document = parse(section.join('\n').replace('222222222222', '111111111111'))
    expect(updateProfile(document, emptyDocument, draft)).toEqual({ ok: true, value: document })
  })

  test('removes the keys that are to be null', () => {
    const lines = section.filter((line) => !/^ {2}(?:region|output)/.test(line))
    expect(update(section.join('\n'), { accountId: '222222222222', region: null, output: null })).toBe(lines.join('\n'))
  })

  test('puts new keys behind the last one of the section, in its indentation', () => {
    const before = '[profile a]\n  k = v\n    more\n  # trailing\n\n[x]\n'
    const keys =
      '  sso_session = corp\n  sso_account_id = 111111111111\n  sso_role_name = Admin\n  region = us-east-1\n  output = json\n'
    expect(update(before)).toBe(before.replace('  # trailing', `${keys}  # trailing`))
  })

  test('puts them where the JavaScript SDK does not take them for keys of a nested block', () => {
    const updated = update('[profile a]\n  s3 =\n    x = y\n\n[x]\n', { region: null, output: null })
    expect(updated).toBe(
      '[profile a]\n  s3 =\n    x = y\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\n\n[x]\n',
    )
  })

  test('changes several keys, in whatever order they stand', () => {
    const before =
      '[profile a]\noutput = x\nregion = x\nk = v\nsso_role_name = x\nsso_account_id = x\nsso_session = x\n'
    expect(update(before)).toBe(
      '[profile a]\noutput = json\nregion = us-east-1\nk = v\nsso_role_name = Admin\nsso_account_id = 111111111111\nsso_session = corp\n',
    )
  })

  test('replaces a value of several lines whole', () => {
    const before =
      '[profile a]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\nregion = x\n  # no\n  y\n  # yes\noutput =\n  a = b\n'
    expect(update(before)).toBe(
      before.replace('x\n  # no\n  y', 'us-east-1').replace('output =\n  a = b', 'output = json'),
    )
  })

  test('keeps a missing line break at the end of the file missing', () => {
    const before =
      '[profile a]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\nregion = us-east-1\noutput ='
    expect(update(before)).toBe(`${before} json`)
    expect(update(before.replace('output =', 'output='))).toBe(before.replace('output =', 'output=json'))
  })

  test('makes of a profile with its own start URL one that uses the session', () => {
    const before = `${corp}[profile a]\nsso_start_url = https://old\nsso_region = us-east-1\nsso_account_id = 111111111111\nsso_role_name = Admin\n`
    expect(update(before)).toBe(
      `${corp}[profile a]\nsso_account_id = 111111111111\nsso_role_name = Admin\nsso_session = corp\nregion = us-east-1\noutput = json\n`,
    )
    expect(
      update(before.replace('https://old', 'https://d-1.awsapps.com/start').replace('us-east-1', 'eu-central-1')),
    ).toBe(update(before))
  })

  test('edits the section that counts where a profile is there in two spellings', () => {
    const before = '[profile a]\nregion = x\n[profile "a"]\nregion = y\n'
    const updated = update(before, { output: null })
    expect(updated).toContain('[profile a]\nregion = x\n')
    expect(updated).toContain('[profile "a"]\nregion = us-east-1\n')
  })

  test('takes a key away from every spelling, since the JavaScript SDK adds them up', () => {
    const before = '[profile a]\nregion = x\n[profile "a"]\nregion = y\n'
    expect(update(before, { region: null, output: null })).toBe(
      '[profile a]\n[profile "a"]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\n',
    )
  })

  test('edits also a profile that only botocore sees', () => {
    expect(update('[profile  a]\nregion = x\n')).toContain('[profile  a]\nregion = us-east-1\n')
  })

  test('does not make a lone CR hide what it wrote from the JavaScript SDK', () => {
    const updated = update('[profile a]\nk = v\rregion = x\rj = w\n', { output: null })
    expect(updated).toContain('k = v\r\nregion = us-east-1\r\nj = w\n')
  })

  test.each(['role_arn = r', 'credential_process = p', 'aws_access_key_id = k', 'login_session = l'])(
    'leaves alone a profile with %s',
    (setting) => {
      expect(update(`[profile a]\n${setting}\n`)).toBe('unsupported-profile')
    },
  )

  test('does not know a profile that is not in the config file', () => {
    expect(update('[a]\n')).toBe('not-found')
  })

  test('refuses to change what one reader takes for another section', () => {
    // To the JavaScript SDK `[profile a]; x` is no header, and the keys below it belong to b.
    expect(update('[profile b]\nk = v\n[profile a]; x\nregion = x\n')).toBe('config-broken')
    // The region of a goes on, to botocore, over what is the profile b to the SDK.
    expect(update('[profile a]\nregion = x\n  [profile b]\nk = v\n')).toBe('config-broken')
  })
})

describe('removeProfile', () => {
  const remove = (before: string): string => textOrCode(removeProfile(parse(before), emptyDocument, 'a'))

  test.each([
    ['from the header to the next', '[x]\n[profile a]\nk = v\n[y]\n', '[x]\n[y]\n'],
    ['with continued and nested lines', '[profile a]\ns3 =\n  a = b\n\n  c = d\n[y]\n', '[y]\n'],
    ['but not the comments above the next header', '[profile a]\nk = v\n# of y\n# too\n[y]\n', '# of y\n# too\n[y]\n'],
    ['with comments of its own', '[profile a]\n# of a\nk = v\n# k = w\n\n# of y\n[y]\n', '# of y\n[y]\n'],
    ['but not comments that stand alone', '[profile a]\nk = v\n\n# alone\n\n[y]\n', '# alone\n\n[y]\n'],
    ['with the comments directly above it', '# all\n\n# of a\n[profile a]\nk = v\n\n[y]\n', '# all\n\n[y]\n'],
    ['and leaves one gap of two', '[x]\n\n[profile a]\nk = v\n\n\n[y]\n', '[x]\n\n[y]\n'],
    ['at the end of the file', '[x]\nk = v\n\n[profile a]\nk = v\n', '[x]\nk = v\n'],
    ['with a comment at the end of the file', '[x]\n\n[profile a]\nk = v\n# k = w\n\n', '[x]\n'],
    ['when it is all there is', '[profile a]\nk = v\n', ''],
    ['in every spelling', '[profile a]\n[x]\n[profile "a"]\nk = v\n[profile.a]\nk = v\n', '[x]\n'],
    ['with a stray line', '[profile a]\nk = v\nstray\n[x]\n', '[x]\n'],
  ])('goes %s', (_, before, after) => {
    expect(remove(before)).toBe(after)
    expect(remove(before.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'))
  })

  test('refuses what would take another section along, or swallow one', () => {
    expect(remove('[profile a]\nk = v\n  [profile b]\nk = v\n')).toBe('config-broken')
    expect(remove('[x]\nk = v\n[profile a]\n  k = v\n  [profile b]\n')).toBe('config-broken')
  })

  test('refuses to leave behind what the JavaScript SDK still takes for the profile', () => {
    expect(remove('[profile a]\nk = v\n[x]\nk = v\n  [profile a]\nj = w\n')).toBe('config-broken')
  })

  test('does not know a profile that is not there', () => {
    expect(remove('[a]\n')).toBe('not-found')
  })
})

test('a profile of the credentials file alone is not removed, and the reason said', () => {
  const credentials = parse('[keys]\naws_access_key_id = x\n')
  expect(removeProfile(parse('[profile a]\n'), credentials, 'keys')).toMatchObject({
    error: { code: 'unsupported-profile', message: expect.stringContaining('credentials file alone') },
  })
})
