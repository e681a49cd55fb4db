import { describe, expect, test } from 'vitest'
import type { Result } from '../../../shared/result.ts'
import { emptyDocument, parseDocument, type Document } from './document/document.ts'
import { parse, textOrCode } from './document/document.testing.ts'
import { renameProfile } from './profiles.ts'
import { renameSession } from './sessions.ts'

const session = (text: string, to = 'new', credentials = ''): Result<Document> =>
  renameSession(parse(text), parse(credentials), 'corp', to)
const profile = (text: string, to = 'new', credentials = ''): Result<Document> =>
  renameProfile(parse(text), parse(credentials), 'a', to)

describe('renameSession', () => {
  const file = [
    '# of corp',
    '  [sso-session "corp" ] # work',
    '  sso_region=us-east-1',
    '',
    '[profile a]',
    '\tsso_session  :  corp  ',
    's3 =',
    '  sso_session = corp',
    '; sso_session = corp',
    '[profile b]',
    'sso_session = corp2',
    '[plugins]',
    'sso_session = corp',
    '[default]',
    'sso_session=corp',
  ].join('\n')

  test('changes the name in the header and in the profiles that use it, and no other byte', () => {
    const lines = file.split('\n')
    lines[1] = '  [sso-session "new" ] # work'
    lines[5] = '\tsso_session  :  new  '
    lines[14] = 'sso_session=new'
    expect(textOrCode(session(file)).split('\n')).toEqual(lines)
    expect(textOrCode(session(file.replaceAll('\n', '\r\n')))).toBe(lines.join('\r\n'))
  })

  test('is followed by every spelling of a profile, since the JavaScript SDK adds them up', () => {
    const before = '[sso-session corp]\n[profile a]\nsso_session = corp\n[profile "a"]\nsso_session = corp\n'
    expect(textOrCode(session(before))).toBe(before.replaceAll('corp', 'new'))
  })

  test('renames every spelling of the session', () => {
    const before = "[sso-session corp]\nsso_region = r\n[sso-session 'corp']\nsso_region = r\n[sso-session.corp]\n"
    expect(textOrCode(session(before))).toBe(before.replaceAll('corp', 'new'))
  })

  test('needs no quotes where the old name did', () => {
    expect(textOrCode(renameSession(parse('[sso-session co\\ rp]\n'), emptyDocument, 'co rp', 'new'))).toBe(
      '[sso-session new]\n',
    )
    expect(textOrCode(renameSession(parse('[sso-session "co rp"]\n'), emptyDocument, 'co rp', 'new'))).toBe(
      '[sso-session "new"]\n',
    )
  })

  test('keeps lone CRs and bytes that are not UTF-8 as they are', () => {
    const cr = '# x\r[sso-session corp]\rsso_region = r\r'
    expect(textOrCode(session(cr))).toBe(cr.replace('corp', 'new'))
    const bytes = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from('\n[sso-session corp] # é\n')])
    const renamed = renameSession(parseDocument(bytes), emptyDocument, 'corp', 'new')
    expect(textOrCode(renamed)).toBe(bytes.toString('latin1').replace('corp', 'new'))
  })

  test('follows in a file of thousands of profiles at once', () => {
    const before = `[sso-session corp]\n${Array.from({ length: 5000 }, (_, at) => `[profile p${at}]\nsso_session = corp\n`).join('')}`
    expect(textOrCode(session(before))).toBe(before.replaceAll('corp', 'new'))
  })

  test.each(['[sso-session new]', '[sso-session "new"]', '[sso-session.new]', '[x]\nk = v\n  [sso-session new]'])(
    'is refused where any reader sees one of the new name: %j',
    (there) => {
      expect(session(`[sso-session corp]\n${there}\nsso_region = r\n`)).toMatchObject({
        error: { code: 'name-taken', field: 'name' },
      })
    },
  )

  test.each(['', 'x y', 'é', '__proto__'])('refuses the name %j', (to) => {
    expect(session('[sso-session corp]\n', to)).toMatchObject({ error: { code: 'invalid-input', field: 'name' } })
  })

  test('does not know a session that is not there', () => {
    expect(textOrCode(session('[profile a]\nsso_session = corp\n'))).toBe('not-found')
  })

  test.each([
    ['the credentials file', '', '[a]\nsso_session = corp\n', 'corp is used by a in the credentials file'],
    ['[DEFAULT]', '[DEFAULT]\nsso_session = corp\n', '', '[DEFAULT] names it'],
    [
      'a value with a comment, which botocore takes for a part of it',
      '[profile a]\nsso_session = corp # x\n',
      '',
      'used by a, on a line that only some AWS tools read so',
    ],
    [
      'a line that continues another one for botocore',
      '[profile a]\nregion = r\n  sso_session = corp\n',
      '',
      'used by a, on a line that only some AWS tools read so',
    ],
  ])('is refused where it is named in %s', (_, more, credentials, sentence) => {
    expect(session(`[sso-session corp]\n${more}`, 'new', credentials)).toMatchObject({
      error: { code: 'in-use', message: expect.stringContaining(sentence) },
    })
  })

  test('is refused where the JavaScript SDK would still see the old one', () => {
    expect(textOrCode(session('[sso-session corp]\n[x]\nk = v\n  [sso-session corp]\nsso_region = r\n'))).toBe(
      'config-broken',
    )
  })
})

describe('renameProfile', () => {
  test.each([
    ['[profile a]', '[profile new]'],
    ['  [profile "a"]  # mine', '  [profile "new"]  # mine'],
    ["[profile  'a' ]", "[profile  'new' ]"],
    ['[profiles a] junk', '[profiles new] junk'],
    ['[profile.a]\n[profile a]', '[profile.new]\n[profile new]'],
  ])('changes the header alone: %j', (header, renamed) => {
    const body = '\n  aws_secret_access_key=x\n\n  # k\n  s3 =\n     a = b\n\n\n# of x\n[x]'
    expect(textOrCode(profile(header + body))).toBe(renamed + body)
  })

  test('makes another profile the default one, and the default one another', () => {
    expect(textOrCode(profile('[profile a] # x\nregion = r\n', 'default'))).toBe('[default] # x\nregion = r\n')
    expect(textOrCode(renameProfile(parse('[default]\nregion = r\n'), emptyDocument, 'default', 'x'))).toBe(
      '[profile x]\nregion = r\n',
    )
    expect(textOrCode(renameProfile(parse('[profile default]\nregion = r\n'), emptyDocument, 'default', 'x'))).toBe(
      '[profile x]\nregion = r\n',
    )
  })

  test('is refused for a default profile of two spellings, which would become one section twice', () => {
    const both = parse('[default]\nregion = r\n[profile default]\nregion = s\n')
    expect(textOrCode(renameProfile(both, emptyDocument, 'default', 'x'))).toBe('config-broken')
  })

  test('is followed by profiles that assume a role from it, and by itself where it does', () => {
    const before =
      '[profile a]\nrole_arn = r\nsource_profile = a\n[profile b]\nsource_profile=a\n[profile c]\nsource_profile = b\n'
    expect(textOrCode(profile(before))).toBe(
      '[profile new]\nrole_arn = r\nsource_profile = new\n[profile b]\nsource_profile=new\n[profile c]\nsource_profile = b\n',
    )
  })

  test.each(['[profile new]', '[profile "new"]', '[profile.new]'])('is refused where there is %s', (there) => {
    expect(textOrCode(profile(`[profile a]\n${there}\n`))).toBe('name-taken')
  })

  test.each([
    ['alone', '', 'stands in the credentials file alone'],
    ['too', '[profile a]\n', 'stands in the credentials file too'],
  ])('is refused for one that stands in the credentials file %s', (_, config, sentence) => {
    expect(profile(config, 'new', '[a]\naws_access_key_id = x\n')).toMatchObject({
      error: { code: 'unsupported-profile', message: expect.stringContaining(sentence) },
    })
  })

  test('is refused while a profile of the credentials file assumes a role from it', () => {
    expect(profile('[profile a]\n', 'new', '[b]\nsource_profile = a\n')).toMatchObject({
      error: { code: 'in-use', message: 'a is used by b in the credentials file, which Lanyard does not change.' },
    })
  })

  test('does not know a profile that is not there', () => {
    expect(textOrCode(profile('[a]\n'))).toBe('not-found')
  })
})
