/** What a person does at an awkward moment, and files in which awkward things stand. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { corp, openRoom, production, withCorp, type Room } from './app.testing.ts'
import { sessionCondition } from '../../shared/conditions.ts'
import { emptyDocument } from '../aws/config/document/document.ts'
import { createSsoDeps } from '../aws/sso/session.ts'
import { credentialsPath } from '../aws/sso/credentials-cache.ts'
import type { Context } from './context.ts'
import { openMemory } from './memory.ts'
import { readFiles } from './reading.ts'
import { signIn as start } from './signing-in.ts'
import { createStore } from './store.ts'

const admin = {
  name: 'prod-admin',
  session: 'corp',
  accountId: production,
  roleName: 'AdministratorAccess',
  region: 'us-east-1',
  output: null,
} as const
const signIn = { session: 'corp', method: 'browser', openBrowser: true } as const

test('sessions and profiles may be named as what every object has', async () => {
  const session = `[sso-session constructor]\nsso_start_url = ${corp.startUrl}\nsso_region = us-east-1\n`
  const names = ['toString', '__proto__']
  const profiles = names.map(
    (name) =>
      `[profile ${name}]\nsso_session = constructor\nsso_account_id = ${production}\nsso_role_name = AdministratorAccess\n`,
  )
  const { app, run } = await openRoom({ config: session + profiles.join('') })
  const words = () => app.state().sessions.map((each) => sessionCondition(app.state(), each, Date.now()).words)
  expect(words()).toEqual(['Sign-in needed'])
  await run('session.signIn', { ...signIn, session: 'constructor' })
  await run('accounts.read', { session: 'constructor' })
  const verified = await run('identity.checkAll', {})
  expect(verified.map(({ profile, identity }) => [profile, identity.status])).toEqual(
    names.map((name) => [name, 'verified']),
  )
  expect(Object.keys(app.state().identities)).toEqual(names)
  expect(app.state().assignments['constructor']?.status).toBe('ready')
  const favourites = ['constructor', ...names]
  await run('settings.update', { settings: { favourites: Object.fromEntries(favourites.map((name) => [name, true])) } })
  expect(app.state().settings.favourites).toEqual(favourites)
  await run('session.signOut', { session: 'constructor' })
  expect(words()).toEqual(['Sign-in needed'])
})

/** What operations work on, for what can be met only between two of their steps. */
function contextOf({ app, system }: Room, changes: Partial<Context> = {}): Context {
  return {
    system,
    store: createStore(app.state()),
    memory: openMemory(system.paths.state),
    sso: createSsoDeps(system),
    documents: { config: emptyDocument, credentials: emptyDocument },
    known: { config: emptyDocument, credentials: emptyDocument },
    live: false,
    sessions: true,
    wake: () => undefined,
    reading: { running: null, next: null, stamp: null, looked: Promise.resolve() },
    settings: { good: null, stamp: null, last: Promise.resolve() },
    doctor: { files: [], machine: [], running: null },
    credentials: { known: new Map(), asking: new Map() },
    looked: new Map(),
    signingIn: new Map(),
    readingAccounts: new Map(),
    checking: new Map(),
    pageErrors: [],
    ...changes,
  }
}

test('what comes into the state while the files are read is not undone', async () => {
  const room = await openRoom({ config: withCorp })
  await writeFile(room.system.paths.config, `${withCorp}${withCorp.replace('corp', 'new')}`)
  const { promise: answer, resolve: remember } = Promise.withResolvers<null>()
  const { promise: asked, resolve: ask } = Promise.withResolvers<null>()
  const memory = { ...openMemory(room.system.paths.state), assignments: () => (ask(null), answer) }
  const context = contextOf(room, { memory })
  const unknown = room.app.state().assignments['corp']!
  const reading = readFiles(context)
  await asked
  context.store.update({ assignments: { corp: { ...unknown, status: 'reading' } } })
  remember(null)
  await reading
  expect(context.store.get().assignments).toEqual({ corp: { ...unknown, status: 'reading' }, new: unknown })
})

test('a sign-in asked for in the moment when one succeeds is that one', async () => {
  const room = await openRoom({ config: withCorp })
  const context = contextOf(room)
  const again: Promise<unknown>[] = []
  context.store.subscribe(({ sessions }) => {
    if (sessions?.[0]?.status === 'signed-in') again.push(start(context, signIn, Date.now()))
  })
  const first = await start(context, signIn, Date.now())
  expect(first.ok).toBe(true)
  expect(await Promise.all(again)).toEqual([first])
  expect(room.opened).toHaveLength(1)
  expect(context.store.get().signIns).toEqual({})
})

test('the answer about a profile that was edited meanwhile is not shown for it', async () => {
  const { app, run, change, demo } = await openRoom({ config: withCorp })
  await change({ kind: 'create-profiles', drafts: [admin] })
  await run('session.signIn', signIn)
  demo.settings.latencyMs = 100
  const checking = run('identity.check', { profile: 'prod-admin' })
  await vi.waitFor(() => expect(app.state().identities['prod-admin']?.status).toBe('checking'))
  await change({ kind: 'update-profile', draft: { ...admin, roleName: 'ReadOnlyAccess' } })
  expect((await checking).identity).toMatchObject({ status: 'verified', arn: expect.stringContaining('Administrator') })
  expect(app.state().identities).toEqual({})
})

test('a session that is removed while its assignments are read leaves nothing of them', async () => {
  const { app, run, change, demo, system } = await openRoom({ config: withCorp })
  await run('session.signIn', signIn)
  demo.settings.latencyMs = 200
  const reading = app.call('accounts.read', { session: 'corp' })
  await vi.waitFor(() => expect(app.state().assignments['corp']?.progress).toBeTruthy())
  await change({ kind: 'remove-session', name: 'corp', withProfiles: false })
  expect(await reading).toEqual({ ok: true, value: null })
  expect(app.state().assignments).toEqual({})
  const kept = await readdir(system.paths.state)
  expect(kept.filter((name) => name.startsWith('assignments-'))).toEqual([])
})

test.each([
  { kind: 'remove-session', name: 'corp', withProfiles: false },
  { kind: 'update-session', draft: { ...corp, startUrl: 'https://other.awsapps.com/start' } },
] as const)('$kind deletes the role credentials that the AWS CLI has of the session, profile or not', async (each) => {
  const { run, change, system } = await openRoom({ config: withCorp })
  await run('session.signIn', signIn)
  await run('accounts.read', { session: 'corp' })
  const file = credentialsPath(system.paths.cliCache, corp, { accountId: production, roleName: 'ReadOnlyAccess' })
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, '{"ProviderType": "sso", "Credentials": {}}')
  await change(each)
  expect(await readdir(system.paths.cliCache)).toEqual([])
})

test.each(['javascript:alert(1)//', 'file:///etc/passwd', 'start'])(
  'the start URL %s becomes no link',
  async (startUrl) => {
    const config = `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n[profile p]\nsso_session = corp\nsso_account_id = ${production}\nsso_role_name = R\n`
    const { app, opened } = await openRoom({ config })
    const refused = { ok: false, error: { code: 'misconfigured' } }
    expect(await app.call('session.openPortal', { session: 'corp' })).toMatchObject(refused)
    expect(await app.call('profile.openConsole', { profile: 'p' })).toMatchObject(refused)
    expect(opened).toEqual([])
  },
)

test('the answers about hundreds of profiles come in a few changes of the state', async () => {
  const names = Array.from({ length: 300 }, (_, at) => `p${at}`)
  const profiles = names.map(
    (name) => `[profile ${name}]\nsso_session = corp\nsso_account_id = ${production}\nsso_role_name = R\n`,
  )
  const { app, run } = await openRoom({ config: withCorp + profiles.join('') })
  let changes = 0
  app.subscribe(({ identities }) => (changes += identities ? 1 : 0))
  expect(await run('identity.checkAll', {})).toHaveLength(300)
  expect(Object.keys(app.state().identities)).toEqual(names)
  expect(Object.values(app.state().identities).every(({ status }) => status === 'failed')).toBe(true)
  expect(changes).toBeLessThan(100)
})

test('no sign-in begins with a start URL that AWS would not take, and no browser waits for it', async () => {
  const { app } = await openRoom({ config: withCorp.replace('https://', 'http://') })
  const result = await app.call('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  expect(result).toMatchObject({ ok: false, error: { remedy: { kind: 'edit-session', session: 'corp' } } })
  expect(app.state().signIns).toEqual({})
})

test('what an edit does not name stays as another program wrote it, however odd', async () => {
  const odd = withCorp.replace('us-east-1', 'eu-central-1 # moved')
  const { change, home } = await openRoom({ config: `${odd}[profile p]\nsso_session = corp\nregion = nowhere-9\n` })
  await change({ kind: 'update-session', draft: { name: 'corp', startUrl: 'https://other.awsapps.com/start' } })
  await change({ kind: 'update-profile', draft: { name: 'p', output: 'yaml' } })
  const text = await readFile(path.join(home, '.aws', 'config'), 'utf8')
  expect(text).toContain('sso_start_url = https://other.awsapps.com/start\nsso_region = eu-central-1 # moved\n')
  expect(text).toContain('[profile p]\nsso_session = corp\nregion = nowhere-9\noutput = yaml\n')
})
