import { stat } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { corpSession, oneLine, openDesk, opened, partnerSession, signedIn } from './lanyard.ts'

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)

const corp = { name: 'corp', startUrl: demoStartUrl, region: 'us-east-1', scopes: ['sso:account:access'], end: null }
const dev = {
  name: 'dev',
  session: 'corp',
  accountId: '058264527036',
  roleName: 'PowerUserAccess',
  region: 'eu-central-1',
  output: 'json',
  kind: 'sso',
}

test('the whole job with --json, from nothing to a profile that AWS knows, and back', async () => {
  const desk = await openDesk()
  const { json } = desk
  const signedOut = { ...corp, status: 'signed-out', expiresAt: null }
  expect(await json('session list')).toEqual([])
  expect(await json('profile list')).toEqual([])
  expect(await json('accounts')).toEqual([])
  expect(await json('whoami --all')).toEqual([])
  expect(await json('current')).toEqual({ profile: null })
  expect(await json('logout --all')).toEqual({ signedOut: [] })

  expect(await json(corpSession)).toEqual(signedOut)
  expect(await json('session list')).toEqual([signedOut])
  expect(await json('session show corp')).toEqual(signedOut)

  expect(await json('login')).toEqual({ session: 'corp', expiresAt: time })
  expect(await opened(desk)).toEqual([expect.stringContaining(`${desk.demo.url}/authorize?`)])
  expect(await json('session show corp')).toEqual({ ...corp, status: 'signed-in', expiresAt: time })

  const accounts = (await json('accounts')) as Record<string, unknown>[]
  expect(accounts).toHaveLength(12)
  expect(accounts).toContainEqual({
    session: 'corp',
    accountId: '058264527036',
    accountName: 'Staging',
    emailAddress: 'staging@example.com',
    roles: ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess'],
  })
  expect(await json('accounts --session corp')).toEqual(accounts)

  const add = 'profile add dev --account 058264527036 --role PowerUserAccess --region eu-central-1 --output json'
  expect(await json(add)).toEqual({ ...dev, active: false })
  expect(await json('profile show dev')).toMatchObject({ ...dev, active: false, source: { kind: 'session' } })
  expect(await json('whoami dev')).toEqual({
    profile: 'dev',
    ok: true,
    account: '058264527036',
    arn: expect.stringMatching(
      /^arn:aws:sts::058264527036:assumed-role\/AWSReservedSSO_PowerUserAccess_[0-9a-f]{16}\/alex/,
    ),
    userId: expect.stringMatching(/^AROA[A-Z0-9]+:alex/),
    error: null,
  })

  expect(await json('switch dev')).toEqual({ profile: 'dev' })
  expect(await json('current')).toEqual({ profile: 'dev' })
  expect(await json('profile list')).toEqual([{ ...dev, active: true }])
  expect(await desk.run('export dev')).toEqual({ code: 0, stdout: 'export AWS_PROFILE=dev\n', stderr: '' })

  const inUse = await desk.run('session remove corp --json')
  expect(inUse).toMatchObject({ code: 1, stdout: '' })
  expect(oneLine(inUse.stderr)).toMatchObject({ error: { code: 'in-use' } })

  expect(await json('logout corp')).toEqual({ signedOut: ['corp'] })
  expect(await json('logout corp')).toEqual({ signedOut: [] })
  expect(await json('profile remove dev')).toEqual({ ...dev, active: true })
  expect(await json('current')).toEqual({ profile: null })
  expect(await json('session remove corp')).toEqual(signedOut)
  expect((await desk.config()).trim()).toBe('')
})

test('what is written is as the AWS CLI writes it, and nobody else can read it', async () => {
  const desk = await signedIn()
  await desk.json('profile add dev --account 058264527036 --role PowerUserAccess')
  expect(await desk.config()).toBe(
    [
      '[sso-session corp]',
      `sso_start_url = ${demoStartUrl}`,
      'sso_region = us-east-1',
      'sso_registration_scopes = sso:account:access',
      '',
      '[profile dev]',
      'sso_session = corp',
      'sso_account_id = 058264527036',
      'sso_role_name = PowerUserAccess',
      'region = us-east-1',
      '',
    ].join('\n'),
  )
  const mode = async (file: string) => ((await stat(path.join(desk.home, file))).mode & 0o777).toString(8)
  if (process.platform === 'win32') return
  expect(await mode('.aws')).toBe('700')
  expect(await mode('.aws/config')).toBe('600')
  expect(await mode('.aws/sso/cache')).toBe('700')
})

describe('login', () => {
  test('with a device code shows the code and the page, and waits for neither browser nor terminal', async () => {
    const desk = await openDesk({ settings: { autoApprove: false } })
    await desk.json(corpSession)
    const login = desk.start('login --use-device-code --no-browser')
    const [, code = '', url = ''] = await login.said('stderr', /^([A-Z0-9]{4}-[A-Z0-9]{4})\n(http\S+)$/m)
    expect(url).toContain(code)
    expect(url.startsWith(desk.demo.url)).toBe(true)
    expect(await opened(desk)).toEqual([])
    desk.demo.settings.autoApprove = true
    await fetch(url)
    expect(await login.done).toMatchObject({ code: 0, stdout: expect.stringContaining('Signed in to corp') })
  })

  test('without a browser leaves the address alone on a line of stderr, for a program too', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    for (const [words, env] of [
      ['login --no-browser', {}],
      ['login --no-browser --json', {}],
      ['login --json', { BROWSER: '/nonexistent/browser' }],
    ] as const) {
      const login = desk.start(words, env)
      const [url] = await login.said('stderr', /^http\S+$/m)
      await fetch(url)
      expect((await login.done).code).toBe(0)
      await desk.json('logout corp')
    }
    expect(await opened(desk)).toEqual([])
  })

  test('asks nobody where one is signed in already, and says so', async () => {
    const desk = await signedIn()
    desk.demo.requests.clear()
    expect(await desk.json('login corp')).toMatchObject({ session: 'corp', lasted: true })
    expect(await desk.run('login')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^You are signed in to corp \(.+\)\. For a new sign-in: lanyard login corp --fresh\n$/,
      ),
    })
    expect(desk.demo.requests.entries).toEqual([])
    expect(await opened(desk)).toHaveLength(1)
  })

  test('signs in again where one has signed out, and reuses the registration', async () => {
    const { demo, json } = await signedIn()
    await json('logout corp')
    await json('login')
    expect(demo.requests.count('RegisterClient')).toBe(1)
    expect(demo.requests.count('CreateToken')).toBe(2)
  })
})

describe('several sessions', () => {
  test('each keep their own sign-in; accounts tells what is known and asks for the rest', async () => {
    const desk = await signedIn()
    await desk.json(partnerSession)
    const accounts = await desk.run('accounts --json')
    expect(accounts.code).toBe(4)
    expect(oneLine(accounts.stdout)).toHaveLength(12)
    expect(oneLine(accounts.stderr)).toMatchObject({
      error: { code: 'sign-in-needed', fix: 'Sign in: lanyard login partner' },
    })

    await desk.json('login partner')
    const both = (await desk.json('accounts')) as { session: string }[]
    expect(new Set(both.map(({ session }) => session))).toEqual(new Set(['corp', 'partner']))

    expect(await desk.json('logout partner')).toEqual({ signedOut: ['partner'] })
    expect(await desk.json('session show corp')).toMatchObject({ status: 'signed-in' })
    await desk.json('login partner')
    expect(await desk.json('logout --all')).toEqual({ signedOut: ['corp', 'partner'] })
  })

  test('leave no doubt which one is meant', async () => {
    const desk = await openDesk()
    await desk.json(corpSession)
    await desk.json(partnerSession)
    for (const words of ['login', 'logout', 'profile add dev --account 058264527036 --role ReadOnlyAccess']) {
      const ran = await desk.run([...words.split(' '), '--json'])
      expect(ran).toMatchObject({ code: 2, stdout: '' })
      expect(oneLine(ran.stderr)).toMatchObject({
        error: { code: 'ambiguous', message: expect.stringContaining('corp and partner') },
      })
    }
  })
})

test('the only answers there can be are taken', async () => {
  const desk = await signedIn({ size: { accounts: 1, permissionSets: 1 } })
  expect(await desk.json('profile add only')).toMatchObject({
    session: 'corp',
    accountId: '637423191929',
    roleName: 'AdministratorAccess',
    region: 'us-east-1',
    output: null,
  })
})

test('an account and a permission set that are not assigned yet are allowed, also while signed out', async () => {
  const desk = await openDesk()
  await desk.json(corpSession)
  expect(await desk.json('profile add later --account 999999999999 --role SomeDay')).toMatchObject({
    accountId: '999999999999',
    roleName: 'SomeDay',
  })
  expect(desk.demo.requests.entries).toEqual([])
})
