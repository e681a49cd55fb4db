import { describe, expect, test } from 'vitest'
import {
  accountName,
  isAssigned,
  profileCondition,
  profileSource,
  sessionCondition,
  sessionsOfPortal,
  sessionsSharing,
  sessionsToSignIn,
  whoOf,
} from './conditions.ts'
import { problem } from './result.ts'
import type { AppState, Profile, Session, SignIn } from './state.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

const session = (more: Partial<Session> = {}): Session => ({
  name: 'corp',
  startUrl: 'https://d-1.awsapps.com/start',
  region: 'us-east-1',
  scopes: [],
  status: 'signed-in',
  expiresAt: at(372),
  renews: false,
  end: null,
  problem: null,
  ...more,
})

const profile: Profile = {
  name: 'prod',
  kind: 'sso',
  source: { kind: 'session', session: 'corp', accountId: '637423191929', roleName: 'AdministratorAccess' },
  session: 'corp',
  accountId: '637423191929',
  roleName: 'AdministratorAccess',
  region: null,
  output: null,
  problem: null,
}

const state = (more: Partial<AppState> = {}) => ({
  sessions: [session()],
  signIns: {},
  identities: {},
  assignments: {},
  ...more,
})

const known = (roles: readonly string[] | null): AppState['assignments'] => ({
  corp: {
    status: 'ready',
    knownSince: at(0),
    progress: null,
    problem: null,
    accounts: [{ accountId: '637423191929', accountName: 'Production', emailAddress: null, roles }],
  },
})

const signIn: SignIn = {
  session: 'corp',
  method: 'browser',
  stage: 'waiting',
  url: null,
  userCode: null,
  verificationUri: null,
  opened: true,
  deadline: null,
  elsewhere: false,
  problem: null,
}

test('a sign-in is needed where a person is all that work waits for', () => {
  const broken = problem('misconfigured', 'There is no region.')
  const sessions = [
    session({ name: 'working' }),
    session({ name: 'ending', expiresAt: at(1) }),
    session({ name: 'renewing', expiresAt: at(-1), renews: true }),
    session({ name: 'ended', expiresAt: at(-1) }),
    session({ name: 'refused', status: 'expired' }),
    session({ name: 'signed out', status: 'signed-out', expiresAt: null }),
    session({ name: 'signing in', status: 'signed-out', expiresAt: null }),
    session({ name: 'failed before', status: 'signed-out', expiresAt: null }),
    session({ name: 'misconfigured', status: 'signed-out', expiresAt: null, problem: broken }),
  ]
  const signIns = { 'signing in': signIn, 'failed before': { ...signIn, stage: 'failed' } as const }
  expect(sessionsToSignIn({ sessions, signIns }, now)).toEqual(['ended', 'refused', 'signed out', 'failed before'])
})

describe('a session', () => {
  test('tells the time left, and warns in its last quarter of an hour', () => {
    expect(sessionCondition(state(), session(), now)).toMatchObject({ tone: 'ok', words: '6 h 12 min left' })
    expect(sessionCondition(state(), session({ expiresAt: at(14) }), now)).toMatchObject({ tone: 'warn' })
  })

  test('shows no false countdown while it renews itself', () => {
    expect(sessionCondition(state(), session({ renews: true }), now).words).toBe('Signed in · renews itself')
  })

  test('that renews itself counts down to the end of the organization’s session, and says what is an estimate', () => {
    const own = (minutes: number, isKnown: boolean) =>
      sessionCondition(state(), session({ renews: true, expiresAt: at(30), end: { at: at(minutes), isKnown } }), now)
    expect(own(372, true)).toMatchObject({ tone: 'ok', words: '6 h 12 min left' })
    expect(own(372, false)).toMatchObject({ tone: 'ok', words: 'about 6 h 12 min left' })
    expect(own(15, false)).toMatchObject({ tone: 'warn', words: 'about 15 min left' })
  })

  test('that outlived an estimate has no countdown; after a known end its last token has', () => {
    const own = (isKnown: boolean) =>
      sessionCondition(state(), session({ renews: true, expiresAt: at(30), end: { at: at(-1), isKnown } }), now)
    expect(own(false).words).toBe('Signed in · renews itself')
    expect(own(true).words).toBe('30 min left')
  })

  test('needs a sign-in when its time is over, also when nobody has read the file since', () => {
    expect(sessionCondition(state(), session({ expiresAt: at(-1) }), now)).toMatchObject({ kind: 'sign-in-needed' })
    expect(sessionCondition(state(), session({ status: 'signed-out', expiresAt: null }), now)).toMatchObject({
      words: 'Sign-in needed',
    })
  })

  test('does not give the end of a token as past when AWS refused it before', () => {
    expect(sessionCondition(state(), session({ status: 'expired', expiresAt: at(60) }), now)).toMatchObject({
      kind: 'sign-in-needed',
      words: 'Sign-in needed',
    })
  })

  test('says that a sign-in is under way, but not that one has failed', () => {
    const during = state({ signIns: { corp: signIn } })
    expect(sessionCondition(during, session(), now).kind).toBe('signing-in')
    const after = state({ signIns: { corp: { ...signIn, stage: 'failed' } } })
    expect(sessionCondition(after, session(), now).kind).toBe('ready')
  })
})

test('the sessions of a portal are found however its address is spelled, those signed in first', () => {
  const sessions = [
    session({ name: 'out', status: 'signed-out' }),
    session({ name: 'other', startUrl: 'https://d-2.awsapps.com/start' }),
    session({ name: 'in' }),
  ]
  const found = sessionsOfPortal({ sessions }, `${session().startUrl}/#/`)
  expect(found.map(({ name }) => name)).toEqual(['in', 'out'])
})

describe('a profile', () => {
  test('is ready when its session is', () => {
    expect(profileCondition(state(), profile, now)).toMatchObject({ kind: 'ready', words: 'Ready' })
  })

  test('needs a sign-in when its session does', () => {
    const signedOut = state({ sessions: [session({ status: 'signed-out' })] })
    expect(profileCondition(signedOut, profile, now)).toMatchObject({ kind: 'sign-in-needed', tone: 'warn' })
  })

  test('with a start URL of its own is not called ready before AWS was asked', () => {
    const legacy: Profile = { ...profile, kind: 'legacy-sso', session: null }
    expect(profileCondition(state(), legacy, now)).toMatchObject({ tone: 'dim', words: 'Not checked' })
    const verified = { prod: { status: 'verified', account: '1', arn: 'a', userId: 'u', at: at(0) } } as const
    expect(profileCondition(state({ identities: verified }), legacy, now).kind).toBe('verified')
  })

  test('that stands on something else says what, and is never red for what nobody has asked', () => {
    const none = { kind: 'other', session: null, accountId: null, roleName: null } as const
    const base = { kind: 'session', session: 'corp', accountId: '637423191929', roleName: 'Admin' } as const
    const role = {
      roleArn: 'r',
      accountId: '222222222222',
      roleName: 'Deploy',
      externalId: null,
      mfaSerial: null,
    } as const
    const more = { duration: null, roleSessionName: null, profile: 'base', source: base } as const
    const chain: Profile = { ...profile, ...none, source: { kind: 'role', ...role, ...more } }
    const failed = { prod: { status: 'failed', problem: problem('unsupported-profile', 'no'), at: at(0) } } as const
    expect(profileCondition(state({ identities: failed }), chain, now)).toMatchObject({ tone: 'dim', words: 'Role' })
    expect(whoOf(chain)).toMatchObject({ accountId: '222222222222', roleName: 'Deploy' })
    expect(profileSource({ assignments: known(['Admin']) }, chain)).toBe('Admin in Production → Deploy in 222222222222')
  })

  test('is misconfigured when the file makes it so', () => {
    const broken = { ...profile, problem: problem('misconfigured', 'no role') }
    expect(profileCondition(state(), broken, now)).toMatchObject({ kind: 'misconfigured', tone: 'bad' })
  })

  test('is not assigned when the assignments say so or AWS does', () => {
    expect(profileCondition(state({ assignments: known(['ReadOnly']) }), profile, now).kind).toBe('not-assigned')
    const refused = { prod: { status: 'failed', problem: problem('not-assigned', 'No access'), at: at(0) } } as const
    expect(profileCondition(state({ identities: refused }), profile, now).kind).toBe('not-assigned')
  })

  test('says when it was verified', () => {
    const verified = { prod: { status: 'verified', account: '1', arn: 'a', userId: 'u', at: at(-2) } } as const
    expect(profileCondition(state({ identities: verified }), profile, now).words).toBe('Verified 2 min ago')
  })
})

test('whether a profile is assigned stays open until the permission sets are known', () => {
  expect(isAssigned(state(), profile)).toBeNull()
  expect(isAssigned(state({ assignments: known(null) }), profile)).toBeNull()
  expect(isAssigned(state({ assignments: known(['AdministratorAccess']) }), profile)).toBe(true)
})

test('the account is named by the assignments of its session', () => {
  expect(accountName(state({ assignments: known([]) }), profile)).toBe('Production')
  expect(accountName(state(), profile)).toBeNull()
})

test('a fresh session may take the sign-in from those at the same portal that have one', () => {
  const same = session({ name: 'same', startUrl: 'https://d-1.awsapps.com/start/#/' })
  const out = session({ name: 'out', status: 'signed-out' })
  const other = session({ name: 'other', startUrl: 'https://d-2.awsapps.com/start' })
  expect(sessionsSharing({ sessions: [session(), same, out, other] }, 'corp')).toEqual(['same'])
  expect(sessionsSharing({ sessions: [session()] }, 'gone')).toEqual([])
})
