import { describe, expect, test } from 'vitest'
import type { SessionDraft } from '../../../shared/contract.ts'
import type { Result } from '../../../shared/result.ts'
import { emptyDocument, parseDocument, type Document } from './document.ts'
import { createSession, listSessions, removeSession, updateSession } from './sessions.ts'

const parse = (text: string): Document => parseDocument(Buffer.from(text))

/** The text of a document that an edit gave, or the code of the problem. */
const textOf = (result: Result<Document>): string => (result.ok ? result.value.text : result.error.code)

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
    expect(textOf(createSession(emptyDocument, draft))).toBe(written)
    expect(textOf(createSession(emptyDocument, { ...draft, scopes: ['a:b', 'c:d'] }))).toContain('scopes = a:b,c:d\n')
  })

  test.each(['[sso-session corp]', '[sso-session "corp"]', '[sso-session.corp]'])('does not repeat %s', (header) => {
    expect(textOf(createSession(parse(`${header}\n`), draft))).toBe('name-taken')
  })

  test('does not mind a profile of the same name', () => {
    expect(textOf(createSession(parse('[profile corp]\n\n'), draft))).toBe(`[profile corp]\n\n${written}`)
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
    expect(textOf(createSession(emptyDocument, { ...draft, startUrl }))).toContain(`= ${startUrl}\n`)
  })
})

describe('updateSession', () => {
  test('changes the values that differ, and no other byte', () => {
    const before = `# mine\r\n${written.replaceAll('\n', '\r\n')}# end`
    expect(
      textOf(updateSession(parse(before), { ...draft, region: 'eu-west-1', scopes: ['sso:account:access'] })),
    ).toBe(before.replace('us-east-1', 'eu-west-1'))
  })

  test('keeps scopes as they are written where they say the same', () => {
    const before =
      '[sso-session corp]\nsso_start_url=https://d-1.awsapps.com/start\nsso_region=us-east-1\nsso_registration_scopes= a:b , c:d\n'
    expect(textOf(updateSession(parse(before), { ...draft, scopes: ['a:b', 'c:d'] }))).toBe(before)
  })

  test('names scopes only where the file or the draft does', () => {
    const bare = '[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n'
    expect(textOf(updateSession(parse(bare), draft))).toBe(bare)
    expect(textOf(updateSession(parse(written.replace('sso:account:access', 'x:y')), draft))).toBe(written)
  })

  test('does not know a session that is not there', () => {
    expect(textOf(updateSession(parse('[profile corp]'), draft))).toBe('not-found')
  })
})

describe('removeSession', () => {
  test('removes the section', () => {
    expect(textOf(removeSession(parse(`[profile a]\n\n${written}`), 'corp', false))).toBe('[profile a]\n')
  })

  test('is refused while profiles use it, and names them', () => {
    const users = Array.from({ length: 6 }, (_, at) => `[profile p${at}]\nsso_session = corp\n`).join('')
    const refused = removeSession(parse(written + users), 'corp', false)
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'in-use', message: 'corp is used by p0, p1, p2, p3 and 2 more.' },
    })
    expect(textOf(removeSession(parse(`${written}[profile a]\nsso_session = other\n`), 'corp', false))).not.toBe(
      'in-use',
    )
  })

  test('does not know a session that is not there', () => {
    expect(textOf(removeSession(emptyDocument, 'corp', false))).toBe('not-found')
  })
})
