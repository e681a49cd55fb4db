import { describe, expect, test } from 'vitest'
import type { SessionDraft } from '../../../shared/contract.ts'
import { emptyDocument } from './document/document.ts'
import { parse, textOrCode } from './document/document.testing.ts'
import { createSession, listSessions, removeSession, updateSession } from './sessions.ts'

const draft: SessionDraft = { name: 'corp', startUrl: 'https://d-1.awsapps.com/start', region: 'us-east-1', scopes: [] }
const written =
  '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n'

describe('listSessions', () => {
  test('gives the sessions of the file in its order', () => {
    expect(listSessions(parse(`[sso-session b]\nsso_region = r\n\n${written}[profile corp]\n`))).toEqual([
      {
        name: 'b',
        startUrl: null,
        region: 'r',
        scopes: [],
        problem: expect.objectContaining({ message: 'The session b has no sso_start_url.' }) as unknown,
      },
      { ...draft, scopes: ['sso:account:access'], problem: null },
    ])
  })

  test('splits scopes as botocore does', () => {
    const [session] = listSessions(parse('[sso-session a]\nsso_registration_scopes = a:b , c:d,,\n'))
    expect(session?.scopes).toEqual(['a:b', 'c:d'])
  })

  test('says what a session lacks, and how to mend it', () => {
    expect(listSessions(parse('[sso-session a]\nsso_start_url =\n'))[0]?.problem).toEqual({
      code: 'misconfigured',
      message: 'The session a has no sso_start_url and no sso_region.',
      fix: 'Edit the session.',
      remedy: { kind: 'edit-session', session: 'a' },
    })
  })

  test('takes no start URL but an https one', () => {
    const problemOf = (startUrl: string) =>
      listSessions(parse(written.replace(draft.startUrl, startUrl)))[0]?.problem ?? null
    expect(problemOf('https://sso.example.com/#/')).toBeNull()
    for (const startUrl of ['http://d-1.awsapps.com/start', 'd-1.awsapps.com/start', 'ftp://x']) {
      expect(problemOf(startUrl)).toMatchObject({
        code: 'misconfigured',
        message: 'The start URL of corp does not begin with https://.',
      })
    }
  })
})

describe('createSession', () => {
  test('writes what `aws configure sso-session` writes', () => {
    expect(textOrCode(createSession(emptyDocument, draft))).toBe(written)
    expect(textOrCode(createSession(emptyDocument, { ...draft, scopes: ['a:b', 'c:d'] }))).toContain(
      'scopes = a:b,c:d\n',
    )
  })

  test.each(['[sso-session corp]', '[sso-session "corp"]', '[sso-session.corp]'])('does not repeat %s', (header) => {
    expect(textOrCode(createSession(parse(`${header}\n`), draft))).toBe('name-taken')
  })

  test('does not mind a profile of the same name', () => {
    expect(textOrCode(createSession(parse('[profile corp]\n\n'), draft))).toBe(`[profile corp]\n\n${written}`)
  })

  test.each([
    ['name', { name: 'x y' }],
    ['name', { name: '__proto__' }],
    ['startUrl', { startUrl: 'https://x #y' }],
    ['region', { region: 'us-east-1\n[profile x]' }],
    ['scopes', { scopes: ['a\rb'] }],
  ])('refuses a %s that would be misread: %j', (field, change) => {
    const refused = createSession(emptyDocument, { ...draft, ...change })
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-input', field } })
  })

  test('keeps a "#" that is part of an address', () => {
    const startUrl = 'https://d-1.awsapps.com/start/#/'
    expect(textOrCode(createSession(emptyDocument, { ...draft, startUrl }))).toContain(`= ${startUrl}\n`)
  })
})

describe('updateSession', () => {
  test('changes the values that differ, and no other byte', () => {
    const before = `# mine\r\n${written.replaceAll('\n', '\r\n')}# end`
    expect(
      textOrCode(updateSession(parse(before), { ...draft, region: 'eu-west-1', scopes: ['sso:account:access'] })),
    ).toBe(before.replace('us-east-1', 'eu-west-1'))
  })

  test('keeps scopes as they are written where they say the same', () => {
    const before =
      '[sso-session corp]\nsso_start_url=https://d-1.awsapps.com/start\nsso_region=us-east-1\nsso_registration_scopes= a:b , c:d\n'
    expect(textOrCode(updateSession(parse(before), { ...draft, scopes: ['a:b', 'c:d'] }))).toBe(before)
  })

  test('names scopes only where the file or the draft does', () => {
    const bare = '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n'
    expect(textOrCode(updateSession(parse(bare), draft))).toBe(bare)
    expect(textOrCode(updateSession(parse(written.replace('sso:account:access', 'x:y')), draft))).toBe(written)
  })

  test('does not know a session that is not there', () => {
    expect(textOrCode(updateSession(parse('[profile corp]'), draft))).toBe('not-found')
  })
})

describe('removeSession', () => {
  test('removes the section', () => {
    expect(textOrCode(removeSession(parse(`[profile a]\n\n${written}`), emptyDocument, 'corp', false))).toBe(
      '[profile a]\n',
    )
  })

  test('is refused while profiles use it, and names them', () => {
    const users = Array.from({ length: 6 }, (_, at) => `[profile p${at}]\nsso_session = corp\n`).join('')
    const refused = removeSession(parse(written + users), emptyDocument, 'corp', false)
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'in-use', message: 'corp is used by p0, p1, p2 and 3 more.' },
    })
    expect(
      textOrCode(removeSession(parse(`${written}[profile a]\nsso_session = other\n`), emptyDocument, 'corp', false)),
    ).not.toBe('in-use')
  })

  test('removes the profiles that use it too, when they are to go with it', () => {
    const user = '[profile p]\nsso_session = corp\n'
    const before = `[x]\n\n${written}\n# of p\n${user}\n[profile q]\nsso_session = other\n\n[profile "p 2"]\nsso_session=corp\n`
    expect(textOrCode(removeSession(parse(before), emptyDocument, 'corp', true))).toBe(
      '[x]\n\n[profile q]\nsso_session = other\n',
    )
    expect(textOrCode(removeSession(parse(`[x]\n\n${user}\n${written}`), emptyDocument, 'corp', true))).toBe('[x]\n')
  })

  test.each([
    ['', '[r]\nsource_profile = p\n', 'p is the source_profile of r, which would stay.'],
    ['[profile r]\nsource_profile = p\n', '', 'p is the source_profile of r, which would stay.'],
    ['', '[k]\nsso_session = corp\n', 'corp is used by k in the credentials file, which Lanyard does not change.'],
    ['[DEFAULT]\nsso_session = corp\n', '', 'corp is used by every profile, since [DEFAULT] names it.'],
    ['[profile c]\nsso_session = corp # x\n', '', 'corp is used by c, on a line that only some AWS tools read so.'],
  ])('does not take along what others need, or what cannot go: %j %j', (more, credentials, message) => {
    const config = parse(`${written}[profile p]\nsso_session = corp\n${more}`)
    expect(removeSession(config, parse(credentials), 'corp', true)).toMatchObject({
      error: { code: 'in-use', message },
    })
  })

  test('takes a profile along that assumes a role from another one that goes', () => {
    const config = parse(
      `${written}[profile p]\nsso_session = corp\n[profile r]\nsso_session = corp\nsource_profile = p\n`,
    )
    expect(textOrCode(removeSession(config, emptyDocument, 'corp', true))).toBe('')
  })

  test('is refused while the credentials file uses it', () => {
    expect(textOrCode(removeSession(parse(written), parse('[k]\nsso_session = corp\n'), 'corp', false))).toBe('in-use')
  })

  test('does not know a session that is not there', () => {
    expect(textOrCode(removeSession(emptyDocument, emptyDocument, 'corp', false))).toBe('not-found')
  })
})
