import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { openRoom, patience, production, withCorp, type Room } from './app.testing.ts'
import { tokenPath } from '../aws/sso/token-cache.ts'
import type { App } from './app.ts'

const corp = { session: 'corp', method: 'browser', openBrowser: true } as const

/** Another process of Lanyard, with a browser of its own. */
async function another(room: Room): Promise<{ readonly app: App; readonly opened: string[] }> {
  const opened: string[] = []
  const open = async (url: string) => (opened.push(url), void fetch(url).catch(() => undefined), true)
  return { app: await room.another({ browser: { ...room.system.browser, open } }), opened }
}

const waitsForPage = ({ app }: { readonly app: App }) =>
  vi.waitFor(() => expect(app.state().signIns['corp']).toMatchObject({ stage: 'waiting', opened: true }), patience)
const waitsForOther = ({ app }: { readonly app: App }) =>
  vi.waitFor(() => expect(app.state().signIns['corp']).toMatchObject({ stage: 'waiting', elsewhere: true }), patience)

describe('a sign-in that another process is asked for meanwhile', () => {
  /** One process waits for its person, another for it. */
  async function waiting() {
    const first = await openRoom({ config: withCorp, browser: () => Promise.resolve(true) })
    const firstDone = first.app.call('session.signIn', corp)
    await waitsForPage(first)
    const second = await another(first)
    const secondDone = second.app.call('session.signIn', corp)
    await waitsForOther(second)
    return { first, firstDone, second, secondDone }
  }

  test('is waited for, and its token taken, with one browser for both', async () => {
    const { first, firstDone, second, secondDone } = await waiting()
    await fetch(first.opened[0] ?? '')
    expect(await firstDone).toEqual(await secondDone)
    expect(second.opened).toEqual([])
    expect(first.demo.requests.entries.filter(({ grantType }) => grantType === 'authorization_code')).toHaveLength(1)
    expect(second.app.state()).toMatchObject({ signIns: {}, sessions: [{ status: 'signed-in', renews: true }] })
  })

  test('is signed in to all the same when the first was cancelled', async () => {
    const { first, firstDone, second, secondDone } = await waiting()
    await first.run('session.cancelSignIn', { session: 'corp' })
    expect(await firstDone).toMatchObject({ error: { code: 'cancelled' } })
    expect(await secondDone).toMatchObject({ ok: true })
    expect(second.opened).toHaveLength(1)
  })

  test('is refused with the first, and the person is not asked again', async () => {
    const { first, firstDone, second, secondDone } = await waiting()
    await refuse(first)
    expect(await firstDone).toMatchObject({ error: { code: 'sign-in-refused' } })
    expect(await secondDone).toMatchObject({ error: { code: 'sign-in-refused' } })
    expect(second.opened).toEqual([])
    expect(await second.app.call('session.signIn', corp)).toMatchObject({ ok: true })
    expect(second.opened).toHaveLength(1)
  })

  test('is not cancelled with the one that waits for it', async () => {
    const { first, firstDone, second, secondDone } = await waiting()
    await second.app.call('session.cancelSignIn', { session: 'corp' })
    expect(await secondDone).toMatchObject({ error: { code: 'cancelled' } })
    expect(second.app.state().signIns).toEqual({})
    await fetch(first.opened[0] ?? '')
    expect(await firstDone).toMatchObject({ ok: true })
  })

  test('goes on where the waiting process is stopped', async () => {
    const { first, firstDone, second, secondDone } = await waiting()
    await second.app.stop()
    expect(await secondDone).toMatchObject({ error: { code: 'cancelled' } })
    await fetch(first.opened[0] ?? '')
    expect(await firstDone).toMatchObject({ ok: true })
  })
})

test('no browser is opened where no token could be kept', async () => {
  const { app, system, opened } = await openRoom({ config: withCorp })
  await rm(system.paths.ssoCache, { recursive: true, force: true })
  await mkdir(path.dirname(system.paths.ssoCache), { recursive: true })
  await writeFile(system.paths.ssoCache, 'a file in the place of the folder')
  expect(await app.call('session.signIn', corp)).toMatchObject({ error: { code: 'config-unwritable' } })
  expect(opened).toEqual([])
})

test('who is signed in and asks for a new sign-in gets one', async () => {
  const room = await openRoom({ config: withCorp })
  await room.run('session.signIn', corp)
  await room.run('session.signIn', { ...corp, again: true })
  expect(room.opened).toHaveLength(2)
})

describe('who asks to sign in where another has done so meanwhile', () => {
  test('one that lasts is told, and nobody is asked', async () => {
    const room = await openRoom({ config: withCorp })
    expect(await room.run('session.signIn', corp)).not.toHaveProperty('lasted')
    room.demo.requests.clear()
    expect(await room.run('session.signIn', corp)).toMatchObject({ session: 'corp', lasted: true })
    expect(room.opened).toHaveLength(1)
    expect(room.demo.requests.entries).toEqual([])
  })

  test('one that AWS has ended early is made anew, in a process that has not met it too', async () => {
    const room = await openRoom({ config: withCorp })
    await room.run('session.signIn', corp)
    const file = tokenPath(room.system.paths.ssoCache, { ...room.app.state().sessions[0]!, name: 'corp' })
    const { refreshToken: _, ...token } = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify(token))
    await room.run('config.reload', {})
    room.demo.grants.revokeAll()
    expect(await room.app.call('accounts.read', { session: 'corp' })).toMatchObject({
      error: { code: 'sign-in-needed' },
    })
    const second = await another(room)
    expect(second.app.state().sessions[0]?.status).toBe('expired')
    expect(await second.app.call('session.signInAll', { sessions: ['corp'] })).toMatchObject({ ok: true })
    expect(second.opened).toHaveLength(1)
  })
})

test('a token that came after the process was started is its sign-in, although it was looked at later', async () => {
  const room = await openRoom({ config: withCorp })
  const startedAt = Date.now() - 1
  await room.run('session.signIn', corp)
  const late = await room.another({
    startedAt,
    browser: { ...room.system.browser, open: () => Promise.reject(new Error()) },
  })
  expect(await late.call('session.signIn', corp)).toMatchObject({ ok: true })
})

test('a cancel never overtakes the sign-in that was asked for before it, whatever has to be read first', async () => {
  const room = await openRoom({ config: withCorp, browser: () => Promise.resolve(true), watch: true })
  for (let at = 0; at < 10; at += 1) {
    await writeFile(room.system.paths.config, `${withCorp}# ${at}\n`)
    const signingIn = room.app.call('session.signIn', corp)
    await room.run('session.cancelSignIn', { session: 'corp' })
    expect(await signingIn).toMatchObject({ error: { code: 'cancelled' } })
    expect(room.app.state().signIns).toEqual({})
  }
})

test('a profile that was written just before is found', async () => {
  const room = await openRoom({ config: withCorp, watch: true })
  for (let at = 0; at < 10; at += 1) {
    await writeFile(room.system.paths.config, `${withCorp}[profile p${at}]\nregion = us-east-1\n`)
    const [first, second] = await Promise.all([1, 2].map(() => room.app.call('profile.switch', { profile: `p${at}` })))
    expect([first?.ok, second?.ok]).toEqual([true, true])
  }
})

/** What the page of AWS answers when a person says no. */
async function refuse({ opened: [page = ''] }: Room): Promise<void> {
  const asked = new URL(page).searchParams
  const answer = new URL(asked.get('redirect_uri') ?? '')
  answer.search = String(new URLSearchParams({ error: 'access_denied', state: asked.get('state') ?? '' }))
  await fetch(answer)
}

describe('signing in to all', () => {
  const three = ['corp', 'corp-two', 'corp-three']
  const config = three.map((name) => withCorp.replace('corp', name)).join('')

  test('asks for one after the other, and leaves out who is signed in for long', async () => {
    const room = await openRoom({ config })
    await room.run('session.signIn', { ...corp, session: 'corp-two' })
    const { done } = await room.run('session.signInAll', { sessions: three })
    expect(done.map(({ session }) => session)).toEqual(['corp', 'corp-three'])
    expect(room.opened).toHaveLength(3)
    expect(room.app.state().sessions.map(({ status }) => status)).toEqual(three.map(() => 'signed-in'))
  })

  test('ends when the person cancels one', async () => {
    const room = await openRoom({ config, browser: () => Promise.resolve(true) })
    const done = room.app.call('session.signInAll', { sessions: three })
    await waitsForPage(room)
    await room.run('session.cancelSignIn', { session: 'corp' })
    expect(await done).toMatchObject({ value: { done: [], problems: [{ code: 'cancelled' }] } })
    expect(room.opened).toHaveLength(1)
  })

  test('ends when the person refuses one', async () => {
    const room = await openRoom({ config, browser: () => Promise.resolve(true) })
    const done = room.app.call('session.signInAll', { sessions: three, method: 'browser' })
    await waitsForPage(room)
    await refuse(room)
    expect(await done).toMatchObject({ value: { done: [], problems: [{ code: 'sign-in-refused' }] } })
    expect(room.opened).toHaveLength(1)
  })

  test('goes on after one that fails for another reason, and tells it', async () => {
    const room = await openRoom({ config })
    room.demo.faults.add({ operation: 'RegisterClient', kind: 'error', status: 400, error: 'InvalidRequestException' })
    expect(await room.app.call('session.signInAll', { sessions: three })).toMatchObject({
      value: { done: [{ session: 'corp-two' }, { session: 'corp-three' }], problems: [{ code: 'wrong-region' }] },
    })
    expect(room.app.state().sessions.map(({ status }) => status)).toEqual(['signed-out', 'signed-in', 'signed-in'])
  })
})

describe('a fresh session', () => {
  const fresh = { session: 'corp', method: 'browser' } as const

  test('begins with a sign-out from the portal', async () => {
    const room = await openRoom({ config: withCorp })
    await room.run('session.signIn', corp)
    room.demo.requests.clear()
    await room.run('session.startFresh', fresh)
    const order = room.demo.requests.entries.map(({ operation }) => operation)
    expect(order.indexOf('Logout')).toBeLessThan(order.indexOf('Authorize'))
    expect(room.demo.requests.count('Logout')).toBe(1)
    expect(room.opened).toHaveLength(2)
  })

  const page = { operation: 'Logout', kind: 'page', contentType: 'text/html', body: '<html>No</html>' } as const
  test.for([
    ['offline', { operation: 'Logout', kind: 'reset', times: 3 }],
    ['offline', { ...page, status: 404 }],
    ['misconfigured', { ...page, status: 407 }],
    ['aws-unavailable', { operation: 'Logout', kind: 'error', status: 400, error: 'InvalidRequestException' }],
  ] as const)('is none where the portal has not said that the old one is over (%s)', async ([code, fault]) => {
    const room = await openRoom({ config: withCorp })
    await room.run('session.signIn', corp)
    room.demo.faults.add(fault)
    expect(await room.app.call('session.startFresh', fresh)).toMatchObject({ error: { code } })
    expect(room.app.state().sessions).toMatchObject([{ status: 'signed-in', renews: true }])
    expect(room.opened).toHaveLength(1)
  })

  test('is one where there was no sign-in', async () => {
    const room = await openRoom({ config: withCorp })
    expect(await room.run('session.startFresh', fresh)).toMatchObject({ session: 'corp' })
    expect(room.opened).toHaveLength(1)
  })
})

test('a sign-in that another program does clears what failed for want of it', async () => {
  const profile = `[profile prod]\nsso_session = corp\nsso_account_id = ${production}\nsso_role_name = AdministratorAccess\n`
  const room = await openRoom({ config: `${withCorp}${profile}`, watch: true })
  room.demo.faults.add({ operation: 'RegisterClient', kind: 'error', status: 400, error: 'InvalidRequestException' })
  await room.app.call('session.signIn', corp)
  await room.run('identity.check', { profile: 'prod' })
  expect(room.app.state()).toMatchObject({
    signIns: { corp: { stage: 'failed' } },
    identities: { prod: { status: 'failed', problem: { code: 'sign-in-needed' } } },
  })
  const other = await another(room)
  await other.app.call('session.signIn', corp)
  await vi.waitFor(() => expect(room.app.state().sessions).toMatchObject([{ status: 'signed-in' }]), patience)
  expect(room.app.state()).toMatchObject({ signIns: {}, identities: {} })
})

test('a sign-in that ends by what nobody foresaw does not stay on show', async () => {
  // No date is so far away.
  const room = await openRoom({ config: withCorp, settings: { accessTokenSeconds: 1e15, sessionSeconds: 1e15 } })
  const input = { session: 'corp', method: 'device', openBrowser: true }
  expect(await room.app.call('session.signIn', input)).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(room.app.state().signIns).toEqual({})
})
