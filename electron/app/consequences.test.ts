import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { corp, openRoom, production, withCorp, type Room } from './app.testing.ts'
import { parse } from '../aws/config/document/document.testing.ts'
import { credentialsPath } from '../aws/sso/credentials-cache.ts'
import { tokenPath } from '../aws/sso/token-cache.ts'
import { sessionMoves } from './consequences.ts'

const profile = (name: string) =>
  `[profile ${name}]\nsso_session = corp\nsso_account_id = ${production}\nsso_role_name = ReadOnlyAccess\nregion = us-east-1\n`
const signIn = { session: 'corp', method: 'browser', openBrowser: true } as const
const rename = { kind: 'rename-session', name: 'corp', to: 'new' } as const

const hasToken = async ({ system }: Room, name: string): Promise<boolean> =>
  stat(tokenPath(system.paths.ssoCache, { ...corp, name })).then(
    () => true,
    () => false,
  )

describe('a renamed session', () => {
  test.each([false, true])(
    'stays signed in, with its assignments, and its profiles work on (watched: %s)',
    async (watch) => {
      const room = await openRoom({ config: withCorp + profile('p'), watch })
      const { app, run, change, demo } = room
      await run('session.signIn', signIn)
      await run('accounts.read', { session: 'corp' })
      const known = app.state().assignments['corp']
      await change(rename)
      expect(app.state().sessions).toMatchObject([{ name: 'new', status: 'signed-in', renews: true }])
      expect(app.state().profiles).toMatchObject([{ name: 'p', session: 'new', problem: null }])
      expect(app.state().assignments).toEqual({ new: known })
      expect([await hasToken(room, 'corp'), await hasToken(room, 'new')]).toEqual([false, true])
      expect(demo.requests.count('Logout')).toBe(0)
      const { identity } = await run('identity.check', { profile: 'p' })
      expect(identity).toMatchObject({ status: 'verified' })
    },
  )

  test('is signed in again under its old name when that is undone', async () => {
    const room = await openRoom({ config: withCorp + profile('p') })
    const { app, run, change, home } = room
    await run('session.signIn', signIn)
    await run('accounts.read', { session: 'corp' })
    const known = app.state().assignments['corp']
    const { id } = await change(rename)
    await change({ kind: 'undo', id: id! })
    expect(await readFile(path.join(home, '.aws/config'), 'utf8')).toBe(withCorp + profile('p'))
    expect(app.state().sessions).toMatchObject([{ name: 'corp', status: 'signed-in' }])
    expect(app.state().assignments).toEqual({ corp: known })
    expect([await hasToken(room, 'corp'), await hasToken(room, 'new')]).toEqual([true, false])
  })

  test('has no sign-in under way any more, and no assignments of the old name', async () => {
    const room = await openRoom({ config: withCorp, browser: () => Promise.resolve(true) })
    const { app, change, system } = room
    const signingIn = app.call('session.signIn', signIn)
    await vi.waitFor(() => expect(app.state().signIns['corp']?.stage).toBe('waiting'))
    await change(rename)
    expect(await signingIn).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(app.state().signIns).toEqual({})
    expect(app.state().sessions).toMatchObject([{ name: 'new', status: 'signed-out' }])
    expect((await readdir(system.paths.state)).filter((name) => name.startsWith('assignments-'))).toEqual([])
  })

  test('does not go on reading accounts under the old name', async () => {
    const { app, run, change, demo } = await openRoom({ config: withCorp })
    await run('session.signIn', signIn)
    demo.settings.latencyMs = 200
    const reading = app.call('accounts.read', { session: 'corp' })
    await vi.waitFor(() => expect(app.state().assignments['corp']?.progress).toBeTruthy())
    await change(rename)
    await reading
    expect(Object.keys(app.state().assignments)).toEqual(['new'])
  })

  test('says when its token could not follow, and the rename stands', async () => {
    const { app, run, change, home, system } = await openRoom({ config: withCorp })
    await run('session.signIn', signIn)
    // A folder in the place of the file cannot be replaced, whoever runs this.
    await mkdir(path.join(tokenPath(system.paths.ssoCache, { ...corp, name: 'new' }), 'x'), { recursive: true })
    expect(await change(rename)).toMatchObject({
      trouble: {
        code: 'config-unwritable',
        message: expect.stringContaining('corp is new now, but its sign-in stayed behind.'),
        remedy: { kind: 'sign-in', session: 'new' },
      },
    })
    expect(await readFile(path.join(home, '.aws/config'), 'utf8')).toContain('[sso-session new]')
    expect(app.state().sessions).toMatchObject([{ name: 'new' }])
  })
})

test('a session that is removed with its profiles is signed out of, and comes back signed out', async () => {
  const room = await openRoom({ config: withCorp + profile('p') + profile('q') })
  const { app, run, change, demo } = room
  await run('session.signIn', signIn)
  const { id } = await change({ kind: 'remove-session', name: 'corp', withProfiles: true })
  expect(app.state()).toMatchObject({ sessions: [], profiles: [] })
  expect(demo.requests.count('Logout')).toBe(1)
  expect(await hasToken(room, 'corp')).toBe(false)
  await change({ kind: 'undo', id: id! })
  expect(app.state().sessions).toMatchObject([{ name: 'corp', status: 'signed-out' }])
  expect(app.state().profiles).toHaveLength(2)
})

test.each([
  { kind: 'remove-session', name: 'corp', withProfiles: true },
  { kind: 'rename-session', name: 'corp', to: 'new' },
] as const)(
  '$kind reaches the role credentials of the AWS CLI also where the state has followed the file by then',
  async (each) => {
    const { run, change, system } = await openRoom({ config: withCorp + profile('p'), watch: true })
    await run('session.signIn', signIn)
    await run('accounts.read', { session: 'corp' })
    const roles = ['ReadOnlyAccess', 'AdministratorAccess'].map((roleName) => ({ accountId: production, roleName }))
    const filesOf = (name: string) =>
      roles.map((role) => path.basename(credentialsPath(system.paths.cliCache, { ...corp, name }, role))).sort()
    await mkdir(system.paths.cliCache, { recursive: true })
    for (const file of filesOf('corp'))
      await writeFile(path.join(system.paths.cliCache, file), '{"ProviderType": "sso"}')
    await change(each)
    expect((await readdir(system.paths.cliCache)).sort()).toEqual(each.kind === 'rename-session' ? filesOf('new') : [])
  },
)

test('a renamed profile stays active, recent and a favourite, and so it does when that is undone', async () => {
  const { app, run, change, home } = await openRoom({ config: `${withCorp}${profile('p')}${profile('q')}` })
  await run('profile.switch', { profile: 'q' })
  await run('profile.switch', { profile: 'p' })
  await run('settings.update', { settings: { favourites: { q: true, p: true } } })
  const { id } = await change({ kind: 'rename-profile', name: 'p', to: 'x' })
  expect(app.state()).toMatchObject({ active: 'x', recent: ['x', 'q'], settings: { favourites: ['q', 'x'] } })
  await change({ kind: 'undo', id: id! })
  expect(app.state()).toMatchObject({ active: 'p', recent: ['p', 'q'], settings: { favourites: ['q', 'p'] } })
  await writeFile(path.join(home, '.aws/config'), '[profile p]\nrole_arn = r\nsource_profile = p\n')
  await run('config.reload', {})
  await change({ kind: 'rename-profile', name: 'p', to: 'y' })
  expect(app.state().active).toBe('y')
})

describe('sessionMoves', () => {
  const session = (name: string, startUrl = 'https://d-1.awsapps.com/start', region = 'us-east-1') =>
    `[sso-session ${name}]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n`
  const moves = (before: string, after: string) => {
    const [old, now] = [before, after].map((text) => parse(text))
    const { renamed, left } = sessionMoves(old!, now!)
    return {
      renamed: renamed.map(({ from, to }) => `${from.name} > ${to.name}`),
      left: left.map(({ session: { name }, why }) => (why === 'gone' ? name : `${name} ${why}`)),
    }
  }

  test.each([
    ['a rename', session('a'), session('b'), { renamed: ['a > b'], left: [] }],
    ['its undo', session('b'), session('a'), { renamed: ['b > a'], left: [] }],
    ['another region', session('a'), session('a', undefined, 'eu-west-1'), { renamed: [], left: ['a moved'] }],
    [
      'the same portal, spelled otherwise',
      session('a'),
      session('a', 'https://d-1.awsapps.com/start/#/'),
      { renamed: [], left: [] },
    ],
    [
      'one that goes, and one of another organization',
      session('a'),
      session('b', 'https://x'),
      { renamed: [], left: ['a'] },
    ],
    ['one that goes, and one that was there', session('a') + session('b'), session('b'), { renamed: [], left: ['a'] }],
    [
      'two of one organization that go, and one that comes',
      session('a') + session('b'),
      session('c'),
      { renamed: ['a > c'], left: ['b'] },
    ],
    ['one that comes', '', session('a'), { renamed: [], left: [] }],
  ])('tell %s', (_, before, after, expected) => {
    expect(moves(before, after)).toEqual(expected)
  })
})
