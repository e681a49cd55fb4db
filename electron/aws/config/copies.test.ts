import { describe, expect, test } from 'vitest'
import { emptyDocument } from './document/document.ts'
import { parse } from './document/document.testing.ts'
import { duplicateProfile } from './profiles.ts'

type Settings = Parameters<typeof duplicateProfile>[4]

const copy = (text: string, settings: Settings = {}, credentials = emptyDocument, to = 'b'): string => {
  const result = duplicateProfile(parse(text), credentials, 'a', to, settings)
  return result.ok ? result.value.text : result.error.code
}

const lines = [
  '  sso_session=corp',
  '  sso_account_id :  111111111111',
  '  # k',
  '  s3 =',
  '    addressing_style = path',
  '',
  '  sso_role_name = Admin',
  '  ; own',
].join('\n')
const file = `# above\n[profile "a"] # x\n${lines}\n\n# of x\n[x]\nk = v\n`

describe('duplicateProfile', () => {
  test('adds a copy of all the lines at the end of the file, and changes no other byte', () => {
    expect(copy(file)).toBe(`${file}\n[profile b]\n${lines}\n`)
    expect(copy(file.replaceAll('\n', '\r\n'))).toBe(`${file}\n[profile b]\n${lines}\n`.replaceAll('\n', '\r\n'))
  })

  test('copies a profile at the end of a file without a line break', () => {
    expect(copy('[profile a]\nk = v')).toBe('[profile a]\nk = v\n\n[profile b]\nk = v\n')
    expect(copy('[profile a]')).toBe('[profile a]\n\n[profile b]\n')
    expect(copy('[profile a]\nk = v\r')).toBe('[profile a]\nk = v\r\n\n[profile b]\nk = v\r\n')
  })

  test('changes in the copy what is named, and nothing else', () => {
    // The SDK would take an indented key behind a nested block for a part of that.
    const changed = lines
      .replace('111111111111', '222222222222')
      .replace('sso_role_name = Admin', 'sso_role_name = Read\nregion = us-east-1')
    expect(copy(file, { accountId: '222222222222', roleName: 'Read', region: 'us-east-1', output: null })).toBe(
      `${file}\n[profile b]\n${changed}\n`,
    )
  })

  test('takes away in the copy what is null there', () => {
    const before = '[profile a]\nregion = r\noutput = json\n'
    expect(copy(before, { region: null })).toBe(`${before}\n[profile b]\noutput = json\n`)
  })

  test('makes of a copy with a start URL of its own one that uses the session', () => {
    const before =
      '[sso-session corp]\nsso_start_url = https://x\nsso_region = r\n[profile a]\nsso_start_url = https://x\nsso_region = r\nsso_account_id = 111111111111\nsso_role_name = Admin\n'
    expect(copy(before, { session: 'corp' })).toBe(
      `${before}\n[profile b]\nsso_account_id = 111111111111\nsso_role_name = Admin\nsso_session = corp\n`,
    )
  })

  test('copies keys that stand in the config file', () => {
    const before = '[profile a]\naws_access_key_id = x\naws_secret_access_key = y\n'
    expect(copy(before, { region: 'us-east-1' })).toBe(
      `${before}\n[profile b]\naws_access_key_id = x\naws_secret_access_key = y\nregion = us-east-1\n`,
    )
    expect(copy(before, { accountId: '111111111111' })).toBe('unsupported-profile')
  })

  test('can make a copy the default profile', () => {
    expect(copy('[profile a]\nk = v\n', {}, emptyDocument, 'default')).toBe('[profile a]\nk = v\n\n[default]\nk = v\n')
  })

  test('is refused for a profile that the credentials file alone has, for names taken or misread, and for none', () => {
    expect(copy('', {}, parse('[a]\naws_access_key_id = x\n'))).toBe('unsupported-profile')
    expect(copy('[profile a]\n[profile "b"]\n')).toBe('name-taken')
    expect(copy('[profile a]\n', {}, emptyDocument, 'x y')).toBe('invalid-input')
    expect(copy('[a]\n')).toBe('not-found')
  })

  test('copies the section that counts where a profile is there in two spellings', () => {
    const before = '[profile a]\nregion = r\n[profile "a"]\noutput = json\n'
    expect(copy(before)).toBe(`${before}\n[profile b]\noutput = json\n`)
  })
})
