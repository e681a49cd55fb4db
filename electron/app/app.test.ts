import { readFile, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { corp, openRoom, patience, production, withCorp } from './app.testing.ts'

const admin = {
  name: 'prod-admin',
  session: 'corp',
  accountId: production,
  roleName: 'AdministratorAccess',
  region: 'us-east-1',
  output: 'json',
} as const

test('does the whole job: session, sign-in, assignments, profile, identity, switch', async () => {
  const { app, run, change, home, copied } = await openRoom({ config: '# mine\n[default]\nregion = eu-west-1' })
  await change({ kind: 'create-session', draft: corp })
  expect(app.state().sessions).toMatchObject([{ name: 'corp', status: 'signed-out', expiresAt: null }])

  await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  expect(app.state().sessions).toMatchObject([{ status: 'signed-in', renews: true }])
  expect(app.state().signIns).toEqual({})

  await run('accounts.read', { session: 'corp' })
  const found = app.state().assignments['corp']
  expect(found?.status).toBe('ready')
  expect(found?.accounts.find(({ accountId }) => accountId === production)?.roles).toContain('AdministratorAccess')

  const preview = await run('config.preview', { change: { kind: 'create-profiles', drafts: [admin] } })
  expect(preview.lines.filter(({ kind }) => kind === 'added').map(({ text }) => text)).toContain('[profile prod-admin]')
  await change({ kind: 'create-profiles', drafts: [admin] })
  const { identity } = await run('identity.check', { profile: 'prod-admin' })
  expect(identity).toMatchObject({
    status: 'verified',
    account: production,
    arn: expect.stringContaining('Administrator'),
  })

  await run('profile.switch', { profile: 'prod-admin' })
  expect(app.state()).toMatchObject({ active: 'prod-admin', recent: ['prod-admin'] })
  expect(copied).toEqual(['export AWS_PROFILE=prod-admin'])
  const file = await readFile(path.join(home, '.aws', 'config'), 'utf8')
  expect(file.startsWith('# mine\n[default]\nregion = eu-west-1\n\n[sso-session corp]\n')).toBe(true)
})

test('keeps tokens, secrets and keys out of the state and of every answer', async () => {
  const { app, run, change, home } = await openRoom({
    config: `${withCorp}[profile keys]\naws_secret_access_key = sekret\ncredential_process = /bin/x --token hush\n`,
  })
  const seen: unknown[] = []
  app.subscribe((patch) => seen.push(patch))
  seen.push(await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true }))
  await run('accounts.read', { session: 'corp' })
  await change({ kind: 'create-profiles', drafts: [admin] })
  seen.push(await run('identity.check', { profile: 'prod-admin' }))
  seen.push(await run('config.preview', { change: { kind: 'remove-profile', name: 'keys' } }))
  const text = JSON.stringify([seen, app.state()])
  expect(text).toContain('prod-admin')
  const token = await readFile(
    path.join(home, '.aws/sso/cache', 'ee0bfd2552fbd840c02cc48b6e823320543c450f.json'),
    'utf8',
  )
  expect(token).toMatch(/aoaDEMO/)
  expect(text).not.toMatch(/aoaDEMO|aorDEMO|csDEMO|acDEMO|IQoJDEMO|sekret|hush/)
})

describe('signing in', () => {
  test('a second request joins the first, whatever its method', async () => {
    const { app, demo, opened } = await openRoom({ config: withCorp })
    const input = { session: 'corp', openBrowser: true } as const
    const [one, two] = await Promise.all([
      app.call('session.signIn', { ...input, method: 'browser' }),
      app.call('session.signIn', { ...input, method: 'device' }),
    ])
    expect(one).toEqual(two)
    expect(opened).toHaveLength(1)
    expect(demo.requests.count('CreateToken')).toBe(1)
  })

  test('waits with its link on show, can be cancelled, and then nothing is left of it', async () => {
    const { app, run } = await openRoom({ config: withCorp, browser: () => Promise.resolve(false) })
    const over = app.call('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    await vi.waitFor(() => expect(app.state().signIns['corp']).toMatchObject({ stage: 'waiting', opened: false }))
    const { text } = await run('session.copySignInLink', { session: 'corp' })
    const port = new URL(new URL(text).searchParams.get('redirect_uri') ?? '').port
    await run('session.cancelSignIn', { session: 'corp' })
    expect(await over).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(app.state().signIns).toEqual({})
    await expect(fetch(`http://127.0.0.1:${port}/oauth/callback`)).rejects.toThrow()
  })

  test('one that failed stays on show with its next step until it is cleared', async () => {
    const { app, demo, run } = await openRoom({ config: withCorp })
    demo.faults.add({ operation: 'RegisterClient', kind: 'error', status: 400, error: 'InvalidRequestException' })
    const result = await app.call('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    expect(result.ok).toBe(false)
    expect(app.state().signIns['corp']).toMatchObject({ stage: 'failed', problem: { fix: expect.any(String) } })
    await run('session.cancelSignIn', { session: 'corp' })
    expect(app.state().signIns).toEqual({})
  })

  test('signing out of one session leaves the other signed in', async () => {
    const partner = withCorp.replace('corp', 'corp-two')
    const { app, run } = await openRoom({ config: `${withCorp}${partner}` })
    for (const session of ['corp', 'corp-two'])
      await run('session.signIn', { session, method: 'browser', openBrowser: true })
    await run('session.signOut', { session: 'corp' })
    expect(app.state().sessions.map(({ status }) => status)).toEqual(['signed-out', 'signed-in'])
  })
})

describe('changing the config', () => {
  test.each([
    ['name', { ...admin, name: 'a b' }],
    ['accountId', { ...admin, accountId: '123' }],
    ['session', { ...admin, session: 'nobody' }],
    ['region', { ...admin, region: 'mars-north-1' }],
    ['output', { ...admin, output: 'xml' }],
    ['roleName', { ...admin, roleName: '' }],
  ])('a profile with a wrong %s is refused beside that field, and nothing is written', async (field, draft) => {
    const { app, home } = await openRoom({ config: withCorp })
    const result = await app.call('config.change', {
      change: { kind: 'create-profiles', drafts: [admin, draft] },
      anyway: false,
    })
    expect(result).toMatchObject({ ok: false, error: { field } })
    expect(await readFile(path.join(home, '.aws', 'config'), 'utf8')).toBe(withCorp)
  })

  test('a name that is taken is refused, also when the credentials file has it', async () => {
    const { app, home } = await openRoom({ config: withCorp })
    await writeFile(path.join(home, '.aws', 'credentials'), '[prod-admin]\naws_access_key_id = A\n')
    await app.call('config.reload', {})
    const result = await app.call('config.change', {
      change: { kind: 'create-profiles', drafts: [admin] },
      anyway: false,
    })
    expect(result).toMatchObject({ ok: false, error: { code: 'name-taken', field: 'name' } })
  })

  test('a session in use stays, and goes once nothing uses it', async () => {
    const { app, change } = await openRoom({ config: withCorp })
    await change({ kind: 'create-profiles', drafts: [admin] })
    expect(
      await app.call('config.change', {
        change: { kind: 'remove-session', name: 'corp', withProfiles: false },
        anyway: false,
      }),
    ).toMatchObject({
      ok: false,
      error: { code: 'in-use' },
    })
    await change({ kind: 'remove-profile', name: 'prod-admin' })
    await change({ kind: 'remove-session', name: 'corp', withProfiles: false })
    expect(app.state()).toMatchObject({ sessions: [], profiles: [] })
  })

  test('a session that is removed is signed out of', async () => {
    const { run, change, demo, home } = await openRoom({ config: withCorp })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    await change({ kind: 'remove-session', name: 'corp', withProfiles: false })
    expect(demo.requests.count('Logout')).toBe(1)
    const tokens = path.join(home, '.aws/sso/cache', 'ee0bfd2552fbd840c02cc48b6e823320543c450f.json')
    await expect(stat(tokens)).rejects.toThrow('ENOENT')
  })

  test('a session that now leads to another organization is signed out of the old one', async () => {
    const { app, run, change, demo } = await openRoom({ config: withCorp })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    await change({
      kind: 'update-session',
      draft: { ...corp, startUrl: `${corp.startUrl}/#/`, scopes: ['sso:account:access'] },
    })
    expect(app.state().sessions[0]?.status).toBe('signed-in')
    await change({ kind: 'update-session', draft: { ...corp, startUrl: 'https://other.awsapps.com/start' } })
    expect(app.state().sessions[0]?.status).toBe('signed-out')
    expect(demo.requests.count('Logout')).toBe(1)
  })

  test('an edited profile is a new question: the old answer goes', async () => {
    const { app, run, change } = await openRoom({ config: withCorp })
    await change({ kind: 'create-profiles', drafts: [admin] })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    await run('identity.check', { profile: 'prod-admin' })
    expect(app.state().identities['prod-admin']?.status).toBe('verified')
    await change({ kind: 'update-profile', draft: { ...admin, roleName: 'ReadOnlyAccess' } })
    expect(app.state().identities).toEqual({})
    expect(app.state().profiles).toMatchObject([{ roleName: 'ReadOnlyAccess' }])
  })

  test('a broken file is read as far as it goes, with the line that is wrong', async () => {
    const { app, home } = await openRoom({ config: withCorp })
    const file = path.join(home, '.aws', 'config')
    await writeFile(file, `${withCorp}[broken\nstray line\n`)
    await app.call('config.reload', {})
    expect(app.state().sessions).toHaveLength(1)
    expect(app.state().config.findings[0]).toMatchObject({ line: 4, message: expect.any(String) })
  })
})

describe('who a profile is', () => {
  test('needs a sign-in first, without asking AWS', async () => {
    const { app, run, change, demo } = await openRoom({ config: withCorp })
    await change({ kind: 'create-profiles', drafts: [admin] })
    const { identity } = await run('identity.check', { profile: 'prod-admin' })
    expect(identity).toMatchObject({
      status: 'failed',
      problem: { code: 'sign-in-needed', remedy: { kind: 'sign-in' } },
    })
    expect(demo.requests.entries).toEqual([])
    expect(app.state().identities['prod-admin']?.status).toBe('failed')
  })

  test('says which permission set is not assigned, and asks everyone once', async () => {
    const { run, change, demo } = await openRoom({ config: withCorp })
    const drafts = [admin, { ...admin, name: 'net', accountId: '902417765530', roleName: 'NetworkAdmin' }]
    await change({ kind: 'create-profiles', drafts })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    const [all] = await Promise.all([run('identity.checkAll', {}), run('identity.checkAll', {})])
    expect(all.map(({ identity }) => identity.status)).toEqual(['verified', 'failed'])
    expect(all[1]?.identity).toMatchObject({ problem: { code: 'not-assigned' } })
    expect(demo.requests.count('GetCallerIdentity')).toBe(1)
  })
})

test('a credentials file that cannot be read is said, since every AWS client stops at it', async () => {
  const { app, home } = await openRoom({ config: withCorp })
  await symlink('credentials', path.join(home, '.aws', 'credentials'))
  await app.call('config.reload', {})
  expect(app.state()).toMatchObject({
    config: { problem: { code: 'config-unreadable' } },
    sessions: [{ name: 'corp' }],
  })
})

test('follows files that others change', async () => {
  const { app, home } = await openRoom({ config: withCorp, watch: true })
  await writeFile(path.join(home, '.aws', 'config'), `${withCorp}[profile by-hand]\nregion = eu-west-1\n`)
  await vi.waitFor(() => expect(app.state().profiles).toMatchObject([{ name: 'by-hand', kind: 'other' }]), patience)
})

test('what one process switches, another shows', async () => {
  const { app, change, another } = await openRoom({ config: withCorp, watch: true })
  await change({ kind: 'create-profiles', drafts: [admin] })
  const other = await another()
  await other.call('profile.switch', { profile: 'prod-admin' })
  await vi.waitFor(() => expect(app.state().active).toBe('prod-admin'), patience)
})

test('settings are checked, kept, private, and defaulted where a hand-edited file is wrong', async () => {
  const { app, run, system } = await openRoom({ watch: true })
  await run('settings.update', { settings: { theme: 'dark' } })
  const file = path.join(system.paths.settings, 'settings.json')
  const modes = await Promise.all([file, system.paths.settings].map(async (each) => (await stat(each)).mode & 0o777))
  expect(modes).toEqual([0o600, 0o700])
  expect(await app.call('settings.update', { settings: { nameTemplate: '{nope}' } })).toMatchObject({
    error: { field: 'template' },
  })
  await writeFile(file, JSON.stringify({ theme: 'purple', copyOnSwitch: false, nameTemplate: '{x}', other: 1 }))
  await vi.waitFor(() => expect(app.state().settings).toMatchObject({ theme: 'system', copyOnSwitch: false }), patience)
  expect(app.state().settings.nameTemplate).toBe('{account|kebab}-{role|short}')
})

test('settings that cannot be read or written are a problem, not an end', async () => {
  const { app } = await openRoom({ watch: true, env: { XDG_CONFIG_HOME: '/dev/null' } })
  expect(app.state().settings.theme).toBe('system')
  const result = await app.call('settings.update', { settings: { theme: 'dark' } })
  expect(result).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
})

test.each([
  ['config.change', { change: { kind: 'create-session', draft: { ...corp, extra: 1 } }, anyway: false }],
  ['config.change', { change: { kind: 'create-profiles', drafts: [] }, anyway: false }],
  ['config.change', null],
  ['profile.switch', {}],
  ['session.signIn', { session: 'corp', method: 'magic', openBrowser: true }],
  ['settings.update', { settings: { theme: undefined } }],
] as const)('%s refuses an input of another shape: %j', async (name, input) => {
  const { app } = await openRoom()
  expect(await app.call(name, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
})
