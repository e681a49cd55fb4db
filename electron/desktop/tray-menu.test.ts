import { describe, expect, test } from 'vitest'
import { problem } from '../../shared/result.ts'
import type { AppState, SignIn } from '../../shared/state.ts'
import { at, exampleProfile, exampleSession, exampleState, hours, minutes, noon } from './state.testing.ts'
import type { MenuNode } from './menu.ts'
import { menuLines } from './menu-lines.ts'
import { trayMenu } from './tray-menu.ts'

const read = (slices: Partial<AppState> = {}) => menuLines(trayMenu(exampleState(slices), noon))

function action(slices: Partial<AppState>, label: string): unknown {
  const all = (nodes: readonly MenuNode[]): MenuNode[] =>
    nodes.flatMap((node) => (node.kind === 'menu' ? [node, ...all(node.items)] : [node]))
  const found = all(trayMenu(exampleState(slices), noon)).find((node) => 'label' in node && node.label === label)
  return found && 'action' in found ? found.action : undefined
}

const signIn = (values: Partial<SignIn> = {}): SignIn => ({
  session: 'my-identity-center',
  method: 'browser',
  stage: 'waiting',
  url: 'https://oidc.us-east-1.amazonaws.com/authorize?x',
  userCode: null,
  verificationUri: null,
  opened: true,
  deadline: at(noon + 10 * minutes),
  elsewhere: false,
  problem: null,
  ...values,
})

describe('the menu', () => {
  test('reads from the active profile over the others and the sessions to the window', () => {
    const profiles = [
      exampleProfile('prod-admin'),
      exampleProfile('audit-readonly', { roleName: 'SecurityAudit' }),
      exampleProfile('staging-admin', { roleName: 'ReadOnlyAccess' }),
    ]
    const partner = exampleSession('partner-org', { status: 'signed-out', expiresAt: null })
    expect(read({ profiles, sessions: [exampleSession('my-identity-center'), partner] })).toEqual([
      'Production · AdministratorAccess',
      'prod-admin — signed in, 6 h 12 min left',
      '---',
      '[Copy  export AWS_PROFILE=prod-admin]',
      '[Open AWS console]',
      '[Check identity]',
      '---',
      '(x) prod-admin',
      '( ) audit-readonly  (not assigned now)',
      '( ) staging-admin',
      '---',
      'Active now',
      'my-identity-center — signed in, 6 h 12 min left ▸',
      '  [Sign in again]',
      '  [Start a fresh session]',
      '  [Sign out]',
      '  [Open access portal]',
      '---',
      '[partner-org — sign-in needed]',
      '---',
      '[New profile…]',
      '[Open Lanyard]',
      '[Preferences…]',
      '[Quit]',
    ])
  })

  test('offers a beginner the way in, and nothing that cannot work', () => {
    expect(read({ sessions: [], profiles: [], assignments: {}, active: null, recent: [] })).toEqual([
      'No active profile',
      '---',
      '[New profile…]',
      '[Open Lanyard]',
      '[Preferences…]',
      '[Quit]',
    ])
  })

  test('says what a click does as data', () => {
    expect(action({}, 'Check identity')).toEqual({
      kind: 'call',
      name: 'identity.check',
      input: { profile: 'prod-admin' },
    })
    expect(action({}, 'prod-admin')).toEqual({
      kind: 'call',
      name: 'profile.switch',
      input: { profile: 'prod-admin' },
    })
    expect(action({}, 'Sign in again')).toEqual({
      kind: 'call',
      name: 'session.signIn',
      input: { session: 'my-identity-center', method: 'browser', openBrowser: true, again: true },
    })
    expect(action({}, 'New profile…')).toEqual({ kind: 'show', place: { screen: 'new-profile' } })
    expect(action({}, 'Open Lanyard')).toEqual({ kind: 'show', place: null })
    expect(action({}, 'Quit')).toEqual({ kind: 'quit' })
  })

  test('shows which host an endpoint override leads to', () => {
    const host = {
      ...exampleState().host,
      endpointOverrides: [
        { service: 'sso', host: '127.0.0.1:4100' },
        { service: 'sts', host: '127.0.0.1:4100' },
      ],
    }
    expect(read({ host })[0]).toBe('Endpoint override: 127.0.0.1:4100')
  })

  test('offers to look for updates only where there is a release feed', () => {
    expect(read()).not.toContain('[Check for updates…]')
    expect(menuLines(trayMenu(exampleState(), noon, true)).slice(-2)).toEqual(['[Check for updates…]', '[Quit]'])
  })

  test('says why the file cannot be read', () => {
    const config = {
      ...exampleState().config,
      problem: problem('config-unreadable', '~/.aws/config belongs to someone else.'),
    }
    expect(read({ config })[0]).toBe('[~/.aws/config belongs to someone else.]')
  })
})

describe('the active profile', () => {
  test('that was taken out of the file is named, and has no actions', () => {
    expect(read({ active: 'gone' }).slice(0, 3)).toEqual(['gone — not in ~/.aws/config', '---', '( ) prod-admin'])
  })

  test('shows the account number where the name is not known', () => {
    expect(read({ assignments: {} })[0]).toBe('637423191929 · AdministratorAccess')
  })

  test('whose token renews itself has no countdown', () => {
    expect(read({ sessions: [exampleSession('my-identity-center', { renews: true })] })[1]).toBe(
      'prod-admin — signed in · renews itself',
    )
  })

  test('counts down to the end of its session, and says when that is an estimate', () => {
    const own = (isKnown: boolean) =>
      exampleSession('my-identity-center', {
        renews: true,
        expiresAt: at(noon + 30 * minutes),
        end: { at: at(noon + 5 * hours), isKnown },
      })
    expect(read({ sessions: [own(true)] })[1]).toBe('prod-admin — signed in, 5 h left')
    expect(read({ sessions: [own(false)] })[1]).toBe('prod-admin — signed in, about 5 h left')
  })

  test('that is not assigned now leads to the page where that is asked for, if its session has one', () => {
    const profiles = [exampleProfile('prod-admin', { roleName: 'SecurityAudit' })]
    const requestUrl = 'https://requests.example.com/'
    const sessions = { 'my-identity-center': { browser: null, requestUrl } }
    const settings = { ...exampleState().settings, sessions }
    expect(read({ profiles })).not.toContain('[Request access…]')
    expect(read({ settings })).not.toContain('[Request access…]')
    expect(action({ profiles, settings }, 'Request access…')).toEqual({
      kind: 'call',
      name: 'session.openRequest',
      input: { session: 'my-identity-center' },
    })
  })

  test('that needs a sign-in says so, and offers no check that would fail', () => {
    const ended = exampleSession('my-identity-center', { status: 'expired', expiresAt: at(noon - 2 * hours) })
    const all = read({ sessions: [ended] })
    expect(all[1]).toBe('prod-admin — sign-in needed')
    expect(all).not.toContain('[Check identity]')
    expect(all).toContain('[my-identity-center — ended at 10:00, sign-in needed]')
  })

  test('that is being checked cannot be checked twice', () => {
    const all = read({ identities: { 'prod-admin': { status: 'checking' } } })
    expect(all[1]).toBe('prod-admin — checking…')
    expect(all).toContain('Checking identity…')
  })

  test('with another source of credentials can be copied, and nothing else', () => {
    const none = { kind: 'other', session: null, accountId: null, roleName: null } as const
    const source = { kind: 'keys', file: 'credentials', keyId: 'ABCD', temporary: false } as const
    const all = read({ profiles: [exampleProfile('prod-admin', { ...none, source })] })
    expect(all.slice(0, 2)).toEqual(['Access key …ABCD in the credentials file', 'prod-admin — access key'])
    expect(all.slice(2, 5)).toEqual(['---', '[Copy  export AWS_PROFILE=prod-admin]', '---'])
  })

  test.each([
    ['fish', 'Copy  set -gx AWS_PROFILE prod-admin'],
    ['powershell', "Copy  $Env:AWS_PROFILE = 'prod-admin'"],
  ] as const)('is copied in the words of %s', (shell, label) => {
    expect(read({ settings: { ...exampleState().settings, shell } })).toContain(`[${label}]`)
  })

  test('that is misconfigured can be copied, and nothing else', () => {
    const broken = exampleProfile('prod-admin', { problem: problem('misconfigured', 'sso_role_name is missing.') })
    const all = read({ profiles: [broken] })
    expect(all).toContain('[Copy  export AWS_PROFILE=prod-admin]')
    expect(all).not.toContain('[Open AWS console]')
    expect(all).not.toContain('[Check identity]')
  })

  test('without an account has no console to open', () => {
    expect(read({ profiles: [exampleProfile('prod-admin', { accountId: null })] })).not.toContain('[Open AWS console]')
  })

  test('whose name no shell line can hold is not offered for copying', () => {
    const profiles = [exampleProfile('a\u0007b')]
    expect(read({ profiles, active: 'a\u0007b' }).join('\n')).not.toContain('Copy')
  })
})

describe('a session', () => {
  test('that waits for its browser offers the page, the link and a way out', () => {
    const all = read({ signIns: { 'my-identity-center': signIn() } })
    const start = all.indexOf('my-identity-center — signing in… ▸')
    expect(all.slice(start + 1, start + 4)).toEqual(['  [Open the page again]', '  [Copy the link]', '  [Cancel]'])
  })

  test('that waits for a code shows it', () => {
    expect(read({ signIns: { 'my-identity-center': signIn({ method: 'device', userCode: 'ABCD-EFGH' }) } })).toContain(
      '  Code: ABCD-EFGH',
    )
  })

  test('that has no page yet can only be cancelled', () => {
    const all = read({ signIns: { 'my-identity-center': signIn({ stage: 'preparing', url: null }) } })
    const start = all.indexOf('my-identity-center — signing in… ▸')
    expect(all.slice(start + 1, start + 3)).toEqual(['  [Cancel]', '---'])
  })

  test('whose page has been answered does not open it again', () => {
    const all = read({ signIns: { 'my-identity-center': signIn({ stage: 'finishing' }) } })
    expect(all).not.toContain('  [Open the page again]')
    expect(all).toContain('  [Cancel]')
  })

  test('whose sign-in failed can be signed in with one click again', () => {
    const sessions = [exampleSession('my-identity-center', { status: 'signed-out', expiresAt: null })]
    const signIns = {
      'my-identity-center': signIn({ stage: 'failed', problem: problem('sign-in-refused', 'Refused.') }),
    }
    expect(action({ sessions, signIns }, 'my-identity-center — sign-in needed')).toMatchObject({
      name: 'session.signIn',
    })
  })

  test('that is misconfigured leads to where it is mended', () => {
    const session = exampleSession('my-identity-center', {
      status: 'signed-out',
      problem: problem('misconfigured', 'AWS has no region "us-east-9".'),
    })
    expect(action({ sessions: [session] }, 'my-identity-center — AWS has no region "us-east-9".')).toEqual({
      kind: 'show',
      place: { screen: 'edit-session', session: 'my-identity-center' },
    })
  })

  test('is started afresh with one click, which says first what else that may end', () => {
    const [own, twin] = [exampleSession('my-identity-center'), exampleSession('twin')]
    const elsewhere = exampleSession('partner', { startUrl: 'https://d-9876543210.awsapps.com/start' })
    expect(action({ sessions: [own, elsewhere] }, 'Start a fresh session')).toEqual({
      kind: 'call',
      name: 'session.startFresh',
      input: { session: 'my-identity-center', method: 'browser' },
    })
    expect(read({ sessions: [own, { ...twin, startUrl: `${own.startUrl}/#/` }] })).toContain(
      '  [Start a fresh session (may also end twin)]',
    )
  })

  test('that needs a sign-in beside others is signed in with them by one click', () => {
    const gone = { status: 'signed-out', expiresAt: null } as const
    const [a, b, c] = [exampleSession('a', gone), exampleSession('b'), exampleSession('c', gone)]
    expect(read({ sessions: [a, b] })).not.toContain('[Sign in to all that need it]')
    expect(action({ sessions: [a, b, c] }, 'Sign in to all that need it')).toEqual({
      kind: 'call',
      name: 'session.signInAll',
      input: { sessions: ['a', 'c'] },
    })
  })

  test('is in a submenu when there are more than 8', () => {
    const sessions = Array.from({ length: 9 }, (_, n) => exampleSession(`s${n}`))
    expect(read({ sessions })).toContain('Active now ▸')
    const gone = sessions.map((session) => ({ ...session, status: 'signed-out', expiresAt: null }) as const)
    expect(read({ sessions: gone })).toContain('Sessions ▸')
  })

  test('that is active stands above the others, the soonest to end first', () => {
    const sessions = [
      exampleSession('later', { expiresAt: at(noon + 5 * hours) }),
      exampleSession('gone', { status: 'signed-out', expiresAt: null }),
      exampleSession('open', { expiresAt: at(noon + hours), renews: true, end: null }),
      exampleSession('soon', { expiresAt: at(noon + 10 * minutes) }),
    ]
    const names = read({ sessions }).flatMap((line) => /^\[?(later|gone|open|soon|Active now)/.exec(line)?.[1] ?? [])
    expect(names).toEqual(['Active now', 'soon', 'later', 'open', 'gone'])
  })
})
