import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { openRoom, patience, withCorp, type Room } from './app.testing.ts'
import { testClock, type TestClock } from '../system/clock.testing.ts'
import type { DemoSettings } from '../../testing/idc/settings.ts'

const minute = 60_000
const hour = 60 * minute
const corp = { session: 'corp', method: 'browser', openBrowser: true } as const

async function signedIn(settings: Partial<DemoSettings> = {}): Promise<Room & { readonly clock: TestClock }> {
  const clock = testClock(Date.now())
  const room = await openRoom({ config: withCorp, clock, watch: true, settings })
  await room.run('session.signIn', corp)
  await vi.waitFor(() => expect(room.app.state().assignments['corp']?.status).toBe('ready'), patience)
  return { ...room, clock }
}

const session = ({ app }: Room) => app.state().sessions[0]!

/** Until the session has ended, minute by minute. */
async function untilEnd(room: Room & { readonly clock: TestClock }): Promise<number> {
  const start = room.clock.now()
  while (session(room).renews) {
    room.clock.advance(minute)
    await Promise.race([
      room.clock.nextTimer(),
      vi.waitFor(() => expect(session(room).status).toBe('expired'), patience),
    ])
  }
  room.clock.advance(hour)
  await vi.waitFor(() => expect(session(room).status).toBe('expired'), patience)
  return room.clock.now() - start
}

describe('the end of a session', () => {
  test('is not known at first, is known when renewing stops, and is an estimate the next time', async () => {
    const room = await signedIn()
    expect(session(room)).toMatchObject({ renews: true, end: null })
    await untilEnd(room)
    expect(session(room).end).toEqual({ at: session(room).expiresAt, isKnown: true })

    const start = room.clock.now()
    await room.run('session.signIn', corp)
    const { end } = session(room)
    expect(end?.isKnown).toBe(false)
    expect(Math.abs(Date.parse(end!.at) - start - 8 * hour)).toBeLessThan(minute)
  })

  test('is remembered without a secret, for every face', async () => {
    const room = await signedIn()
    await untilEnd(room)
    await room.run('session.signIn', corp)
    const other = await room.another()
    expect(other.state().sessions[0]?.end).toEqual(session(room).end)
    const name = (await readdir(room.system.paths.state)).find((file) => file.startsWith('sign-ins-'))
    const text = await readFile(path.join(room.system.paths.state, name!), 'utf8')
    expect(text).not.toMatch(/aoaDEMO|aorDEMO|csDEMO/)
    expect(text.length).toBeLessThan(500)
  })

  test('is that of its registration where that is earlier', async () => {
    const room = await signedIn({ registrationSeconds: 1800 })
    expect(session(room).end).toEqual({ at: session(room).expiresAt, isKnown: true })
  })
})
