import { describe, expect, test } from 'vitest'
import { learntLength, noHistory, noteSignIn, observe, type SignInHistory } from './session-length.ts'

const minute = 60_000
const hour = 60 * minute

/** A sign-in at `start` whose token is renewed every 40 minutes, until AWS refuses it after `length`. */
function lived(history: SignInHistory, start: number, length: number, asleepFrom = Infinity): SignInHistory {
  const mark = (at: number) => `mark ${at}`
  let now = noteSignIn(history, 'corp', { at: start, expiresAt: start + hour, mark: mark(start) })
  let at = start + 40 * minute
  for (; at < start + Math.min(length, asleepFrom); at += 40 * minute) {
    now = observe(now, 'corp', { at, expiresAt: at + hour, mark: mark(at) }, true)
  }
  const expiresAt = at + 20 * minute
  return observe(now, 'corp', { at: Math.max(at, start + length), expiresAt, mark: null }, true)
}

describe('the length of a session', () => {
  const day = 24 * hour
  test.each([8 * hour, 12 * hour, hour, 10 * hour, day, 7 * day, 30 * day, 90 * day])(
    'of %d ms is learnt when it ends',
    (length) => {
      expect(learntLength(lived(noHistory, 0, length).spans)).toBe(length)
    },
  )

  test('is not known while nothing has ended, nor where the machine slept through too much of it', () => {
    expect(learntLength(noHistory.spans)).toBeNull()
    expect(learntLength(lived(noHistory, 0, 15 * hour, 3 * hour).spans)).toBeNull()
  })

  test('that several vague sign-ins agree on is known', () => {
    const one = lived(noHistory, 0, 11 * hour, 5 * hour)
    expect(learntLength(one.spans)).toBe(8 * hour)
    const vague = { from: 3 * hour, to: 20 * hour }
    expect(learntLength([vague])).toBeNull()
    expect(learntLength([vague, { from: 5 * hour, to: 11 * hour }])).toBe(8 * hour)
  })

  test('is what two sign-ins agree on, whatever ended one of them early', () => {
    const usual = lived(lived(noHistory, 0, 8 * hour), 24 * hour, 8 * hour)
    expect(learntLength(lived(usual, 48 * hour, 3 * hour).spans)).toBe(8 * hour)
  })

  test('follows a change of the organization', () => {
    const usual = lived(lived(noHistory, 0, 8 * hour), 24 * hour, 8 * hour)
    const changed = lived(lived(usual, 48 * hour, 12 * hour), 72 * hour, 12 * hour)
    expect(learntLength(changed.spans)).toBe(12 * hour)
  })

  test('is forgotten as soon as a session outlives it', () => {
    const usual = noteSignIn(lived(noHistory, 0, hour), 'corp', { at: 0, expiresAt: hour, mark: 'a' })
    const renewed = observe(usual, 'corp', { at: 2 * hour, expiresAt: 3 * hour, mark: 'b' }, true)
    expect(learntLength(renewed.spans)).toBeNull()
  })
})

describe('a sign-in seen in the cache', () => {
  const start = noteSignIn(noHistory, 'corp', { at: 0, expiresAt: hour, mark: 'a' })
  const signedInAt = (history: SignInHistory, name = 'corp') => history.seen[name]?.signedInAt

  test('is another one where a token is replaced that nobody would renew yet', () => {
    const next = observe(start, 'corp', { at: 30 * minute, expiresAt: 90 * minute, mark: 'b' }, true)
    expect(signedInAt(next)).toBe(30 * minute)
  })

  test('goes on where another client renewed its token', () => {
    const next = observe(start, 'corp', { at: 46 * minute, expiresAt: 106 * minute, mark: 'b' }, true)
    expect(next.seen['corp']).toMatchObject({ signedInAt: 0, renewedAt: 46 * minute })
  })

  test('is new after a sign-out, and of unknown time where nobody looked', () => {
    const out = observe(start, 'corp', null, true)
    const now = { at: 5 * hour, expiresAt: 6 * hour, mark: 'b' }
    expect(signedInAt(observe(out, 'corp', now, true))).toBe(5 * hour)
    expect(signedInAt(observe(out, 'corp', now, false))).toBeNull()
  })

  test('keeps its time under another name of the session', () => {
    const renamed = observe(start, 'work', { at: minute, expiresAt: hour, mark: 'a' }, true)
    expect(signedInAt(renamed, 'work')).toBe(0)
  })

  test('that was refused teaches its length once', () => {
    const refused = lived(noHistory, 0, 8 * hour)
    const { expiresAt = 0 } = refused.seen['corp'] ?? {}
    expect(observe(refused, 'corp', { at: 30 * hour, expiresAt, mark: null }, true)).toBe(refused)
    expect(refused.spans).toHaveLength(1)
  })

  test('that has not changed changes nothing', () => {
    expect(observe(start, 'corp', { at: minute, expiresAt: hour, mark: 'a' }, true)).toBe(start)
    expect(observe(noHistory, 'corp', null, true)).toBe(noHistory)
  })
})
