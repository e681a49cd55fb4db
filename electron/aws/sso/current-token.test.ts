import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { openRoom, signedIn } from './sign-in.testing.ts'
import type { SignInRoom } from './sign-in.testing.ts'
import { usableToken } from './current-token.ts'
import { noteRefused } from './refused-tokens.ts'
import { createSsoDeps } from './session.ts'
import { deleteToken, readToken, tokenPath, tokenState, writeToken } from './token-cache.ts'

const minute = 60_000
const hour = 60 * minute

async function cached({ deps, session }: SignInRoom) {
  const file = await readToken(deps.paths.ssoCache, session)
  if (file.kind !== 'token') throw new Error(`the cache is ${file.kind}`)
  return file.token
}

function ask({ deps, session }: SignInRoom) {
  return usableToken(deps, session)
}

describe('a token that lasts', () => {
  test('is taken from the cache, and AWS is not asked', async () => {
    const room = await signedIn()
    room.clock.advance(44 * minute)
    expect(await ask(room)).toEqual({ ok: true, value: await cached(room) })
    expect(room.demo.requests.entries).toEqual([])
  })

  test('is renewed within its last 15 minutes, in the cache and for everyone', async () => {
    const room = await signedIn()
    const before = await cached(room)
    room.clock.advance(46 * minute)
    const result = await ask(room)
    const after = await cached(room)
    expect(result).toEqual({ ok: true, value: after })
    expect(after.accessToken).not.toBe(before.accessToken)
    expect(after.expiresAt).toBeGreaterThan(before.expiresAt)
    expect(after.registrationExpiresAt).toBe(before.registrationExpiresAt)
    expect(room.demo.requests.entries).toMatchObject([{ operation: 'CreateToken', grantType: 'refresh_token' }])
  })

  test('keeps its refresh token where the answer has none', async () => {
    const { deps, ...room } = await signedIn()
    const before = await cached({ deps, ...room })
    const clients = await deps.clients()
    const silent = {
      ...clients,
      createToken: async (...asked: Parameters<typeof clients.createToken>) => {
        const { refreshToken: _, ...answer } = await clients.createToken(...asked)
        return answer
      },
    }
    room.clock.advance(46 * minute)
    expect(await ask({ ...room, deps: { ...deps, clients: () => Promise.resolve(silent) } })).toMatchObject({
      ok: true,
    })
    const after = await cached({ deps, ...room })
    expect(after.accessToken).not.toBe(before.accessToken)
    expect(after.refreshToken).toBe(before.refreshToken)
  })

  test('is renewed once when many ask at the same time', async () => {
    const room = await signedIn()
    room.clock.advance(2 * hour)
    const results = await Promise.all(Array.from({ length: 10 }, () => ask(room)))
    expect(new Set(results.map((result) => (result.ok ? result.value.accessToken : null))).size).toBe(1)
    expect(room.demo.requests.count('CreateToken')).toBe(1)
  })

  test('is renewed once when several Lanyards ask at the same time', async () => {
    const room = await signedIn()
    room.clock.advance(2 * hour)
    const processes = Array.from({ length: 5 }, () => ({ ...room, deps: createSsoDeps(room.deps) }))
    const results = await Promise.all(processes.map(ask))
    expect(new Set(results.map((result) => (result.ok ? result.value.accessToken : null)))).toEqual(
      new Set([(await cached(room)).accessToken]),
    )
    expect(room.demo.requests.count('CreateToken')).toBe(1)
  })

  test('is renewed where no lock can be held', async () => {
    const room = await signedIn()
    room.clock.advance(46 * minute)
    await rm(room.deps.paths.state, { recursive: true, force: true })
    await mkdir(path.dirname(room.deps.paths.state), { recursive: true })
    await writeFile(room.deps.paths.state, 'a file where the folder should be')
    expect((await ask(room)).ok).toBe(true)
    expect(room.demo.requests.count('CreateToken')).toBe(1)
  })

  test.for(['reset', 'bad-json'] as const)(
    'is kept while renewing fails (%s), and tried again a minute later',
    async (kind) => {
      const room = await signedIn()
      const before = await cached(room)
      room.clock.advance(50 * minute)
      room.demo.faults.add({ operation: 'CreateToken', kind, times: 3 })
      expect(await ask(room)).toEqual({ ok: true, value: before })
      const asked = room.demo.requests.count('CreateToken')
      expect(await ask(room)).toEqual({ ok: true, value: before })
      expect(room.demo.requests.count('CreateToken')).toBe(asked)
      room.demo.faults.clear()
      room.clock.advance(minute)
      expect((await ask(room)).ok).toBe(true)
      expect((await cached(room)).accessToken).not.toBe(before.accessToken)
    },
  )
})

describe('a token that is over', () => {
  test('is renewed as long as the session lasts', async () => {
    const room = await signedIn()
    room.clock.advance(7 * hour)
    expect(await ask(room)).toMatchObject({ ok: true })
  })

  test('needs a sign-in when the session is over, and then says when it ended', async () => {
    const room = await signedIn()
    const { expiresAt } = await cached(room)
    room.clock.advance(9 * hour)
    const ended = new Date(expiresAt)
    const time = `${String(ended.getHours()).padStart(2, '0')}:${String(ended.getMinutes()).padStart(2, '0')}`
    expect(await ask(room)).toMatchObject({
      ok: false,
      error: {
        code: 'sign-in-needed',
        message: expect.stringMatching(new RegExp(`^Your session ended at (\\d+ \\w+ )?${time}\\.$`)),
        remedy: { kind: 'sign-in', session: 'corp' },
      },
    })
  })

  test('needs a sign-in when AWS has ended it early, and then says no time', async () => {
    const room = await signedIn()
    const { accessToken } = await cached(room)
    await noteRefused(room.deps, accessToken)
    room.demo.faults.add({ operation: 'CreateToken', kind: 'error', status: 400, error: 'InvalidGrantException' })
    const message = 'You are not signed in to corp on this machine.'
    expect(await ask(room)).toMatchObject({ ok: false, error: { code: 'sign-in-needed', message } })
    expect(await ask(room)).toMatchObject({ ok: false, error: { code: 'sign-in-needed', message } })
  })

  test('that AWS will not renew is not sent again, by Lanyard or anyone', async () => {
    const room = await signedIn()
    room.clock.advance(9 * hour)
    await ask(room)
    expect(tokenState(await readToken(room.deps.paths.ssoCache, room.session), room.clock.now())).toMatchObject({
      status: 'expired',
      renews: false,
    })
    const asked = room.demo.requests.count('CreateToken')
    expect(await ask(room)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(room.demo.requests.count('CreateToken')).toBe(asked)
    expect(await readFile(tokenPath(room.deps.paths.ssoCache, room.session), 'utf8')).not.toContain('refreshToken')
  })

  test.for([
    ['reset', 'offline'],
    ['error', 'aws-unavailable'],
  ] as const)('is no reason to sign in when renewing fails in passing (%s)', async ([kind, code]) => {
    const room = await signedIn()
    room.clock.advance(2 * hour)
    const fault = { operation: 'CreateToken', times: 3, status: 500, error: 'InternalServerException' }
    room.demo.faults.add({ ...fault, kind })
    expect(await ask(room)).toMatchObject({ ok: false, error: { code } })
    expect(await ask(room)).toMatchObject({ ok: true })
  })

  test('is over at the very moment of its end', async () => {
    const room = await signedIn()
    const token = await cached(room)
    room.clock.advance(token.expiresAt - room.clock.now())
    room.demo.faults.add({ operation: 'CreateToken', kind: 'reset', times: 3 })
    expect(await ask(room)).toMatchObject({ ok: false, error: { code: 'offline' } })
    await writeToken(room.deps.paths.ssoCache, room.session, { ...token, refreshToken: null })
    expect(await ask(room)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
  })

  test('needs a sign-in when its client has expired, without asking AWS', async () => {
    const room = await signedIn({ settings: { registrationSeconds: 5400 } })
    room.clock.advance(2 * hour)
    expect(await ask(room)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(room.demo.requests.entries).toEqual([])
  })
})

describe('others who share the cache', () => {
  /** Lets the refresh begin, and does something before its answer comes. */
  async function meanwhile(room: SignInRoom, act: () => Promise<unknown>) {
    room.clock.advance(2 * hour)
    room.demo.settings.latencyMs = 200
    const asked = ask(room)
    while (room.demo.requests.count('CreateToken') === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await act()
    return asked
  }

  test('a token that someone else wrote meanwhile is not overwritten', async () => {
    const room = await signedIn()
    const theirs = { ...(await cached(room)), accessToken: 'theirs', expiresAt: room.clock.now() + 8 * hour }
    const { deps, session } = room
    const result = await meanwhile(room, () => writeToken(deps.paths.ssoCache, session, theirs))
    expect(result).toMatchObject({ ok: true, value: { accessToken: 'theirs' } })
    expect((await cached(room)).accessToken).toBe('theirs')
  })

  test('a refresh token that someone else has just spent is no end: what they got for it is taken', async () => {
    const room = await signedIn()
    const { deps, session, demo, clock } = room
    const old = await cached(room)
    const theirs = { ...old, accessToken: 'theirs', refreshToken: 'next', expiresAt: clock.now() + 8 * hour }
    clock.advance(2 * hour)
    demo.grants.refreshTokens.delete(old.refreshToken ?? '')
    const asked = ask(room)
    await vi.waitFor(() => expect(demo.requests.entries[0]?.status).toBe(400))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await writeToken(deps.paths.ssoCache, session, theirs)
    expect(await asked).toMatchObject({ ok: true, value: { accessToken: 'theirs' } })
    expect(await cached(room)).toMatchObject({ accessToken: 'theirs', refreshToken: 'next' })
  })

  test.each([false, true])('a sign-out meanwhile holds, also where AWS refuses (%s)', async (refuses) => {
    const room = await signedIn()
    const { deps, session, demo } = room
    if (refuses) demo.grants.revokeAll()
    const result = await meanwhile(room, () => deleteToken(deps.paths.ssoCache, session))
    expect(result).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  })

  test('a refusal does not undo what someone else wrote meanwhile', async () => {
    const room = await signedIn()
    const { deps, session, demo, clock } = room
    const theirs = { ...(await cached(room)), accessToken: 'theirs', expiresAt: clock.now() + 12 * hour }
    demo.grants.revokeAll()
    const result = await meanwhile(room, () => writeToken(deps.paths.ssoCache, session, theirs))
    expect(result).toMatchObject({ ok: true, value: { accessToken: 'theirs' } })
    expect((await cached(room)).refreshToken).toBe(theirs.refreshToken)
  })
})

describe('no token', () => {
  test('needs a sign-in', async () => {
    const room = await openRoom()
    expect(await ask(room)).toMatchObject({
      ok: false,
      error: { code: 'sign-in-needed', message: 'You are not signed in to corp on this machine.' },
    })
  })

  test('a broken cache says so', async () => {
    const room = await signedIn()
    await writeFile(tokenPath(room.deps.paths.ssoCache, room.session), '{"accessToken": "aoa')
    expect(await ask(room)).toMatchObject({ ok: false, error: { code: 'cache-broken', remedy: { kind: 'sign-in' } } })
  })
})

test("a legacy profile's token is used, and never renewed", async () => {
  const room = await signedIn()
  const { deps, session, clock, demo } = room
  const legacy = { name: null, startUrl: session.startUrl, region: session.region } as const
  const text = await readFile(tokenPath(deps.paths.ssoCache, session), 'utf8')
  await writeFile(tokenPath(deps.paths.ssoCache, legacy), text)
  clock.advance(50 * minute)
  expect(await usableToken(deps, legacy)).toEqual({ ok: true, value: await cached(room) })
  clock.advance(hour)
  const result = await usableToken(deps, legacy)
  expect(result).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
  expect(result.ok ? null : result.error.remedy).toBeUndefined()
  expect(demo.requests.entries).toEqual([])
})
