import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, openRoom, person, redirectOf, shown } from './sign-in.testing.ts'
import type { SignInRoom } from './sign-in.testing.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { readToken } from './token-cache.ts'

const hour = 3_600_000

async function isFree(address: string): Promise<boolean> {
  return fetch(address).then(
    () => false,
    () => true,
  )
}

/** A browser that goes nowhere. */
const idle = () => new Promise<Response>(() => undefined)

describe('trouble on the way', () => {
  for (const operation of ['RegisterClient', 'CreateToken']) {
    test(`${operation}: an error that passes is not met by the person`, async () => {
      const { demo, deps, session } = await openRoom()
      demo.faults.add({ operation, kind: 'error', status: 500, error: 'InternalServerException', times: 1 })
      expect(await signInWithBrowser(deps, session, person())).toMatchObject({ ok: true })
    })
  }

  test('a cache that cannot be written is said, and nothing is left half done', async () => {
    const { deps, session, home } = await openRoom()
    await mkdir(dirname(deps.paths.ssoCache), { recursive: true })
    await writeFile(deps.paths.ssoCache, 'a file in the place of the folder')
    const alex = person()
    const result = await signInWithBrowser(deps, session, alex)
    expect(result).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
    expect((await alex.pages[0])?.text).toContain('The sign-in did not work')
    expect(Object.keys(await filesIn(join(home, '.aws')))).toEqual([join('sso', 'cache')])
  })

  test('an override that is no address sends nothing anywhere', async () => {
    const { demo, deps, session } = await openRoom({ env: { AWS_ENDPOINT_URL_SSO_OIDC: 'file:///etc/passwd' } })
    const result = await signInWithBrowser(deps, session, person())
    expect(result).toMatchObject({ ok: false, error: { code: 'misconfigured' } })
    expect(demo.requests.entries).toEqual([])
  })
})

describe('every end frees the port and leaves no timer', () => {
  async function started(room: SignInRoom) {
    const alex = person(idle)
    const result = signInWithBrowser(room.deps, room.session, alex)
    const redirect = redirectOf(await shown(alex))
    return { alex, result, redirect }
  }

  test('a cancel while the page is open', async () => {
    const room = await openRoom()
    const { alex, result, redirect } = await started(room)
    alex.stop()
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await isFree(redirect)).toBe(true)
    const steps = alex.seen.length
    room.clock.advance(24 * hour)
    expect(alex.seen).toHaveLength(steps)
  })

  test('a cancel before the page, while AWS does not answer', async () => {
    const { demo, deps, session } = await openRoom()
    demo.faults.add({ operation: 'RegisterClient', kind: 'hang' })
    const alex = person()
    const result = signInWithBrowser(deps, session, alex)
    while (demo.requests.count('RegisterClient') === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    alex.stop()
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(alex.opened).toEqual([])
  })

  test('a cancel while the code is exchanged leaves no token', async () => {
    const { demo, deps, session } = await openRoom()
    demo.faults.add({ operation: 'CreateToken', kind: 'hang' })
    const alex = person()
    const result = signInWithBrowser(deps, session, alex)
    while (demo.requests.count('CreateToken') === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    alex.stop()
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  })

  test('a cancel in the very moment when the token comes', async () => {
    const { deps, session } = await openRoom()
    const clients = await deps.clients()
    const alex = person()
    const late: typeof clients = {
      ...clients,
      createToken: async (...asked) => {
        const answer = await clients.createToken(...asked)
        alex.stop()
        return answer
      },
    }
    const result = await signInWithBrowser({ ...deps, clients: () => Promise.resolve(late) }, session, alex)
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  })

  test('ten minutes without an answer', async () => {
    const room = await openRoom()
    const { result, redirect } = await started(room)
    room.clock.advance(10 * 60_000)
    expect(await result).toMatchObject({
      ok: false,
      error: { code: 'sign-in-timeout', fix: expect.stringContaining('region of corp (us-east-1)') },
    })
    expect(await isFree(redirect)).toBe(true)
  })

  test('a sign-in that works', async () => {
    const { deps, session } = await openRoom()
    const alex = person()
    await signInWithBrowser(deps, session, alex)
    expect(await isFree(redirectOf(new URL(alex.opened[0] ?? '')))).toBe(true)
  })

  test('a cancel before the start', async () => {
    const { demo, deps, session } = await openRoom()
    const alex = person()
    alex.stop()
    expect(await signInWithBrowser(deps, session, alex)).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(demo.requests.entries).toEqual([])
  })
})
