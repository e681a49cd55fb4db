import { describe, expect, test } from 'vitest'
import type { ImportChoice } from '../../../../shared/contract.ts'
import type { SharedItem } from '../../../../shared/setup.ts'
import type { Result } from '../../../../shared/result.ts'
import { parse } from '../document/document.testing.ts'
import { importShared, readSharedText, writeSharedText } from './sharing.ts'

const corp =
  '[sso-session corp]\nsso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n'
const dev =
  '[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\n'
const setup = `${corp}\n${dev}`

/** The value, or the sentence that says why there is none. */
const valueOf = <T>(result: Result<T>): T | string => (result.ok ? result.value : result.error.message)

function items(text: string, config = '', credentials = ''): readonly SharedItem[] {
  const result = readSharedText(parse(config), parse(credentials), text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value.items
}

function added(text: string, choices: readonly string[], config = '', credentials = ''): string {
  const chosen = choices.map((choice): ImportChoice => {
    const [kind, name = '', as = name] = choice.split(' ')
    return { kind: kind === 'profile' ? 'profile' : 'session', name, as }
  })
  const result = importShared(parse(config), parse(credentials), text, chosen)
  return result.ok ? result.value.text : `${result.error.code}: ${result.error.message}`
}

describe('writeSharedText', () => {
  test('takes the sessions of the chosen profiles along, and nothing else', () => {
    const file = `# mine\n[sso-session other]\nsso_region = x\n${setup}[profile ops]\nsso_session = other\n`
    expect(valueOf(writeSharedText(parse(file), [], ['dev']))).toMatchObject({
      text: `# Shared from Lanyard. It holds no secret.\n${setup}`,
    })
  })

  test('leaves out every key that may not be shared, and its comments', () => {
    const keys =
      'credential_process = /bin/sh\nendpoint_url = https://x\ncli_pager = less\n# note\ns3 =\n  region = x\n'
    const shared = valueOf(writeSharedText(parse(corp + dev + keys), ['corp'], ['dev']))
    expect(shared).toMatchObject({ text: expect.stringMatching(/output = json\n$/) as unknown })
  })

  test('makes a link that carries the same text', () => {
    const shared = writeSharedText(parse(setup), ['corp'], [])
    if (!shared.ok) throw new Error(shared.error.message)
    const { text, link } = shared.value
    expect(link).toMatch(/^lanyard:\/\/import\?setup=[\w-]+$/)
    expect(items(link)).toEqual(items(text))
  })

  test.each([
    ['legacy', 'legacy has a start URL of its own: only profiles with a session can be shared.'],
    ['keys', 'keys does not use IAM Identity Center: only profiles with a session can be shared.'],
    ['role', 'role does not use IAM Identity Center: only profiles with a session can be shared.'],
    ['lost', 'The profile uses the session "gone", which is not in the config file.'],
    ['nobody', 'The config file has no profile nobody.'],
    ['named "x y"', 'The profile x y: Use letters, digits and _ - @ + . % : / only: AWS tools do not see other names.'],
  ])('refuses %s, by its name', (name, message) => {
    const file = `${corp}
[profile legacy]\nsso_start_url = https://x\nsso_region = us-east-1\nsso_account_id = 111111111111\nsso_role_name = R
[profile keys]\naws_access_key_id = AKIA\n
[profile role]\nrole_arn = arn:aws:iam::111111111111:role/x\nsso_session = corp\n
[profile lost]\nsso_session = gone\nsso_account_id = 111111111111\nsso_role_name = R
[profile "x y"]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R\n`
    expect(valueOf(writeSharedText(parse(file), [], [/"(.*)"/.exec(name)?.[1] ?? name]))).toBe(message)
  })

  test('refuses a session that is not there, one that is not whole, and nothing at all', () => {
    const file = parse('[sso-session corp]\nsso_region = eu-west-1\n')
    expect(valueOf(writeSharedText(file, ['x'], []))).toBe('The config file has no session x.')
    expect(valueOf(writeSharedText(file, ['corp'], []))).toBe('The session corp: It has no sso_start_url.')
    expect(valueOf(writeSharedText(file, [], []))).toBe('Nothing is chosen.')
  })

  test('says how much too large a set-up is', () => {
    const names = Array.from({ length: 60 }, (_, at) => `dev-${at}`)
    const file = parse(corp + names.map((name) => dev.replace('dev', name)).join(''))
    expect(valueOf(writeSharedText(file, [], names))).toBe(
      'These 61 sections make a link of 10,257 bytes. A set-up has at most 8,192 bytes.',
    )
    expect(writeSharedText(file, [], names.slice(0, 40)).ok).toBe(true)
  })
})

describe('readSharedText', () => {
  test('tells what would be added, and where one would sign in', () => {
    expect(items(setup)).toEqual([
      {
        kind: 'session',
        name: 'corp',
        settings: [
          ['sso_start_url', 'https://d-1234567890.awsapps.com/start'],
          ['sso_region', 'eu-west-1'],
          ['sso_registration_scopes', 'sso:account:access'],
        ],
        host: 'd-1234567890.awsapps.com',
        clash: 'none',
        freeName: 'corp',
        problem: null,
      },
      {
        kind: 'profile',
        name: 'dev',
        settings: [
          ['sso_session', 'corp'],
          ['sso_account_id', '111111111111'],
          ['sso_role_name', 'ReadOnly'],
          ['region', 'eu-west-1'],
          ['output', 'json'],
        ],
        host: null,
        clash: 'none',
        freeName: 'dev',
        problem: null,
      },
    ])
  })

  test('knows whether a profile would find its session', () => {
    expect(items(dev)[0]?.problem?.message).toMatch(
      /uses the session corp, which is neither in this set-up nor in your/,
    )
    expect(items(dev, corp)[0]?.problem).toBeNull()
    expect(items(corp.replace('https', 'http') + dev)[1]?.problem?.message).toMatch(/corp, which cannot be added/)
  })

  test('shows a host in another alphabet as what it is', () => {
    const [item] = items(corp.replace('d-1234567890.awsapps.com', 'xn--wsapps-3ve.com:8443'))
    expect(item?.host).toBe('xn--wsapps-3ve.com:8443')
  })

  test.each([
    ['nothing', '', '', ['none corp', 'none dev']],
    ['the same', setup, '', ['same corp-2', 'same dev-2']],
    [
      'the same portal and another order',
      setup.replace('/start\nsso_region = eu-west-1', '/start/#/\nsso_region: eu-west-1'),
      '',
      ['same corp-2', 'same dev-2'],
    ],
    ['the same and more', `${setup}cli_pager = less\n`, '', ['same corp-2', 'same dev-2']],
    [
      'the same, with the usual scope unsaid',
      setup.replace(/sso_registration_scopes.*\n/, ''),
      '',
      ['same corp-2', 'same dev-2'],
    ],
    ['other scopes', setup.replace('access\n', 'access,x:y\n'), '', ['taken corp-2', 'taken dev-2']],
    ['another session of the name', setup.replace('d-1234567890', 'd-2'), '', ['taken corp-2', 'taken dev-2']],
    ['another profile of the name', setup.replace('1111', '2222'), '', ['same corp-2', 'taken dev-2']],
    ['the next name as well', `${setup.replace('1111', '2222')}[profile dev-2]\n`, '', ['same corp-2', 'taken dev-3']],
    ['keys of the name in the credentials file', '', '[dev]\naws_access_key_id = AKIA\n', ['none corp', 'taken dev-2']],
    ['keys beside the same profile', setup, '[dev]\naws_access_key_id = AKIA\n', ['same corp-2', 'taken dev-2']],
    [
      'a profile that only JavaScript sees',
      '[default]\nregion = x\n  [profile dev]\n  output = text\n',
      '',
      ['none corp', 'taken dev-2'],
    ],
  ])('compares with what is there: %s', (_, config, credentials, expected) => {
    const clashes = items(setup, config, credentials).map(({ clash, freeName }) => `${clash} ${freeName}`)
    expect(clashes).toEqual(expected)
  })

  test('suggests no name that the set-up itself brings', () => {
    const other = setup.replace('1111', '2222')
    const text = `${setup}${dev.replace('dev', 'dev-2')}`
    expect(items(text, other).map(({ freeName }) => freeName)).toEqual(['corp-2', 'dev-3', 'dev-2'])
  })
})

describe('importShared', () => {
  test('adds what is chosen, at the end of the file', () => {
    expect(added(setup, ['session corp'], '# mine\n')).toBe(`# mine\n\n${corp}`)
    expect(added(setup, ['session corp', 'profile dev'])).toBe(setup)
  })

  test('gives the names that were asked for, which profiles follow', () => {
    const other = setup.replace('d-1234567890', 'd-2')
    const text = added(setup, ['session corp acme', 'profile dev acme-dev'], other)
    expect(text).toBe(`${other}\n${setup.replaceAll('corp', 'acme').replace('dev', 'acme-dev')}`)
  })

  test('lets profiles use the session that is there already', () => {
    expect(added(setup, ['session corp', 'profile dev'], corp)).toBe(setup)
    expect(added(setup, ['profile dev'], corp)).toBe(setup)
    expect(added(dev, ['profile dev'], corp)).toBe(setup)
  })

  test('adds nothing where all of it is there already', () => {
    expect(added(setup, ['session corp other', 'profile dev other'], setup)).toBe(setup)
  })

  test('never leads a profile to another session of the same name', () => {
    const other = corp.replace('d-1234567890', 'd-2')
    expect(added(setup, ['profile dev'], other)).toBe(
      'not-found: The profile dev needs the session corp of this set-up.',
    )
    expect(added(setup, ['profile dev'])).toMatch(/^not-found/)
  })

  test.each([
    ['session corp', corp.replace('eu', 'us'), '', 'name-taken: There is already a session corp.'],
    ['session corp', '[sso-session "corp"]\n', '', 'name-taken: There is already a session corp.'],
    ['session corp other', '[sso-session other]\n', '', 'name-taken: There is already a session other.'],
    ['profile dev', `${corp}[profile dev]\n`, '', 'name-taken: There is already a profile dev.'],
    ['profile dev', corp, '[dev]\n', 'name-taken: There is already a profile dev.'],
  ])('overwrites nothing: %s into %j and %j', (choice, config, credentials, answer) => {
    expect(added(setup, [choice], config, credentials)).toBe(answer)
  })

  test('adds all or nothing', () => {
    expect(added(setup, ['session corp', 'profile dev'], '[profile dev]\n')).toMatch(/^name-taken/)
    expect(added(setup, ['session corp', 'session corp more'])).toBe('invalid-input: The session corp is chosen twice.')
    expect(added(setup, ['session corp', 'profile x'])).toBe('not-found: The set-up has no profile x.')
    expect(added(setup, ['session corp', 'profile dev a b'.replace('a b', '-rf')])).toMatch(/^invalid-input/)
    expect(added(corp.replace('https', 'http'), ['session corp'])).toMatch(/^invalid-input: The session corp/)
    expect(added(`${setup}ca_bundle = x\n`, ['session corp'])).toMatch(/^invalid-input: Line 12 has ca_bundle/)
  })

  test('takes the default profile for what it is', () => {
    const text = corp + dev.replace('profile dev', 'default')
    expect(added(text, ['session corp', 'profile default'])).toContain('\n[default]\nsso_session = corp\n')
    expect(added(text, ['session corp', 'profile default'], '[profile default]\n')).toMatch(/^name-taken/)
  })
})
