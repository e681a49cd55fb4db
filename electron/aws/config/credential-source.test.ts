import { describe, expect, test } from 'vitest'
import { brokenReason, sourceInWords } from '../../../shared/credential-source.ts'
import { credentialSource } from './credential-source.ts'
import { parseDocument } from './document/document.ts'

const read = (text: string) => parseDocument(Buffer.from(text))
const sourceOf = (config: string, credentials = '', name = 'a') =>
  credentialSource({ config: read(config), credentials: read(credentials) }, name)
const words = (config: string, credentials = '') =>
  sourceInWords(sourceOf(config, credentials), (id) => (id === '111111111111' ? 'Staging' : null))

const session = '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n'
const admin = `[profile base]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = AdministratorAccess\n`
const role = (source: string, name = 'a') =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::222222222222:role/team/Deploy\n${source}\n`

test('a chain reads from its first credentials to who one works as', () => {
  expect(words(session + admin + role('source_profile = base'))).toBe(
    'AdministratorAccess in Staging → Deploy in 222222222222',
  )
  const three = session + admin + role('source_profile = base', 'b') + role('source_profile = b')
  expect(words(three)).toBe('AdministratorAccess in Staging → Deploy in 222222222222 → Deploy in 222222222222')
})

test('a role tells all that it is assumed with', () => {
  const more = 'external_id = x-1\nmfa_serial = arn:aws:iam::1:mfa/me\nduration_seconds = 900\nrole_session_name = me'
  expect(sourceOf(role(`credential_source = Ec2InstanceMetadata\n${more}`))).toEqual({
    kind: 'role',
    roleArn: 'arn:aws:iam::222222222222:role/team/Deploy',
    accountId: '222222222222',
    roleName: 'Deploy',
    externalId: 'x-1',
    mfaSerial: 'arn:aws:iam::1:mfa/me',
    duration: 900,
    roleSessionName: 'me',
    profile: null,
    source: { kind: 'instance' },
  })
})

test.each([
  [
    'its own start URL',
    '[profile a]\nsso_start_url = https://x\nsso_region = r\nsso_account_id = 1\nsso_role_name = R',
    'R in 1',
  ],
  [
    'aws login',
    '[profile a]\nlogin_session = arn:aws:iam::1:user/me',
    'Console sign-in by aws login (arn:aws:iam::1:user/me)',
  ],
  ['a command', '[profile a]\ncredential_process = /bin/secret-tool', 'A command (credential_process)'],
  [
    'keys',
    '[profile a]\naws_access_key_id = AKIAEXAMPLE1234\naws_secret_access_key = x',
    'Access key …1234 in the config file',
  ],
  ['a web identity', role('web_identity_token_file = /t'), 'Web identity → Deploy in 222222222222'],
  ['nothing', '[profile a]\nregion = us-east-1', 'No credentials of its own'],
  [
    'keys under its own role',
    `${role('source_profile = a')}aws_access_key_id = AKIA9999\naws_secret_access_key = x`,
    'Access key …9999 in the config file → Deploy in 222222222222',
  ],
])('a profile with %s says so', (_, config, expected) => {
  expect(words(config)).toBe(expected)
})

test('what stands first in the order of botocore counts', () => {
  const keys = '[a]\naws_access_key_id = AKIA5678\naws_secret_access_key = x\n'
  const process = 'credential_process = tool\n'
  expect(words(`[profile a]\n${process}login_session = s`, keys)).toBe('Access key …5678 in the credentials file')
  expect(words(`[profile a]\n${process}login_session = s`)).toContain('aws login')
  expect(words(`${session}${admin.replace('base', 'a')}${process}`, keys)).toBe('AdministratorAccess in Staging')
  expect(words(`[profile a]\nsso_session = corp\nlogin_session = s\n${session}`)).toContain('aws login')
})

describe('what botocore refuses has a reason', () => {
  test.each([
    ['a source that is not there', role('source_profile = gone'), 'The source_profile gone of a is not there.'],
    ['a role on nothing', role(''), 'a has no source_profile and no credential_source to assume its role with.'],
    [
      'two sources',
      role('source_profile = b\ncredential_source = Environment'),
      'a has both source_profile and credential_source.',
    ],
    [
      'an unknown source',
      role('credential_source = Nowhere'),
      'a has the credential_source Nowhere, which AWS tools do not know.',
    ],
    ['itself, without keys', role('source_profile = a'), 'The source_profile of a leads round in a circle: a → a.'],
    [
      'a circle',
      role('source_profile = b') + role('source_profile = a', 'b'),
      'The source_profile of b leads round in a circle: a → b → a.',
    ],
    [
      'a source without credentials',
      `${role('source_profile = b')}[profile b]\nregion = r`,
      'The source_profile b of a has no credentials.',
    ],
    [
      'half a key',
      '[profile a]\naws_access_key_id = AKIA1',
      'a has an aws_access_key_id, but no aws_secret_access_key.',
    ],
    ['an unknown session', admin.replace('base', 'a'), 'a uses the session corp, which is not in the config file.'],
  ])('%s', (_, config, reason) => {
    expect(brokenReason(sourceOf(config))).toBe(reason)
  })
})

test('no secret, no command and no whole key is in it', () => {
  const config = `${role('source_profile = b')}[profile b]\naws_access_key_id = AKIAWHOLEKEY1234\naws_secret_access_key = hidden\naws_session_token = hidden\n`
  const said = JSON.stringify([sourceOf(config), sourceOf('[profile a]\ncredential_process = tool hidden')])
  expect(said).not.toContain('hidden')
  expect(said).not.toContain('AKIAWHOLE')
})
