import { describe, expect, test } from 'vitest'
import type { AppState, Session, SignIn } from '../../shared/state.ts'
import { at, exampleProfile, exampleSession, exampleState, hours, minutes, noon } from './state.testing.ts'
import { nextChange, trayIcon, trayTooltip } from './tray-status.ts'

const own = (values: Partial<Session> = {}) => exampleSession('my-identity-center', values)
const ended = (ago: number) => ({ status: 'expired', expiresAt: at(noon - ago) }) as const
const signedOut = { status: 'signed-out', expiresAt: null } as const
const waiting: SignIn = {
  session: 'my-identity-center',
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

const icon = (slices: Partial<AppState>) => trayIcon(exampleState(slices), noon)

describe('the icon', () => {
  test('is calm while all is well, and before there is any session', () => {
    expect(icon({})).toBe('ready')
    expect(icon({ sessions: [], profiles: [], active: null })).toBe('ready')
  })

  test('tells that a session ends within 15 minutes', () => {
    expect(icon({ sessions: [own({ expiresAt: at(noon + 16 * minutes) })] })).toBe('ready')
    expect(icon({ sessions: [own({ expiresAt: at(noon + 15 * minutes) })] })).toBe('ending')
  })

  test('is calm about a token that renews itself', () => {
    expect(icon({ sessions: [own({ renews: true, expiresAt: at(noon + minutes) })] })).toBe('ready')
  })

  test('tells that the session ends within 15 minutes behind a token that renews itself', () => {
    const end = (left: number) => own({ renews: true, end: { at: at(noon + left), isKnown: false } })
    expect(icon({ sessions: [end(16 * minutes)] })).toBe('ready')
    expect(icon({ sessions: [end(15 * minutes)] })).toBe('ending')
  })

  test('tells that the active profile needs a sign-in', () => {
    expect(icon({ sessions: [own(signedOut), exampleSession('other')] })).toBe('sign-in-needed')
  })

  test('tells that a session in use until lately has ended', () => {
    expect(icon({ sessions: [own(), exampleSession('other', ended(2 * hours))] })).toBe('sign-in-needed')
  })

  test('does not nag about sessions that are not in use', () => {
    expect(icon({ sessions: [own(), exampleSession('other', signedOut)] })).toBe('ready')
    expect(icon({ sessions: [own(), exampleSession('other', ended(13 * hours))] })).toBe('ready')
  })

  test('tells that no session is signed in at all', () => {
    expect(icon({ active: null, sessions: [own(signedOut)] })).toBe('sign-in-needed')
  })

  test('tells that a sign-in is under way, before all else', () => {
    const sessions = [own(signedOut)]
    expect(icon({ sessions, signIns: { 'my-identity-center': waiting } })).toBe('signing-in')
    expect(icon({ sessions, signIns: { 'my-identity-center': { ...waiting, stage: 'failed' } } })).toBe(
      'sign-in-needed',
    )
  })
})

describe('the tooltip', () => {
  test('names the active profile and the time left', () => {
    expect(trayTooltip(exampleState(), noon)).toBe('Lanyard — prod-admin: signed in, 6 h 12 min left')
  })

  test('says that no profile is active', () => {
    expect(trayTooltip(exampleState({ active: null }), noon)).toBe('Lanyard — no active profile')
  })

  test('is never longer than Windows shows', () => {
    const name = 'p'.repeat(500)
    expect(trayTooltip(exampleState({ active: name, profiles: [exampleProfile(name)] }), noon).length).toBeLessThan(128)
  })
})

describe('the next change', () => {
  const next = (slices: Partial<AppState>) => nextChange(exampleState(slices), noon)

  test('is never while nothing counts down', () => {
    expect(next({ sessions: [] })).toBeNull()
    expect(next({ sessions: [own({ renews: true })] })).toBeNull()
    expect(next({ sessions: [own(signedOut)] })).toBeNull()
  })

  test('is when the words of the soonest countdown become wrong', () => {
    const sessions = [
      own({ expiresAt: at(noon + hours + 20_000) }),
      exampleSession('b', { expiresAt: at(noon + hours + 7000) }),
    ]
    const moment = next({ sessions })
    expect(moment).toBe(noon + 7001)
    expect(trayTooltip(exampleState({ sessions }), noon + 20_000)).toContain(', 1 h left')
    expect(trayTooltip(exampleState({ sessions }), noon + 20_001)).toContain(', 59 min left')
  })

  test('is that of the session, not of its token, once its end is learnt', () => {
    const end = { at: at(noon + hours + 9000), isKnown: true }
    expect(next({ sessions: [own({ renews: true, expiresAt: at(noon + 5000), end })] })).toBe(noon + 9001)
  })

  test('is the end itself in the last minute', () => {
    const sessions = [own({ expiresAt: at(noon + 30_000) })]
    expect(next({ sessions })).toBe(noon + 30_001)
    expect(trayTooltip(exampleState({ sessions }), noon + 30_001)).toContain('sign-in needed')
  })

  test('is when an ended session is forgotten, or at midnight, when its time gets a date', () => {
    expect(next({ sessions: [own(ended(11 * hours))] })).toBe(noon + hours)
    expect(next({ sessions: [own(ended(30 * hours))] })).toBe(noon + 12 * hours)
  })
})
