import { describe, expect, test } from 'vitest'
import { problem } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import { at, exampleProfile, exampleSession, exampleState, noon } from './state.testing.ts'
import { menuLines } from './menu-lines.ts'
import type { MenuNode } from './menu.ts'
import { trayMenu } from './tray-menu.ts'

const read = (slices: Partial<AppState> = {}) => menuLines(trayMenu(exampleState(slices), noon))

describe('the profiles', () => {
  const many = (count: number, values = {}) =>
    Array.from({ length: count }, (_, n) => exampleProfile(`p${n + 1}`, values))

  test('are favourites, then recent ones, then the rest by name while they are few', () => {
    const profiles = ['c', 'b', 'a', 'p10', 'p9'].map((name) => exampleProfile(name))
    const settings = { ...exampleState().settings, favourites: ['b', 'gone'] }
    expect(read({ profiles, settings, active: 'c', recent: ['c', 'b'] }).filter((line) => /^\(.\)/.test(line))).toEqual(
      ['( ) b', '(x) c', '( ) a', '( ) p9', '( ) p10'],
    )
  })

  test('are at most 8 in the menu itself, the active one among them, and all in a submenu', () => {
    const settings = { ...exampleState().settings, favourites: many(12).map((each) => each.name) }
    const all = read({ profiles: many(12), settings, active: 'p12', recent: ['p12'] })
    expect(all.filter((line) => /^\(.\)/.test(line))).toEqual([
      '( ) p1',
      '( ) p2',
      '( ) p3',
      '( ) p4',
      '( ) p5',
      '( ) p6',
      '( ) p7',
      '(x) p12',
    ])
    const submenu = all.slice(all.indexOf('All profiles ▸') + 1)
    expect(submenu.slice(0, 3)).toEqual(['  Production (637423191929)', '  ( ) p1', '  ( ) p2'])
    expect(submenu.filter((line) => /^ {2}\(/.test(line))).toHaveLength(12)
  })

  test('are in ranges of whole names of accounts when there are many of those', () => {
    const numbers = Array.from({ length: 30 }, (_, n) => `1000000000${n + 10}`)
    const accounts = numbers.map((accountId, n) => ({
      accountId,
      accountName: `Team ${n + 10}`,
      emailAddress: null,
      roles: [],
    }))
    const known = { status: 'ready', accounts, knownSince: at(noon), progress: null, problem: null } as const
    const profiles = numbers.map((accountId, n) => exampleProfile(`p${n}`, { accountId }))
    const all = read({ profiles, assignments: { 'my-identity-center': known }, active: null, recent: [] })
    const ranges = all.slice(all.indexOf('All profiles ▸')).filter((line) => line.includes(' – '))
    expect(ranges.filter((line) => line.endsWith(' ▸'))).toEqual(['  Team 10 – Team 24 ▸', '  Team 25 – Team 39 ▸'])
  })

  test('are sorted by session, then by account, when there are several sessions', () => {
    const profiles = [
      ...many(8),
      exampleProfile('partner', { session: 'partner-org', accountId: '318845520019' }),
      exampleProfile('old', { kind: 'legacy-sso', session: null, accountId: '111111111111' }),
      exampleProfile('keys', { kind: 'other', session: null, accountId: null, source: { kind: 'nothing' } }),
    ]
    const sessions = [exampleSession('my-identity-center'), exampleSession('partner-org')]
    const all = read({ profiles, sessions, active: null, recent: [] })
    expect(
      all
        .slice(all.indexOf('All profiles ▸'))
        .filter((line) => !/p\d$/.test(line))
        .slice(0, 12),
    ).toEqual([
      'All profiles ▸',
      '  my-identity-center ▸',
      '    Production (637423191929)',
      '  Not IAM Identity Center ▸',
      '    No account',
      '    ( ) keys',
      '  partner-org ▸',
      '    318845520019',
      '    ( ) partner',
      '  Without a session ▸',
      '    111111111111',
      '    ( ) old',
    ])
  })

  test('never make a menu longer than the screen, however many there are', () => {
    const profiles = Array.from({ length: 5000 }, (_, n) =>
      exampleProfile(`p${n}`, {
        session: `session-${n % 40}`,
        accountId: String(100_000_000_000 + (n % 40 === 0 ? 0 : n)),
      }),
    )
    const sessions = Array.from({ length: 40 }, (_, n) => exampleSession(`session-${n}`))
    const longest = (nodes: readonly MenuNode[]): number =>
      Math.max(nodes.length, ...nodes.map((node) => (node.kind === 'menu' ? longest(node.items) : 0)))
    const menu = trayMenu(
      exampleState({ profiles, sessions, assignments: {}, recent: many(20).map((p) => p.name) }),
      noon,
    )
    expect(longest(menu)).toBeLessThanOrEqual(25)
    expect(menuLines(menu).filter((line) => /^ +\( \) p\d+/.test(line))).toHaveLength(5000)
  })

  test('say what keeps them from working', () => {
    const profiles = [
      exampleProfile('broken', { problem: problem('misconfigured', 'sso_role_name is missing.') }),
      exampleProfile('refused'),
    ]
    const identities = {
      refused: { status: 'failed', problem: problem('aws-unavailable', 'AWS answered 500.'), at: at(noon) },
    } as const
    const all = read({ profiles, identities, active: null, recent: [] })
    expect(all).toContain('( ) broken  (misconfigured)')
    expect(all).toContain('( ) refused  (check failed)')
  })

  test('and accounts are text, whatever their names hold', () => {
    const name = '\u202eevil\u001b]0;x\u0007\n\tR&D'
    const assignments = {
      'my-identity-center': {
        ...exampleState().assignments['my-identity-center']!,
        accounts: [{ accountId: '637423191929', accountName: name, emailAddress: null, roles: null }],
      },
    }
    expect(read({ assignments })[0]).toBe('evil ]0;x R&D · AdministratorAccess')
  })
})
