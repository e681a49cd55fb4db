import { describe, expect, test } from 'vitest'
import { problem } from '../../shared/result.ts'
import {
  defaultColumns,
  type Account,
  type AppState,
  type Assignments,
  type Profile,
  type Session,
} from '../../shared/state.ts'
import { suggestRegion } from '../../shared/names.ts'
import {
  advance,
  answer,
  back,
  checkDetails,
  crumbs,
  goTo,
  settle,
  startWizard,
  toDraft,
  withProblem,
} from './steps.ts'

const session = (name: string, more: Partial<Session> = {}): Session => ({
  name,
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  scopes: [],
  status: 'signed-in',
  expiresAt: '2026-11-22T18:00:00.000Z',
  renews: true,
  end: null,
  problem: null,
  ...more,
})

const staging: Account = {
  accountId: '058264527036',
  accountName: 'Staging',
  emailAddress: null,
  roles: ['AdministratorAccess'],
}
const production: Account = {
  ...staging,
  accountId: '637423191929',
  accountName: 'Production',
  roles: ['Admin', 'Audit'],
}

const assignments = (accounts: readonly Account[], more: Partial<Assignments> = {}): Assignments => ({
  status: 'ready',
  accounts,
  knownSince: '2026-11-22T14:31:00.000Z',
  progress: null,
  problem: null,
  ...more,
})

const profile = (name: string, more: Partial<Profile> = {}): Profile => ({
  name,
  kind: 'sso',
  source: { kind: 'session', session: 'corp', accountId: '637423191929', roleName: 'AdministratorAccess' },
  session: 'corp',
  accountId: '637423191929',
  roleName: 'Admin',
  region: 'eu-central-1',
  output: 'json',
  problem: null,
  ...more,
})

type Known = Pick<AppState, 'sessions' | 'assignments' | 'profiles' | 'recent' | 'settings'>

const known = (more: Partial<Known> = {}): Known => ({
  sessions: [session('corp')],
  assignments: { corp: assignments([staging, production]) },
  profiles: [],
  recent: [],
  settings: {
    theme: 'system',
    copyOnSwitch: true,
    shell: 'auto',
    nameTemplate: '{account|kebab}-{role|short}',
    favourites: [],
    notifications: true,
    startAtLogin: false,
    quickSwitch: null,
    sessions: {},
    columns: defaultColumns,
  },
  ...more,
})

describe('a step with one possible answer', () => {
  test('is taken: one signed-in session with one account and one permission set leads straight to the name', () => {
    const wizard = settle(known({ assignments: { corp: assignments([staging]) } }), startWizard({}))
    expect(wizard.at).toBe('details')
    expect(wizard.answers).toMatchObject({
      session: 'corp',
      accountId: '058264527036',
      roleName: 'AdministratorAccess',
    })
  })

  test('is not taken when there are two answers, or none', () => {
    const two = known({ sessions: [session('corp'), session('partner')] })
    expect(settle(two, startWizard({})).at).toBe('session')
    expect(settle(known({ sessions: [] }), startWizard({})).at).toBe('session')
    expect(settle(known(), startWizard({})).at).toBe('account')
  })

  test('waits for the sign-in, and goes on by itself once signed in', () => {
    const before = known({ sessions: [session('corp', { status: 'expired' })] })
    const waiting = settle(before, startWizard({}))
    expect(waiting.at).toBe('sign-in')
    expect(settle(known(), waiting).at).toBe('account')
  })

  test('is not taken from a list of accounts that is still being read', () => {
    const reading = assignments([staging], { status: 'reading', knownSince: null })
    expect(settle(known({ assignments: { corp: reading } }), startWizard({})).at).toBe('account')
    const listed = assignments([{ ...staging, roles: null }], {
      status: 'reading',
      knownSince: null,
      progress: { done: 0, total: 1 },
    })
    expect(settle(known({ assignments: { corp: listed } }), startWizard({})).at).toBe('role')
  })

  test('is shown, not passed over, on the way back', () => {
    const state = known({ assignments: { corp: assignments([staging]) } })
    const details = settle(state, startWizard({}))
    const role = back(state, details)
    expect(role && settle(state, role).at).toBe('role')
  })

  test('is not taken when the session is unusable as written', () => {
    const broken = session('corp', { problem: problem('misconfigured', 'The session has no region.') })
    expect(settle(known({ sessions: [broken] }), startWizard({})).at).toBe('session')
  })
})

describe('answers', () => {
  const atRole = advance(settle(known(), startWizard({})), { accountId: '637423191929' })

  test('survive going back', () => {
    const details = answer(advance(atRole, { roleName: 'Audit' }), { name: 'mine', output: 'yaml' })
    const returned = goTo(goTo(details, 'account'), 'details')
    expect(returned.answers).toEqual(details.answers)
  })

  test('that depend on a changed one are forgotten', () => {
    const details = advance(atRole, { roleName: 'Audit' })
    expect(advance(goTo(details, 'account'), { accountId: '058264527036' }).answers.roleName).toBeNull()
    expect(advance(goTo(details, 'account'), { accountId: '637423191929' }).answers.roleName).toBe('Audit')
    expect(advance(goTo(details, 'session'), { session: 'partner' }).answers.accountId).toBeNull()
  })

  test('given by the accounts screen lead to the name, and given in part to what is open', () => {
    expect(startWizard({ session: 'corp', accountId: '637423191929', roleName: 'Audit' }).at).toBe('details')
    expect(startWizard({ session: 'corp', accountId: '637423191929' }).at).toBe('role')
    expect(startWizard({ session: 'corp' }).at).toBe('sign-in')
  })

  test('going back leaves out a sign-in that is done, and keeps one that is not', () => {
    const account = settle(known(), startWizard({}))
    expect(back(known(), account)?.at).toBe('session')
    const signedOut = known({ sessions: [session('corp', { status: 'signed-out' })] })
    expect(back(signedOut, account)?.at).toBe('sign-in')
    expect(back(known(), startWizard({}))).toBeNull()
  })
})

describe('the draft', () => {
  const wizard = startWizard({ session: 'corp', accountId: '058264527036', roleName: 'AdministratorAccess' })

  test('has a name from the template that no profile has', () => {
    expect(toDraft(known(), wizard)?.name).toBe('staging-admin')
    expect(toDraft(known({ profiles: [profile('staging-admin')] }), wizard)?.name).toBe('staging-admin-2')
  })

  test('has the region of the last used profile of that session, else of [default], else of the session', () => {
    expect(toDraft(known(), wizard)?.region).toBe('eu-west-1')
    const usual = known({ profiles: [profile('default', { session: null, region: 'ap-southeast-2' })] })
    expect(toDraft(usual, wizard)?.region).toBe('ap-southeast-2')
    const used = known({ profiles: [profile('other', { session: 'partner', region: 'us-west-2' }), profile('mine')] })
    expect(suggestRegion({ ...used, recent: ['other', 'mine'] }, 'corp')).toBe('eu-central-1')
  })

  test('leaves out a region that was cleared', () => {
    expect(toDraft(known(), answer(wizard, { region: '' }))?.region).toBeNull()
  })

  test('can hold an account and a permission set that are not assigned', () => {
    const typed = startWizard({ session: 'corp', accountId: '111111111111', roleName: 'Later' })
    expect(toDraft(known(), typed)).toMatchObject({ name: '111111111111-later', accountId: '111111111111' })
  })

  test('is checked beside each field', () => {
    const state = known({ profiles: [profile('taken')] })
    expect(checkDetails(state, { name: 'taken', region: 'us-east-1', output: 'json' }).name).toMatch(
      /^There is already/,
    )
    expect(checkDetails(state, { name: 'a b', region: 'us-nowhere-1', output: 'xml' })).toEqual({
      name: expect.stringMatching(/letters/),
      region: expect.stringMatching(/us-nowhere-1/),
      output: expect.stringMatching(/json/),
    })
    expect(checkDetails(state, { name: 'mine', region: null, output: 'json' })).toEqual({
      name: null,
      region: null,
      output: null,
    })
  })
})

test('a problem of a field leads back to its step, any other stays where it is', () => {
  const review = goTo(startWizard({}), 'review')
  expect(withProblem(review, problem('name-taken', 'Taken.', { field: 'name' })).at).toBe('details')
  expect(withProblem(review, problem('config-unwritable', 'No space left.')).at).toBe('review')
})

test('the crumbs tell what was taken, where it is and what comes', () => {
  const wizard = advance(settle(known(), startWizard({})), { accountId: '058264527036' })
  expect(crumbs(known(), wizard).map(({ label, status }) => `${status} ${label}`)).toEqual([
    'taken corp',
    'taken Signed in',
    'taken Staging',
    'current Permission set',
    'ahead Name',
    'ahead Review',
  ])
})
