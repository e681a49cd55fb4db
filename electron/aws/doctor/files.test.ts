import { describe, expect, test } from 'vitest'
import type { Client } from '../../../shared/doctor.ts'
import { documentBytes, emptyDocument, parseDocument } from '../config/document/document.ts'
import { parse } from '../config/document/document.testing.ts'
import { createProfiles } from '../config/profiles.ts'
import { createSession } from '../config/sessions.ts'
import { diagnoseTexts, whomTroubles } from './doctor.testing.ts'
import { mendDocument } from './mend.ts'

/** Without what nearly every file has, for users of old programs. */
const diagnose = (...files: Parameters<typeof diagnoseTexts>) =>
  diagnoseTexts(...files)
    .map(({ finding }) => finding)
    .filter(({ rule }) => rule !== 'session-alone')

/** What a finding says to users of `client`. */
function effect(finding: ReturnType<typeof diagnose>[number] | undefined, client: Client): string | undefined {
  return finding?.effects.find(({ clients }) => clients.includes(client))?.text
}

const url = 'https://d-1234567890.awsapps.com/start'

describe('a healthy file has no finding', () => {
  test('as `aws configure sso` writes it', () => {
    // AWS CLI 2.36.7, for a new session; and the default profile with keys.
    const config = `[default]
region = eu-west-1
output = json
[profile ReadOnly-012345678901]
sso_session = corp
sso_account_id = 012345678901
sso_role_name = ReadOnly
region = us-east-1
output = json
[sso-session corp]
sso_start_url = ${url}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`
    expect(diagnose(config, '[default]\naws_access_key_id = AKIA\naws_secret_access_key = x\n')).toEqual([])
  })

  test('as Lanyard writes it', () => {
    const session = { name: 'corp', startUrl: url, region: 'us-east-1', scopes: [] }
    const profile = { session: 'corp', accountId: '012345678901', roleName: 'Admin', region: 'us-east-1', output: null }
    const first = createSession(emptyDocument, session)
    const second = first.ok
      ? createProfiles(
          first.value,
          emptyDocument,
          ['a', 'b'].map((name) => ({ ...profile, name })),
        )
      : first
    expect(second.ok && diagnose(documentBytes(second.value))).toEqual([])
  })

  test('with comments, nested blocks, other sections, roles, and Windows line ends', () => {
    const config = `# mine\n[profile a]\n# work\nregion = us-east-1\ns3 =\n# faster\n  addressing_style = path\n\n[plugins]\ncli = x\n
[profile b]\nrole_arn = arn:aws:iam::012345678901:role/x\nsource_profile = a\n[profile c]\ncredential_process = "/opt/x y"\n
[services local]\ns3 =\n  endpoint_url = http://localhost:4566\n[profile e]\nservices = local\nregion = eu-west-1\n`
    expect(diagnose(config)).toEqual([])
    expect(diagnose(config.replaceAll('\n', '\r\n'))).toEqual([])
  })

  test('when there is none', () => {
    expect(diagnose('')).toEqual([])
  })
})

describe('the credentials file', () => {
  const sso = `[profile a]\nsso_session = corp\nsso_account_id = 012345678901\nsso_role_name = Admin\nregion = us-east-1
[sso-session corp]\nsso_start_url = ${url}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n`

  test('that has keys for a profile of a session leaves the clients apart', () => {
    const found = diagnose(sso, '[a]\naws_access_key_id = AKIA\naws_secret_access_key = hidden\n')
    expect(found.map(({ id }) => id)).toEqual(['keys-beside-sso profile:a'])
    expect(effect(found[0], 'AWS CLI v2')).toContain('sign in by IAM Identity Center')
    expect(effect(found[0], 'JavaScript SDK')).toContain('uses the access keys')
    expect(found[0]!.places.map(({ path, text }) => [path, text])).toEqual([
      ['~/.aws/credentials', 'aws_access_key_id = AKIA'],
      ['~/.aws/credentials', 'aws_secret_access_key = ********'],
      ['~/.aws/config', 'sso_session = corp'],
    ])
  })

  test('that says something else than the config file wins', () => {
    const found = diagnose(sso, '[a]\nregion = eu-west-1\n')
    expect(found.map((each) => [each.id, each.fix, whomTroubles(each)])).toEqual([
      ['shadowed-profile profile:a', null, 'v1 v2 js'],
    ])
    expect(found[0]!.places.map(({ path, line }) => [path, line])).toEqual([
      ['~/.aws/config', 5],
      ['~/.aws/credentials', 2],
    ])
  })

  test('that says the same is no trouble', () => {
    expect(diagnose(sso, '[a]\nregion = us-east-1\n')).toEqual([])
  })

  test('that has sections of the config file is told so, and nothing else of them', () => {
    const found = diagnose(
      '',
      '[profile a]\nsso_session = corp\n[sso-session corp]\nsso_region = us-east-1\n[default]\n',
    )
    expect(found.map(({ id, places }) => [id, places[0]!.path, places[0]!.line])).toEqual([
      ['config-section-in-credentials profile:a', '~/.aws/credentials', 1],
      ['config-section-in-credentials sso-session:corp', '~/.aws/credentials', 3],
    ])
    expect(effect(found[0], 'AWS CLI v2')).toContain('"profile a"')
  })

  test('that AWS tools refuse is for a person to mend, since Lanyard does not write it', () => {
    const found = diagnose('', '[a]\naws_secret_access_key = x\naws_secret_access_key = x\nstray secret\n')
    expect(found.map(({ id, fix }) => [id, fix])).toEqual([
      ['repeated-key credentials profile:a aws_secret_access_key', null],
      ['stray-line credentials profile:a', null],
    ])
    expect(JSON.stringify(found)).not.toContain('= x')
  })
})

test('characters in Latin-1 become UTF-8, and nothing else changes', () => {
  const config = Buffer.from('# caf\xe9\r\n[profile a]\r\nk = \xfcber\r\nregion = us-east-1', 'latin1')
  const found = diagnose(config)
  expect(found.map(({ id, places }) => [id, places.map(({ line }) => line)])).toEqual([['not-utf8 file', [1, 3]]])
  const mended = mendDocument(parseDocument(config), emptyDocument, ['not-utf8 file'])
  expect(mended.ok && Buffer.from(documentBytes(mended.value)).toString()).toBe(
    '# café\r\n[profile a]\r\nk = über\r\nregion = us-east-1',
  )
})

test('characters that may be of any encoding are for a person', () => {
  const found = diagnose(Buffer.from('# \x93quoted\x94\n[profile a]\nregion = us-east-1\n', 'latin1'))
  expect(found.map(({ id, fix }) => [id, fix])).toEqual([['not-utf8 file', null]])
})

test('errors come first, and then by line', () => {
  const found = diagnose(`[profile a]\noutput: json\nsso_start_url = ${url}\nsso_region = us-east-1\nstray\n`)
  expect(found.map(({ severity, places }) => [severity, places[0]!.line])).toEqual([
    ['error', 2],
    ['error', 5],
    ['note', 1],
    ['note', 3],
  ])
})

test('two findings never share an id', () => {
  const found = diagnose('[profile a]\nstray\nstray\nstray\n')
  expect(found.map(({ id }) => id)).toEqual([
    'stray-line profile:a',
    'stray-line profile:a (2)',
    'stray-line profile:a (3)',
  ])
})

test('a region of services that have none is one', () => {
  expect(diagnose('[profile a]\nregion = aws-global\n[profile b]\nregion = aws-us-gov-global\n')).toEqual([])
})

describe('mending', () => {
  const config = parse('[profile a]\noutput: json\nRegion = us-east-1\nsso_session = x\n')

  test('of what is not there any more is refused', () => {
    expect(mendDocument(config, emptyDocument, ['colon profile:b output'])).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    })
  })

  test('of what a person has to decide is refused, with all the rest', () => {
    const refused = mendDocument(config, emptyDocument, ['colon profile:a output', 'unknown-session profile:a'])
    expect(refused).toMatchObject({ ok: false, error: { code: 'config-broken' } })
  })

  test('leaves aside what is solved already', () => {
    const mended = mendDocument(config, emptyDocument, ['colon profile:a output', 'colon profile:b output'])
    expect(mended.ok && mended.value.text).toContain('output = json\nRegion')
  })

  test('finds its way through findings that are in the way of others', () => {
    const file = '[profile a]\nregion = us-east-1\n  [profile b]\n  region = us-east-1\n[profile a]\noutput = json\n'
    const ids = diagnose(file).map(({ id }) => id)
    expect(ids).toEqual(['repeated-section profile:a', 'swallowed-header profile:a region'])
    const mended = mendDocument(parse(file), emptyDocument, ids)
    expect(mended.ok && mended.value.text).toBe(
      '[profile a]\nregion = us-east-1\noutput = json\n[profile b]\nregion = us-east-1\n',
    )
  })

  test('moves thousands of profiles to a session at once', () => {
    const legacy = (n: number): string =>
      `[profile p${n}]\nsso_start_url = ${url}\nsso_region = us-east-1\nsso_account_id = 012345678901\nsso_role_name = A\nregion = us-east-1\n`
    const file = Array.from({ length: 3000 }, (_, n) => legacy(n)).join('')
    const found = diagnose(file)
    expect(found.map(({ fix }) => fix?.label)).toEqual(['Move all 3000 to a new session d-1234567890'])
    const mended = mendDocument(parse(file), emptyDocument, [found[0]!.id])
    expect(mended.ok && diagnose(documentBytes(mended.value))).toEqual([])
  })
})
