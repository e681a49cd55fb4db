import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, openRoom, person, redirectOf, shown } from './sign-in.testing.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { registrationPath } from './registration.ts'
import { readToken } from './token-cache.ts'

const hour = 3_600_000

/** A browser that goes nowhere. */
const idle = () => new Promise<Response>(() => undefined)

test('signs in, tells each step, and leaves the token where every AWS client finds it', async () => {
  const { deps, session, clock } = await openRoom()
  const alex = person()
  const result = await signInWithBrowser(deps, session, alex)
  const expiresAt = Math.floor(clock.now() / 1000) * 1000 + hour
  expect(result).toEqual({ ok: true, value: { expiresAt: new Date(expiresAt).toISOString(), renews: true } })

  const file = await readToken(deps.paths.ssoCache, session)
  expect(file).toMatchObject({ kind: 'token', token: { startUrl: session.startUrl, region: 'us-east-1', expiresAt } })
  expect(await alex.pages[0]).toMatchObject({ status: 200, text: expect.stringContaining('You are signed in') })

  expect(alex.seen.map(({ stage }) => stage)).toEqual(['preparing', 'waiting', 'waiting', 'finishing'])
  expect(alex.seen.map(({ opened }) => opened)).toEqual([false, false, true, true])
  expect(alex.seen[1]).toMatchObject({
    url: alex.opened[0],
    deadline: new Date(clock.now() + 600_000).toISOString(),
    userCode: null,
  })
})

test('listens before it shows the page, and on the port that it names', async () => {
  const { deps, session } = await openRoom()
  let answered = 0
  const alex = person(async (url) => {
    answered = (await fetch(redirectOf(new URL(url)))).status
    return fetch(url)
  })
  expect(await signInWithBrowser(deps, session, alex)).toMatchObject({ ok: true })
  expect(answered).toBe(400)
})

test('hands out neither token nor secret nor verifier', async () => {
  const { deps, session } = await openRoom()
  const alex = person()
  const result = await signInWithBrowser(deps, session, alex)
  const outside = JSON.stringify([result, alex.seen, await Promise.all(alex.pages)])
  expect(outside).not.toMatch(/aoaDEMO|aorDEMO|csDEMO|acDEMO/)
})

describe('registration', () => {
  test('is used again, and shared with the AWS CLI by its file', async () => {
    const { demo, deps, session, home } = await openRoom()
    await signInWithBrowser(deps, session, person())
    const before = await readFile(registrationPath(deps.paths.ssoCache, session), 'utf8')
    await signInWithBrowser(deps, session, person())
    expect(demo.requests.count('RegisterClient')).toBe(1)
    expect(await readFile(registrationPath(deps.paths.ssoCache, session), 'utf8')).toBe(before)
    expect(Object.keys(await filesIn(join(home, '.aws')))).toHaveLength(2)
  })

  test('is renewed within its last 15 minutes', async () => {
    const { demo, deps, session, clock } = await openRoom({ settings: { registrationSeconds: 3600 } })
    await signInWithBrowser(deps, session, person())
    clock.advance(46 * 60_000)
    expect(await signInWithBrowser(deps, session, person())).toMatchObject({ ok: true })
    expect(demo.requests.count('RegisterClient')).toBe(2)
  })

  test.for(['', '{"clientId": "x"', '{"clientId": "x", "clientSecret": "y", "expiresAt": "soon"}', '[]'])(
    'that is broken (%s) is made anew',
    async (text) => {
      const { deps, session } = await openRoom()
      const file = registrationPath(deps.paths.ssoCache, session)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
      expect(await signInWithBrowser(deps, session, person())).toMatchObject({ ok: true })
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ scopes: ['sso:account:access'] })
    },
  )

  test('that AWS no longer accepts at the end is made anew the next time', async () => {
    const { demo, deps, session } = await openRoom()
    demo.faults.add({ operation: 'CreateToken', kind: 'error', status: 401, error: 'InvalidClientException' })
    const failed = await signInWithBrowser(deps, session, person())
    expect(failed).toMatchObject({ ok: false, error: { code: 'sign-in-refused' } })
    expect(await signInWithBrowser(deps, session, person())).toMatchObject({ ok: true })
    expect(demo.requests.count('RegisterClient')).toBe(2)
  })
})

describe('what the person or AWS refuses', () => {
  test('a denial on the Allow page', async () => {
    const { deps, session } = await openRoom()
    const alex = person((url) => {
      const query = new URL(url).searchParams
      return fetch(`${query.get('redirect_uri')}?error=access_denied&state=${query.get('state')}`)
    })
    const result = await signInWithBrowser(deps, session, alex)
    expect(result).toMatchObject({ ok: false, error: { code: 'sign-in-refused', remedy: { kind: 'sign-in' } } })
    const page = await alex.pages[0]
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('The sign-in did not work') })
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  })

  test('an error that the region is probably to blame for, its text harmless on the page', async () => {
    const { deps, session } = await openRoom()
    const alex = person((url) => {
      const query = new URL(url).searchParams
      const description = encodeURIComponent('Invalid client <img src=x>')
      return fetch(
        `${query.get('redirect_uri')}?error=invalid_request&error_description=${description}&state=${query.get('state')}`,
      )
    })
    const result = await signInWithBrowser(deps, session, alex)
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'wrong-region',
        message: 'The region of corp is probably wrong. It is set to us-east-1.',
        remedy: { kind: 'find-region', session: 'corp' },
      },
    })
    expect((await alex.pages[0])?.text).not.toContain('<img')
  })

  test('a code that AWS does not know', async () => {
    const { deps, session } = await openRoom()
    const alex = person((url) => {
      const query = new URL(url).searchParams
      return fetch(`${query.get('redirect_uri')}?code=made-up&state=${query.get('state')}`)
    })
    expect(await signInWithBrowser(deps, session, alex)).toMatchObject({
      ok: false,
      error: { code: 'sign-in-refused' },
    })
  })

  test('a callback of someone else changes nothing', async () => {
    const { deps, session } = await openRoom()
    const alex = person(async (url) => {
      const redirect = redirectOf(new URL(url))
      await fetch(`${redirect}?code=stolen&state=guessed`)
      await fetch(`${redirect}?error=access_denied`)
      return fetch(url)
    })
    expect(await signInWithBrowser(deps, session, alex)).toMatchObject({ ok: true })
  })

  test('a scope that AWS does not know stands beside its field', async () => {
    const { demo, deps, session } = await openRoom()
    demo.faults.add({ operation: 'RegisterClient', kind: 'error', status: 400, error: 'InvalidScopeException' })
    const result = await signInWithBrowser(deps, { ...session, scopes: ['no:such'] }, person())
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'scopes' } })
    expect(result.ok ? '' : result.error.message).toContain('no:such')
  })
})

describe('the browser', () => {
  test('may run in the foreground for as long as it likes', async () => {
    const { deps, session } = await openRoom()
    const alex = person()
    const { promise, resolve: closeBrowser } = Promise.withResolvers<boolean>()
    const openUrl = (url: string) => {
      void alex.openUrl?.(url)
      return promise
    }
    expect(await signInWithBrowser(deps, session, { ...alex, openUrl })).toMatchObject({ ok: true })
    const steps = alex.seen.length
    closeBrowser(true)
    await new Promise((resolve) => setImmediate(resolve))
    expect(alex.seen).toHaveLength(steps)
    expect(alex.seen.some(({ opened }) => opened)).toBe(false)
  })

  test('may be missing or fail: the link is there to copy', async () => {
    for (const openUrl of [null, () => Promise.resolve(false), () => Promise.reject(new Error('no browser'))]) {
      const { deps, session } = await openRoom()
      const alex = person(idle)
      const result = signInWithBrowser(deps, session, { ...alex, openUrl })
      await fetch(await shown(alex))
      expect(await result).toMatchObject({ ok: true })
      expect(alex.seen.some(({ opened }) => opened)).toBe(false)
    }
  })
})
