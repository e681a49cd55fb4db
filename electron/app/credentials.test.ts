import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRoom, production, withCorp, type Room, type RoomOptions } from './app.testing.ts'
import { testClock } from '../system/clock.testing.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { tokenPath } from '../aws/sso/token-cache.ts'

const corp = { session: 'corp', method: 'browser', openBrowser: true } as const
const minute = 60_000

const config = `${withCorp}
[profile prod]
sso_session = corp
sso_account_id = ${production}
sso_role_name = AdministratorAccess
[profile network]
sso_session = corp
sso_account_id = 902417765530
sso_role_name = NetworkAdmin
[profile old]
sso_start_url = ${demoStartUrl}
sso_region = us-east-1
sso_account_id = ${production}
sso_role_name = ReadOnlyAccess
[profile keys]
region = us-east-1
`

async function signedIn(options: RoomOptions = {}): Promise<Room> {
  const room = await openRoom({ config, ...options })
  await room.run('session.signIn', corp)
  room.demo.requests.clear()
  return room
}

const asked = ({ demo }: Room) => demo.requests.count('GetRoleCredentials')

describe('credentials of a profile', () => {
  test('are those of its permission set, and are asked for once by however many', async () => {
    const room = await signedIn()
    const others = await Promise.all(Array.from({ length: 5 }, () => room.another()))
    const results = await Promise.all([room.app, room.app, ...others].map((app) => app.credentials('prod')))
    const [first] = results
    expect(first).toMatchObject({ ok: true, value: { accessKeyId: expect.stringMatching(/^ASIA/) } })
    expect(results).toEqual(results.map(() => first))
    expect(asked(room)).toBe(1)
  })

  test('of a profile with its own start URL are had by moving it to the session of the same portal', async () => {
    const room = await signedIn()
    const refused = {
      code: 'sign-in-needed',
      fix: 'The session corp signs in to the same portal: move the profile to it.',
      remedy: { kind: 'edit-profile', profile: 'old' },
    }
    expect(await room.app.credentials('old')).toMatchObject({ ok: false, error: refused })
    expect((await room.run('identity.check', { profile: 'old' })).identity).toMatchObject({ problem: refused })
    await room.change({ kind: 'update-profile', draft: { name: 'old', session: 'corp' } })
    expect(await room.app.credentials('old')).toMatchObject({ ok: true })
  })

  test("are left in the AWS CLI's cache, as it would write them, for the person alone", async () => {
    const room = await signedIn()
    const credentials = await room.app.credentials('prod')
    const [name, ...others] = await readdir(room.system.paths.cliCache)
    expect(others).toEqual([])
    const file = path.join(room.system.paths.cliCache, name!)
    const value = credentials.ok ? credentials.value : null
    expect(await readFile(file, 'utf8')).toBe(
      `{"ProviderType": "sso", "Credentials": {"AccessKeyId": "${value?.accessKeyId}", "SecretAccessKey": ` +
        `"${value?.secretAccessKey}", "SessionToken": "${value?.sessionToken}", "Expiration": ` +
        `"${new Date(value?.expiration ?? 0).toISOString().slice(0, 19)}Z", "AccountId": "${production}"}}`,
    )
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('that the AWS CLI has cached are taken while they last, even when signed out', async () => {
    const clock = testClock(Date.now())
    const room = await signedIn({ clock })
    const first = await room.app.credentials('prod')
    const token = tokenPath(room.system.paths.ssoCache, { ...corp, name: 'corp', startUrl: '', region: '', scopes: [] })
    await writeFile(token, '{}')
    expect(await (await room.another()).credentials('prod')).toMatchObject({
      value: { accessKeyId: first.ok ? first.value.accessKeyId : null },
    })
    clock.advance(46 * minute)
    expect(await room.app.credentials('prod')).toMatchObject({ ok: false })
    expect(asked(room)).toBe(1)
  })

  test('are asked for anew with less than 15 minutes left', async () => {
    const clock = testClock(Date.now())
    const room = await signedIn({ clock })
    await room.app.credentials('prod')
    clock.advance(46 * minute)
    expect(await room.app.credentials('prod')).toMatchObject({ ok: true })
    expect(asked(room)).toBe(2)
  })

  test.each([
    ['no JSON', '{"ProviderType": "sso", "Creden'],
    [
      'not from IAM Identity Center',
      '{"Credentials": {"AccessKeyId": "x", "SecretAccessKey": "y", "SessionToken": "z"}}',
    ],
    [
      'without a secret',
      '{"ProviderType": "sso", "Credentials": {"AccessKeyId": "x", "Expiration": "2099-01-01T00:00:00Z"}}',
    ],
    [
      'without an end',
      '{"ProviderType": "sso", "Credentials": {"AccessKeyId": "x", "SecretAccessKey": "y", "SessionToken": "z"}}',
    ],
  ])('are asked for where the cache is %s', async (_, text) => {
    const room = await signedIn()
    await room.app.credentials('prod')
    const [name] = await readdir(room.system.paths.cliCache)
    await writeFile(path.join(room.system.paths.cliCache, name!), text)
    expect(await (await room.another()).credentials('prod')).toMatchObject({ ok: true })
    expect(asked(room)).toBe(2)
  })

  test('come all the same where the cache cannot be written', async () => {
    const room = await signedIn()
    await mkdir(path.dirname(room.system.paths.cliCache), { recursive: true })
    await writeFile(room.system.paths.cliCache, 'a file')
    expect(await room.app.credentials('prod')).toMatchObject({ ok: true })
  })

  test('end with a sign-out', async () => {
    const room = await signedIn()
    await room.app.credentials('prod')
    await room.run('session.signOut', { session: 'corp' })
    expect(await room.app.credentials('prod')).toMatchObject({ error: { code: 'sign-in-needed' } })
  })

  test('of a profile with its own start URL come by the token that the AWS CLI left', async () => {
    const room = await signedIn()
    const { ssoCache } = room.system.paths
    const source = { startUrl: demoStartUrl, region: 'us-east-1' }
    const own = await readFile(tokenPath(ssoCache, { ...source, name: 'corp', scopes: [] }), 'utf8')
    await writeFile(tokenPath(ssoCache, { ...source, name: null }), own)
    expect(await room.app.credentials('old')).toMatchObject({ ok: true })
  })
})

describe('no credentials', () => {
  test('where a sign-in is needed: said at once, and nothing opens', async () => {
    const room = await openRoom({ config })
    expect(await room.app.credentials('prod')).toMatchObject({
      error: { code: 'sign-in-needed', remedy: { kind: 'sign-in', session: 'corp' } },
    })
    expect(room.opened).toEqual([])
    expect(room.demo.requests.entries).toEqual([])
  })

  test.each([
    ['network', 'not-assigned'],
    ['keys', 'unsupported-profile'],
    ['nobody', 'not-found'],
  ])('for %s: %s', async (profile, code) => {
    const room = await signedIn()
    expect(await room.app.credentials(profile)).toMatchObject({ ok: false, error: { code } })
  })

  test('are in the state, ever', async () => {
    const room = await signedIn()
    const seen: unknown[] = []
    room.app.subscribe((patch) => seen.push(patch))
    const credentials = await room.app.credentials('prod')
    await room.run('config.reload', {})
    const text = JSON.stringify([seen, room.app.state()])
    for (const secret of credentials.ok ? Object.values(credentials.value) : [])
      expect(text).not.toContain(String(secret))
  })
})
