import { describe, expect, test } from 'vitest'
import { emptyDocument } from './document/document.ts'
import { parse } from './document/document.testing.ts'
import { listProfiles, profileSettings } from './profiles.ts'

const corp = '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = eu-central-1\n'

describe('listProfiles', () => {
  const list = (config: string, credentials = '') => listProfiles(parse(config), parse(credentials))

  test('gives the profiles of the config file in its order, then those of the credentials file alone', () => {
    const names = list('[profile b]\n[default]\n[sso-session s]\n[profile a]', '[a]\n[c]\n[DEFAULT]\n[profile b]')
    expect(names.map(({ name }) => name)).toEqual(['b', 'default', 'a', 'c', 'profile b'])
  })

  test('shows what a profile says', () => {
    const config = `${corp}[profile a]\nsso_session=corp\nsso_account_id=111111111111\nsso_role_name=Admin\nregion=us-east-1\noutput=json\n`
    expect(list(config)).toEqual([
      {
        name: 'a',
        kind: 'sso',
        source: { kind: 'session', session: 'corp', accountId: '111111111111', roleName: 'Admin' },
        session: 'corp',
        accountId: '111111111111',
        roleName: 'Admin',
        region: 'us-east-1',
        output: 'json',
        problem: null,
      },
    ])
  })

  test.each([
    ['sso', 'sso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R'],
    [
      'legacy-sso',
      'sso_start_url = https://x\nsso_region = us-east-1\nsso_account_id = 111111111111\nsso_role_name = R',
    ],
    ['other', 'region = us-east-1'],
    ['other', 'sso_region = us-east-1'],
    ['other', 'aws_access_key_id = AKIA\naws_secret_access_key = x'],
    ['other', 'credential_process = /bin/x'],
    ['other', 'role_arn = arn:aws:iam::1:role/x\ncredential_source = Environment\nsso_session = corp'],
  ])('calls it %s: %j', (kind, settings) => {
    expect(list(`${corp}[profile a]\n${settings}\n`)).toMatchObject([{ kind, problem: null }])
  })

  test('has a problem where it stands on nothing', () => {
    const [profile] = list('[profile a]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = gone\n')
    expect(profile?.problem).toMatchObject({
      code: 'misconfigured',
      message: 'The source_profile gone of a is not there.',
    })
  })

  test.each([
    [
      'an unknown session',
      'sso_session = gone\nsso_account_id = 111111111111\nsso_role_name = R',
      '"gone", which is not in',
    ],
    ['an empty session', 'sso_session =\nsso_account_id = 111111111111\nsso_role_name = R', 'uses the session ""'],
    ['no account', 'sso_session = corp\nsso_role_name = R', 'has no sso_account_id.'],
    ['nothing but a session', 'sso_session = corp', 'has no sso_account_id and no sso_role_name.'],
    [
      'another region than its session',
      'sso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R\nsso_region = us-east-1',
      'do not have the same sso_region: us-east-1 and eu-central-1.',
    ],
    [
      'another command than its session, which it does not tell',
      'sso_session = hush\nsso_account_id = 111111111111\nsso_role_name = R\ncredential_process = /bin/x --token one\n' +
        '[sso-session hush]\nsso_start_url = https://x\nsso_region = us-east-1\ncredential_process = /bin/x --token two',
      'do not have the same credential_process.',
    ],
    [
      'a start URL without a region',
      'sso_start_url = https://x\nsso_account_id = 111111111111\nsso_role_name = R',
      'no sso_region.',
    ],
    ['a role without anything else', 'sso_role_name = R', 'no sso_account_id and no sso_start_url and no sso_region.'],
  ])('says what is wrong with %s', (_, settings, message) => {
    const [profile] = list(`${corp}[profile a]\n${settings}\n`)
    expect(profile?.problem).toMatchObject({ code: 'misconfigured', remedy: { kind: 'edit-profile', profile: 'a' } })
    expect(profile?.problem?.message).toContain(message)
  })

  test('says so where the account number lost a digit', () => {
    const [profile] = list(`${corp}[profile a]\nsso_session=corp\nsso_account_id=58264527036\nsso_role_name=Admin\n`)
    expect(profile?.problem).toMatchObject({ code: 'misconfigured', message: expect.stringContaining('58264527036') })
    expect(profile?.problem?.message).toContain('12 digits')
  })

  test('points to the session where that is what is broken', () => {
    const [profile] = list(
      '[sso-session s]\nsso_region = r\n[profile a]\nsso_session = s\nsso_account_id = 111111111111\nsso_role_name = R',
    )
    expect(profile?.problem).toMatchObject({
      message: 'Its session s has no sso_start_url.',
      remedy: { kind: 'edit-session', session: 's' },
    })
  })

  test('takes each key from the credentials file first', () => {
    const config = '[profile a]\nregion = us-east-1\noutput = json\n'
    expect(list(config, '[a]\nregion = eu-west-1\naws_access_key_id = AKIA\n')).toMatchObject([
      { name: 'a', kind: 'other', region: 'eu-west-1', output: 'json' },
    ])
  })

  test('shows a profile that static keys shadow', () => {
    const config = `${corp}[profile a]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R\n`
    expect(list(config, '[a]\naws_access_key_id = AKIA\naws_secret_access_key = x\n')).toMatchObject([{ kind: 'sso' }])
  })

  test('shows nothing for a value that is a nested block', () => {
    expect(list('[profile a]\nregion =\n  a = b\n')).toMatchObject([{ region: null }])
  })

  test('holds no secret', () => {
    const credentials = '[a]\naws_secret_access_key = hunter2\naws_session_token = hunter3\n'
    expect(JSON.stringify(list('[profile a]\ncredential_process = /bin/x hunter4\n', credentials))).not.toContain(
      'hunter',
    )
  })
})

describe('profileSettings', () => {
  test('merges both files as botocore does, with nested blocks flattened', () => {
    const config = parse('[DEFAULT]\nx = 0\n[profile a]\nregion = r\ns3 =\n  addressing_style = path\n')
    expect(profileSettings(config, parse('[a]\nregion = q\n'), 'a')).toEqual({
      x: '0',
      region: 'q',
      's3.addressing_style': 'path',
    })
  })

  test('is null for a profile that is nowhere', () => {
    expect(profileSettings(parse('[a]'), parse('[DEFAULT]\nx = 0'), 'a')).toBeNull()
    expect(profileSettings(emptyDocument, parse('[DEFAULT]\nx = 0'), 'DEFAULT')).toBeNull()
  })
})

describe('a section that another program has marked as its own', () => {
  const teleport = '; Do not edit. Section managed by Teleport (AWS Identity Center integration).\n'

  test.each([
    ['Teleport', `${teleport}[profile a]\nregion = r\n`],
    ['Teleport', `${teleport}\n# more\n[profile a]\n`],
    ['aws-sso-cli', `# BEGIN_AWS_SSO_CLI\n\n[profile b]\n\n[profile a]\nregion = r\n# END_AWS_SSO_CLI\n[profile c]\n`],
    ['Granted', '[profile a]\ngranted_generated_from = aws-sso\n'],
    ['Granted', '[profile a]\ncommon_fate_generated_from = aws-sso\n'],
    ['aws-sso-util', '[profile a]\nsso_auto_populated = true\n'],
  ])('is known as one of %s: %j', (owner, file) => {
    expect(listProfiles(parse(file), emptyDocument).find(({ name }) => name === 'a')).toMatchObject({
      managedBy: owner,
    })
  })

  test.each([
    `${teleport}[profile b]\n[profile a]\n`,
    '# BEGIN_AWS_SSO_CLI\n[profile b]\n# END_AWS_SSO_CLI\n[profile a]\n',
    '# I like Teleport\n[profile a]\nregion = sso_auto_populated\n',
  ])('is no other: %j', (file) => {
    const profile = listProfiles(parse(file), emptyDocument).find(({ name }) => name === 'a')
    expect(profile).not.toHaveProperty('managedBy')
  })
})
