import { describe, expect, test } from 'vitest'
import type { AppState, Session, SignIn } from '../../shared/state.ts'
import { deadlines, stillHolds } from './deadlines.ts'
import type { Seen } from './deadlines.ts'
import { at, exampleSession, exampleState, hours, minutes, noon } from './state.testing.ts'

const own = (values: Partial<Session> = {}) => exampleSession('my-identity-center', values)
const ends = (left: number): Session => own({ expiresAt: at(noon + left) })
const renewing = (left: number, isKnown: boolean, name = 'my-identity-center'): Session =>
  exampleSession(name, { renews: true, expiresAt: at(noon + hours), end: { at: at(noon + left), isKnown } })
const gone = { status: 'expired', expiresAt: at(noon - minutes) } as const

/** What is told at each of several moments, one after the other. */
function told(...moments: readonly (readonly [now: number, slices: Partial<AppState>])[]): readonly string[][] {
  let seen: Seen = new Map()
  return moments.map(([now, slices]) => {
    const found = deadlines(exampleState(slices), now, seen)
    seen = found.seen
    return found.news.map(({ title }) => title)
  })
}

describe('a session that is about to end', () => {
  test('is told of a quarter of an hour before, once', () => {
    const sessions = [ends(20 * minutes)]
    const moments = [noon, noon + 5 * minutes, noon + 6 * minutes, noon + 19 * minutes]
    expect(told(...moments.map((now) => [now, { sessions }] as const))).toEqual([
      [],
      ['my-identity-center ends in 15 min'],
      [],
      [],
    ])
  })

  test('is told of as an estimate where it is one, and once although the estimate moves', () => {
    expect(
      told(
        [noon, { sessions: [renewing(10 * minutes, false)] }],
        [noon, { sessions: [renewing(14 * minutes, false)] }],
      ),
    ).toEqual([['my-identity-center ends in about 10 min'], []])
  })

  test('is told of again when it lasts longer than was thought, and then ends', () => {
    expect(
      told([noon, { sessions: [ends(10 * minutes)] }], [noon + 2 * hours, { sessions: [ends(2 * hours + minutes)] }]),
    ).toEqual([['my-identity-center ends in 10 min'], ['my-identity-center ends in 1 min']])
  })

  test('is not told of while a new sign-in is under way', () => {
    const signIn = { stage: 'waiting' } as SignIn
    expect(told([noon, { sessions: [ends(minutes)], signIns: { 'my-identity-center': signIn } }])).toEqual([[]])
  })

  test('is signed in anew by a click; one that renews itself is started afresh, and what that may end is said', () => {
    const [plain] = deadlines(exampleState({ sessions: [ends(minutes)] }), noon, new Map()).news
    expect(plain).toMatchObject({ body: 'Click to sign in for longer.', action: { name: 'session.signIn' } })
    const sessions = [renewing(minutes, true), exampleSession('twin')]
    const [fresh] = deadlines(exampleState({ sessions }), noon, new Map()).news
    expect(fresh).toMatchObject({
      body: 'Click to sign in for longer. That may also end twin.',
      action: { name: 'session.startFresh', input: { session: 'my-identity-center', method: 'browser' } },
    })
  })
})

describe('a session that has ended', () => {
  test('is told of once, when it worked before', () => {
    const sessions = [ends(20 * minutes)]
    const [, end, after] = told([noon, { sessions }], [noon + 21 * minutes, { sessions }], [noon + hours, { sessions }])
    expect(end).toEqual(['my-identity-center: sign-in needed'])
    expect(after).toEqual([])
  })

  test('is told of whether its time was over or AWS refused it', () => {
    const { seen } = deadlines(exampleState({ sessions: [own()] }), noon, new Map())
    const body = (session: Session) => deadlines(exampleState({ sessions: [session] }), noon, seen).news[0]?.body
    expect(body(own(gone))).toBe('Ended at 11:59. Click to sign in.')
    expect(body(own({ status: 'expired' }))).toBe('It has ended. Click to sign in.')
  })

  test('is not told of when that was long known, or when the person signed out', () => {
    expect(told([noon, { sessions: [own(gone)] }])).toEqual([[]])
    const signedOut = own({ status: 'signed-out', expiresAt: null })
    expect(told([noon, { sessions: [own()] }], [noon, { sessions: [signedOut] }])).toEqual([[], []])
  })

  test('is told of together with others that ended meanwhile, and one click signs in to all', () => {
    const both = [exampleSession('a'), exampleSession('b')]
    const { seen } = deadlines(exampleState({ sessions: both }), noon, new Map())
    const found = deadlines(exampleState({ sessions: both }), noon + 24 * hours, seen)
    expect(found.news).toEqual([
      {
        title: 'a, b: sign-in needed',
        body: 'These sessions have ended. Click to sign in to all of them.',
        action: { kind: 'call', name: 'session.signInAll', input: { sessions: ['a', 'b'] } },
        sessions: ['a', 'b'],
      },
    ])
  })

  test('holds no more once the session has been renewed, so that a late click ends nothing', () => {
    const both = [exampleSession('a'), exampleSession('b')]
    const { seen } = deadlines(exampleState({ sessions: both }), noon, new Map())
    const [news] = deadlines(exampleState({ sessions: both }), noon + 24 * hours, seen).news
    const later = noon + 30 * hours
    expect(stillHolds(news!, exampleState({ sessions: both }), later)).toBe(true)
    const renewed = { ...exampleSession('a'), expiresAt: new Date(later + 8 * hours).toISOString() }
    expect(stillHolds(news!, exampleState({ sessions: [renewed, { ...renewed, name: 'b' }] }), later)).toBe(false)
    expect(stillHolds(news!, exampleState({ sessions: [] }), later)).toBe(false)
  })

  test('is named as text', () => {
    const named = (values: Partial<Session>) => ({ sessions: [exampleSession('a\u202eb', values)] })
    expect(told([noon, named({})], [noon, named(gone)])).toEqual([[], ['a b: sign-in needed']])
  })
})

describe('the next look', () => {
  const next = (sessions: readonly Session[], now = noon) => deadlines(exampleState({ sessions }), now, new Map()).next

  test('is at the soonest warning, then at the end', () => {
    expect(next([ends(6 * hours), renewing(hours, false, 'b')])).toBe(noon + 45 * minutes)
    expect(next([ends(10 * minutes)])).toBe(noon + 10 * minutes + 1)
  })

  test('is never while no end is known', () => {
    expect(next([])).toBeNull()
    expect(next([own({ renews: true }), own(gone)])).toBeNull()
  })
})
