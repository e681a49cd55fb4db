import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRoom, person, type SignInRoom } from './sign-in.testing.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { usableToken } from './current-token.ts'
import { moveToken } from './move-token.ts'
import { listAccounts } from './portal.ts'
import type { CachedToken } from './session.ts'
import { createSsoDeps } from './session.ts'
import { credentialsPath } from './credentials-cache.ts'
import { isRefused, noteRefused } from './refused-tokens.ts'
import { readToken, tokenPath, writeToken } from './token-cache.ts'

const role = { accountId: '111111111111', roleName: 'ReadOnly' }

async function signedIn() {
  const room = await openRoom({ settings: { accessTokenSeconds: 120 } })
  const result = await signInWithBrowser(room.deps, room.session, person())
  if (!result.ok) throw new Error(result.error.message)
  const renamed = { ...room.session, name: 'new' }
  return { ...room, renamed, token: await tokenOf(room, room.session) }
}

async function tokenOf({ deps }: Pick<SignInRoom, 'deps'>, session: SignInRoom['session']): Promise<CachedToken> {
  const file = await readToken(deps.paths.ssoCache, session)
  if (file.kind !== 'token') throw new Error(`the cache is ${file.kind}`)
  return file.token
}

describe('moveToken', () => {
  test('moves the very bytes, and what is there works on and renews itself', async () => {
    const { deps, session, renamed, demo, clock } = await signedIn()
    const bytes = await readFile(tokenPath(deps.paths.ssoCache, session))
    expect(await moveToken(deps, session, renamed, [])).toEqual({ ok: true, value: null })
    expect(await readFile(tokenPath(deps.paths.ssoCache, renamed))).toEqual(bytes)
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
    expect(demo.requests.count('Logout')).toBe(0)
    clock.advance(110_000)
    expect(await listAccounts(deps, renamed)).toMatchObject({ ok: true })
    expect(demo.requests.entries.filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(1)
  })

  test('comes back by the same way', async () => {
    const { deps, session, renamed, token } = await signedIn()
    await moveToken(deps, session, renamed, [])
    await moveToken(deps, renamed, session, [])
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'token', token })
    expect(await readToken(deps.paths.ssoCache, renamed)).toEqual({ kind: 'absent' })
  })

  test('waits for a refresh under way, and moves what that was given', async () => {
    const { deps, session, renamed, token, clock, demo } = await signedIn()
    demo.settings.latencyMs = 300
    clock.advance(110_000)
    const refreshing = usableToken(deps, session)
    await expect.poll(() => deps.refreshing.has(session.name)).toBe(true)
    await moveToken(deps, session, renamed, [])
    const refreshed = await refreshing
    expect(refreshed).toMatchObject({ ok: true })
    const now = await readToken(deps.paths.ssoCache, renamed)
    expect(now).toEqual({ kind: 'token', token: refreshed.ok && refreshed.value })
    expect(now).not.toEqual({ kind: 'token', token })
  })

  test('waits for a refresh of another process too', async () => {
    const { deps, session, renamed, clock, demo } = await signedIn()
    demo.settings.latencyMs = 300
    clock.advance(110_000)
    const refreshing = usableToken(createSsoDeps(deps), session)
    await expect.poll(() => demo.requests.count('CreateToken')).toBe(2)
    await moveToken(deps, session, renamed, [])
    const refreshed = await refreshing
    expect(refreshed).toMatchObject({ ok: true })
    expect(await tokenOf({ deps }, renamed)).toEqual(refreshed.ok && refreshed.value)
  })

  test('takes the role credentials of the AWS CLI along', async () => {
    const { deps, session, renamed } = await signedIn()
    const [file, other] = [session, renamed].map((each) => credentialsPath(deps.paths.cliCache, each, role))
    await mkdir(deps.paths.cliCache, { recursive: true })
    await writeFile(file!, '{"ProviderType": "sso"}')
    await moveToken(deps, session, renamed, [role, { ...role, roleName: 'Unused' }])
    expect(await readdir(deps.paths.cliCache)).toEqual([path.basename(other!)])
  })

  test('remembers of a refused token that it was', async () => {
    const { deps, session, renamed, token } = await signedIn()
    await noteRefused(deps, token.accessToken)
    await moveToken(deps, session, renamed, [])
    const { accessToken } = await tokenOf({ deps }, renamed)
    expect(await isRefused(deps, accessToken)).toBe(true)
  })
})

describe('a token that is left under the new name', () => {
  const other = 'https://other.awsapps.com/start'

  test.each([
    ['of another organization gives way', { startUrl: other, later: 1 }, 'moved'],
    ['that ends sooner gives way', { startUrl: null, later: -1 }, 'moved'],
    ['of the same organization that ends later stays', { startUrl: null, later: 1 }, 'leftover'],
  ])('%s', async (_, { startUrl, later }, stays) => {
    const { deps, session, renamed, token } = await signedIn()
    const leftover = {
      ...token,
      startUrl: startUrl ?? token.startUrl,
      accessToken: 'leftover',
      expiresAt: token.expiresAt + later * 60_000,
    }
    await writeToken(deps.paths.ssoCache, renamed, leftover)
    expect(await moveToken(deps, session, renamed, [])).toMatchObject({ ok: true })
    expect(await tokenOf({ deps }, renamed)).toEqual(stays === 'moved' ? token : leftover)
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  })

  test.each([
    ['another organization', other, 'absent'],
    ['the same organization', null, 'token'],
  ])('by %s, when the session itself has none', async (_, startUrl, left) => {
    const { deps, session, renamed, token } = await signedIn()
    await writeToken(deps.paths.ssoCache, renamed, { ...token, startUrl: startUrl ?? token.startUrl })
    const signedOut = { ...session, name: 'signed-out' }
    expect(await moveToken(deps, signedOut, renamed, [])).toMatchObject({ ok: true })
    expect(await readToken(deps.paths.ssoCache, renamed)).toMatchObject({ kind: left })
  })
})

test('says so when the cache cannot be written, and the token stays where it was', async () => {
  const { deps, session, renamed, token } = await signedIn()
  // A folder in the place of the file cannot be replaced, whoever runs this.
  await mkdir(path.join(tokenPath(deps.paths.ssoCache, renamed), 'x'), { recursive: true })
  expect(await moveToken(deps, session, renamed, [])).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
  expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'token', token })
})
