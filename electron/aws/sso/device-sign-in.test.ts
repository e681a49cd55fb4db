import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { openRoom, person } from './sign-in.testing.ts'
import type { DemoSettings } from '../../../testing/idc/settings.ts'
import type { Person, SignInRoom } from './sign-in.testing.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { signInWithDevice } from './device-sign-in.ts'
import { registrationPath } from './registration.ts'
import { readToken } from './token-cache.ts'

const second = 1000
const minute = 60 * second

/** Codes wait for a person here. */
const openDesk = (settings: Partial<DemoSettings> = {}) => openRoom({ settings: { autoApprove: false, ...settings } })

/** A sign-in whose page is not opened by anyone; `next` lets the next question come and gives what it waited for. */
function start({ deps, session, clock }: SignInRoom, openUrl: Person['openUrl'] = null) {
  const alex = { ...person(), openUrl }
  const result = signInWithDevice(deps, session, alex)
  const next = async () => {
    const wait = await clock.nextTimer()
    clock.advance(wait)
    return wait
  }
  return { alex, result, next }
}

/** What a person does: finds the code typed in, confirms and allows. */
async function confirm({ demo }: SignInRoom, alex: Person): Promise<void> {
  demo.settings.autoApprove = true
  const shown = alex.seen.at(-1)
  const page = await (await fetch(shown?.url ?? '')).text()
  const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = new URLSearchParams({ nonce, user_code: shown?.userCode ?? '' })
  await fetch(shown?.verificationUri ?? '', { method: 'POST', body })
}

test('signs in with a code that is confirmed on another machine', async () => {
  const room = await openDesk()
  const { alex, result, next } = start(room)
  await next()
  const shown = alex.seen.at(-1)
  expect(shown).toMatchObject({
    stage: 'waiting',
    userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    verificationUri: `${room.demo.url}/device`,
    url: expect.stringContaining('user_code='),
    opened: false,
    deadline: new Date(room.clock.now() - second + 10 * minute).toISOString(),
  })
  await confirm(room, alex)
  await next()
  expect(await result).toMatchObject({ ok: true, value: { renews: true } })
  expect(await readToken(room.deps.paths.ssoCache, room.session)).toMatchObject({ kind: 'token' })
  expect(alex.seen.map(({ stage }) => stage)).toEqual(['preparing', 'waiting', 'finishing'])
  expect(room.demo.requests.count('CreateToken')).toBe(3)
})

test('opens the page with the code filled in where there is a browser', async () => {
  const room = await openDesk()
  const opened: string[] = []
  const { alex, result, next } = start(room, (url) => {
    opened.push(url)
    return Promise.resolve(true)
  })
  await next()
  expect(opened).toEqual([alex.seen.at(-1)?.url])
  expect(alex.seen.at(-1)?.opened).toBe(true)
  alex.stop()
  expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
})

describe('pace', () => {
  test('asks at the pace of the service, and five seconds slower when told so', async () => {
    const room = await openDesk({ deviceIntervalSeconds: 3 })
    const { alex, result, next } = start(room)
    expect(await room.clock.nextTimer()).toBe(3 * second)
    room.demo.faults.add({ operation: 'CreateToken', kind: 'error', status: 400, error: 'SlowDownException' })
    await next()
    expect(await next()).toBe(8 * second)
    expect(await next()).toBe(8 * second)
    alex.stop()
    await result
  })

  test('asks more slowly when AWS or the network fails, and goes on', async () => {
    const room = await openDesk()
    const { alex, result, next } = start(room)
    expect(await room.clock.nextTimer()).toBe(second)
    room.demo.faults.add({ operation: 'CreateToken', kind: 'reset', times: 6 })
    await next()
    expect(await next()).toBe(6 * second)
    expect(await next()).toBe(11 * second)
    await confirm(room, alex)
    await next()
    expect(await result).toMatchObject({ ok: true })
  })

  test('gives up when it fails three times in a row', async () => {
    const room = await openDesk()
    const { result, next } = start(room)
    await room.clock.nextTimer()
    room.demo.faults.add({ operation: 'CreateToken', kind: 'reset', times: 9 })
    await next()
    await next()
    await next()
    expect(await result).toMatchObject({ ok: false, error: { code: 'offline' } })
  })
})

describe('ends', () => {
  test('when the code has expired, without a further question', async () => {
    const room = await openDesk({ deviceCodeSeconds: 120, deviceIntervalSeconds: 50 })
    const { result, next } = start(room)
    await next()
    await next()
    await next()
    expect(await result).toMatchObject({
      ok: false,
      error: { code: 'sign-in-timeout', message: 'The sign-in was not finished within 2 minutes.' },
    })
  })

  test('when AWS says that the code has expired', async () => {
    const room = await openDesk()
    const { result, next } = start(room)
    await room.clock.nextTimer()
    room.demo.faults.add({ operation: 'CreateToken', kind: 'error', status: 400, error: 'ExpiredTokenException' })
    await next()
    expect(await result).toMatchObject({ ok: false, error: { code: 'sign-in-timeout' } })
  })

  test('when the person denies it', async () => {
    const room = await openDesk()
    const { result, next } = start(room)
    await room.clock.nextTimer()
    room.demo.faults.add({ operation: 'CreateToken', kind: 'error', status: 400, error: 'AccessDeniedException' })
    await next()
    expect(await result).toMatchObject({ ok: false, error: { code: 'sign-in-refused' } })
  })

  test('when it is cancelled, and asks no more', async () => {
    const room = await openDesk()
    const { alex, result, next } = start(room)
    await next()
    await room.clock.nextTimer()
    const asked = room.demo.requests.count('CreateToken')
    alex.stop()
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    room.clock.advance(20 * minute)
    expect(room.demo.requests.count('CreateToken')).toBe(asked)
    expect(await readToken(room.deps.paths.ssoCache, room.session)).toEqual({ kind: 'absent' })
  })
})

describe('the wrong region or start URL', () => {
  test('an unknown start URL', async () => {
    const { deps, session } = await openDesk()
    const lost = { ...session, startUrl: 'https://d-0000000000.awsapps.com/start' }
    const result = await signInWithDevice(deps, lost, person())
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'wrong-region', field: 'region', remedy: { kind: 'find-region', session: 'corp' } },
    })
  })

  test('a grant that AWS does not know', async () => {
    const room = await openDesk()
    room.demo.faults.add({ operation: 'CreateToken', kind: 'error', status: 400, error: 'InvalidGrantException' })
    expect(await start(room).result).toMatchObject({ ok: false, error: { code: 'wrong-region' } })
  })
})

describe('registration', () => {
  test('asks for the default scope, without which the token would not renew itself', async () => {
    const room = await openDesk()
    // A client as the AWS CLI leaves it for a session without scopes.
    const { clientId, clientSecret } = await registered(room)
    const text = JSON.stringify({ clientId, clientSecret, expiresAt: '2099-01-01T00:00:00Z' })
    await writeFile(registrationPath(room.deps.paths.ssoCache, room.session), text)
    const { alex, result, next } = start(room)
    await next()
    await confirm(room, alex)
    await next()
    expect(await result).toMatchObject({ ok: true, value: { renews: true } })
    expect(room.demo.requests.count('RegisterClient')).toBe(2)
  })

  test('a client for browsers is no client for codes, nor the other way round', async () => {
    const room = await openDesk()
    await registered(room)
    const { alex, result, next } = start(room)
    await next()
    alex.stop()
    await result
    await registered(room)
    expect(room.demo.requests.count('RegisterClient')).toBe(3)
  })

  test('a client that AWS has forgotten is registered anew, once', async () => {
    const room = await openDesk()
    room.demo.faults.add({
      operation: 'StartDeviceAuthorization',
      kind: 'error',
      status: 401,
      error: 'InvalidClientException',
    })
    const { alex, result, next } = start(room)
    await next()
    alex.stop()
    await result
    expect(room.demo.requests.count('RegisterClient')).toBe(2)

    const fault = {
      operation: 'StartDeviceAuthorization',
      kind: 'error',
      status: 401,
      error: 'InvalidClientException',
    } as const
    room.demo.faults.add({ ...fault, times: 2 })
    expect(await signInWithDevice(room.deps, room.session, person())).toMatchObject({
      ok: false,
      error: { code: 'sign-in-refused' },
    })
  })
})

async function registered({ demo, deps, session }: SignInRoom) {
  demo.settings.autoApprove = true
  await signInWithBrowser(deps, session, person())
  const [client] = demo.grants.clients.values()
  demo.settings.autoApprove = false
  if (!client) throw new Error('no client was registered')
  return client
}
