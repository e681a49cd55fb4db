import { describe, expect, test, vi } from 'vitest'
import { openRoom, patience, withCorp, type Room } from './app.testing.ts'
import { testClock, type TestClock } from '../system/clock.testing.ts'
import type { Session } from '../../shared/state.ts'
import type { Context } from './context.ts'
import { keepSessions } from './keeping.ts'
import type { DemoSettings } from '../../testing/idc/settings.ts'

const minute = 60_000
const hour = 60 * minute

interface Kept extends Room {
  readonly clock: TestClock
  renewals(): number
  session(): Session
}

/** Signed in, in a face that stays. */
async function kept(settings: Partial<DemoSettings> = {}): Promise<Kept> {
  const clock = testClock(Date.now())
  const room = await openRoom({ config: withCorp, clock, watch: true, settings })
  await room.run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  const renewals = () => room.demo.requests.entries.filter(({ grantType }) => grantType === 'refresh_token').length
  const session = () => room.app.state().sessions[0]!
  await vi.waitFor(() => expect(room.app.state().assignments['corp']?.status).toBe('ready'), patience)
  return { ...room, clock, renewals, session }
}

/** Moves on minute by minute. While a token is being renewed there is no timer: the next one tells that it is done. */
async function pass({ clock }: Kept, minutes: number): Promise<void> {
  for (let at = 0; at < minutes; at += 1) {
    clock.advance(minute)
    await clock.nextTimer()
  }
}

describe('a session that renews itself', () => {
  test('is renewed with 20 minutes left, once, and nothing is asked before', async () => {
    const room = await kept()
    const { expiresAt } = room.session()
    room.demo.requests.clear()
    await pass(room, 39)
    expect(room.demo.requests.entries).toEqual([])
    await pass(room, 2)
    expect(room.renewals()).toBe(1)
    expect(Date.parse(room.session().expiresAt!)).toBeGreaterThan(Date.parse(expiresAt!))
    await pass(room, 38)
    expect(room.demo.requests.entries).toHaveLength(1)
    expect(room.opened).toHaveLength(1)
  })

  test('is renewed once after the machine has slept past its end', async () => {
    const room = await kept()
    room.clock.sleep(3 * hour)
    expect(room.renewals()).toBe(0)
    room.app.wake()
    await pass(room, 1)
    expect(room.renewals()).toBe(1)
    expect(room.session().status).toBe('signed-in')
  })

  test('that ended meanwhile is shown as ended, no browser opens, and no timer is left', async () => {
    const room = await kept()
    room.clock.sleep(30 * hour)
    room.app.wake()
    room.clock.advance(0)
    await vi.waitFor(() => expect(room.session()).toMatchObject({ status: 'expired', renews: false }), patience)
    expect(room.opened).toHaveLength(1)
    // A renewal under way would set its timer when it is over.
    await new Promise(setImmediate)
    const timers = vi.spyOn(room.clock, 'after')
    room.app.wake()
    expect(timers).not.toHaveBeenCalled()
  })

  test('is tried again after 1, 2, 5 and then every 10 minutes while AWS cannot be reached', async () => {
    const room = await kept()
    room.demo.faults.add({ operation: 'CreateToken', kind: 'reset', times: 1000 })
    room.demo.requests.clear()
    const tried: number[] = []
    for (let [at, seen] = [1, 0]; at <= 70; at += 1) {
      await pass(room, 1)
      const now = room.demo.requests.count('CreateToken')
      if (now > seen) tried.push(at)
      seen = now
    }
    expect(tried).toEqual([40, 41, 43, 48, 58, 68])
    expect(room.session()).toMatchObject({ status: 'signed-in', renews: true })
    room.demo.faults.clear()
    room.app.wake()
    await pass(room, 1)
    expect(Date.parse(room.session().expiresAt!)).toBeGreaterThan(room.clock.now())
    expect(room.opened).toHaveLength(1)
  })

  test('is not renewed all the time when its end comes near, and is shown as ended then', async () => {
    const room = await kept({ sessionSeconds: 3600 })
    await pass(room, 55)
    expect(room.renewals()).toBeLessThan(8)
    room.clock.advance(10 * minute)
    await vi.waitFor(() => expect(room.session().status).toBe('expired'), patience)
    expect(room.opened).toHaveLength(1)
  })

  test('is over once AWS refuses to renew it, and then lasts as long as its token', async () => {
    const room = await kept()
    room.demo.grants.revokeAll()
    await pass(room, 41)
    expect(room.session()).toMatchObject({ status: 'signed-in', renews: false })
    room.clock.advance(20 * minute)
    await vi.waitFor(() => expect(room.session().status).toBe('expired'), patience)
    expect(room.renewals()).toBe(1)
  })
})

describe('once it is stopped', () => {
  test('no timer is left, and none is set by what happens later', async () => {
    const { app, clock, run } = await kept()
    expect(clock.timers()).toBeGreaterThan(0)
    await app.stop()
    expect(clock.timers()).toBe(0)
    app.wake()
    await run('session.signOut', { session: 'corp' })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    expect(clock.timers()).toBe(0)
  })

  test('a renewal under way is waited for, and sets none', async () => {
    const { app, clock, demo, session } = await kept()
    const { expiresAt } = session()
    demo.settings.latencyMs = 100
    demo.requests.clear()
    clock.advance(45 * minute)
    await vi.waitFor(() => expect(demo.requests.count('CreateToken')).toBe(1), patience)
    await app.stop()
    expect(session().expiresAt).not.toBe(expiresAt)
    expect(clock.timers()).toBe(0)
  })
})

test('without a session that is signed in there is no timer', async () => {
  const clock = testClock(Date.now())
  const after = vi.spyOn(clock, 'after')
  await openRoom({ config: withCorp, clock, watch: true })
  expect(after).not.toHaveBeenCalled()
})

test('an error that nobody foresaw ends nothing, and is not met again at once', async () => {
  const clock = testClock(Date.now())
  const expiresAt = new Date(clock.now() + hour).toISOString()
  const sessions = [{ name: 'corp', status: 'signed-in', renews: false, expiresAt }]
  const store = { get: () => ({ sessions }), subscribe: () => () => undefined }
  const system = {
    clock,
    get paths(): never {
      throw new Error('unforeseen')
    },
  }
  const context = { system, store, reading: { running: null, next: null } } as unknown as Context
  const keeping = keepSessions(context)
  expect(await clock.nextTimer()).toBe(hour)
  clock.advance(hour)
  expect(await clock.nextTimer()).toBe(minute)
  await keeping.stop()
})
