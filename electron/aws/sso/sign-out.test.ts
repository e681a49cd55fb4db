import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { filesIn, openRoom, person } from './sign-in.testing.ts'
import type { SignInRoom } from './sign-in.testing.ts'
import { partnerStartUrl } from '../../../testing/idc/organization.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { usableToken } from './current-token.ts'
import { listAccounts } from './portal.ts'
import type { SsoSession } from './session.ts'
import { credentialsPath } from './credentials-cache.ts'
import { signOutSession } from './sign-out.ts'
import { whileNotRefreshing } from './refresh.ts'
import { readToken, tokenPath, writeToken } from './token-cache.ts'

const partner: SsoSession = { name: 'partner', startUrl: partnerStartUrl, region: 'eu-west-1', scopes: [] }
const role = { accountId: '111111111111', roleName: 'ReadOnly' }

async function bothSignedIn(): Promise<SignInRoom> {
  const room = await openRoom()
  for (const session of [room.session, partner]) {
    const result = await signInWithBrowser(room.deps, session, person())
    if (!result.ok) throw new Error(result.error.message)
  }
  return room
}

/** A file of the AWS CLI's cache of role credentials. */
async function leave(file: string, text: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, text)
}

const sso = '{"ProviderType": "sso", "Credentials": {}}'

test("names the AWS CLI's files of role credentials", () => {
  expect(credentialsPath('/c', { ...partner, name: 'corp' }, role)).toBe(
    join('/c', 'e83cab308910340ce11a566ebf0b9e96b40f6c39.json'),
  )
})

test('revokes and deletes the token of one session, and leaves the other to work on', async () => {
  const room = await bothSignedIn()
  const { deps, session } = room
  const token = await usableToken(deps, session)
  expect(await signOutSession(deps, session, [])).toEqual({ ok: true, value: { revoked: true } })
  expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  expect(token.ok && room.demo.grants.accessTokens.has(token.value.accessToken)).toBe(false)
  expect(await listAccounts(deps, session)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
  expect(await listAccounts(deps, partner)).toMatchObject({ ok: true })
  // Its registration stays, for the next sign-in.
  expect(await readdir(deps.paths.ssoCache)).toHaveLength(3)
})

test('revokes and removes what a killed write left of a token and of role credentials, however young', async () => {
  const room = await bothSignedIn()
  const { deps, session } = room
  const other = await usableToken(deps, session)
  if (!other.ok) throw new Error(other.error.message)
  const { ssoCache, cliCache } = deps.paths
  const half = (file: string) => join(file, '..', `.${basename(file)}.d0d9a5b4-5f0c-4b6e-9f6e-2f1f6f0c1a2b.tmp`)
  await rename(tokenPath(ssoCache, session), half(tokenPath(ssoCache, session)))
  await leave(half(credentialsPath(cliCache, session, role)), sso)
  await leave(half(credentialsPath(cliCache, partner, role)), sso)

  await signOutSession(deps, session, [role])
  expect(room.demo.grants.accessTokens.has(other.value.accessToken)).toBe(false)
  expect((await readdir(ssoCache)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  expect(await readdir(cliCache)).toEqual([basename(half(credentialsPath(cliCache, partner, role)))])
})

describe('cached role credentials', () => {
  test("of this session are deleted, and nobody else's", async () => {
    const { deps, session, home } = await bothSignedIn()
    const others = [
      [credentialsPath(deps.paths.cliCache, partner, role), sso],
      [credentialsPath(deps.paths.cliCache, session, { ...role, roleName: 'NotNamed' }), sso],
      [credentialsPath(deps.paths.cliCache, session, { ...role, roleName: 'AssumeRole' }), '{"Credentials": {}}'],
      [credentialsPath(deps.paths.cliCache, session, { ...role, roleName: 'Broken' }), '{"ProviderType": "s'],
      [join(deps.paths.cliCache, 'session.db'), 'SQLite'],
    ] as const
    for (const [file, text] of others) await leave(file, text)
    await leave(credentialsPath(deps.paths.cliCache, session, role), sso)
    const roles = [
      role,
      { ...role, roleName: 'AssumeRole' },
      { ...role, roleName: 'Broken' },
      { ...role, roleName: 'None' },
    ]
    expect(await signOutSession(deps, session, roles)).toMatchObject({ ok: true })
    const left = Object.entries(await filesIn(home)).filter(([file]) => file.includes(join('cli', 'cache')))
    expect(left.map(([file]) => join(home, file)).sort()).toEqual(others.map(([file]) => file).sort())
  })
})

describe('AWS that cannot be told', () => {
  test.for(['reset', 'error'] as const)('does not keep the token here (%s)', async (kind) => {
    const { deps, session, demo } = await bothSignedIn()
    demo.faults.add({ operation: 'Logout', times: 3, kind, status: 500, error: 'InternalServerException' })
    expect(await signOutSession(deps, session, [])).toEqual({ ok: true, value: { revoked: false } })
    expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  })
})

test('a broken token file is deleted too, and signing out twice is no problem', async () => {
  const { deps, session } = await bothSignedIn()
  await writeFile(tokenPath(deps.paths.ssoCache, session), '{"accessToken": "ao')
  expect(await signOutSession(deps, session, [])).toEqual({ ok: true, value: { revoked: false } })
  expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
  expect(await signOutSession(deps, session, [])).toEqual({ ok: true, value: { revoked: false } })
})

test('of a refresh under way the new token is revoked, and does not come back', async () => {
  const { deps, session, demo, clock } = await bothSignedIn()
  clock.advance(50 * 60_000)
  demo.settings.latencyMs = 100
  const clients = await deps.clients()
  const revoked: string[] = []
  const logout: typeof clients.logout = (config, token) => (revoked.push(token), clients.logout(config, token))
  const asked = usableToken(deps, session)
  await vi.waitFor(() => expect(demo.requests.count('CreateToken')).toBe(3))
  await signOutSession({ ...deps, clients: () => Promise.resolve({ ...clients, logout }) }, session, [])
  const renewed = await asked
  expect(revoked).toEqual([renewed.ok && renewed.value.accessToken])
  expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
})

test('a token that cannot be deleted is a problem', async () => {
  const { deps, session } = await bothSignedIn()
  const file = tokenPath(deps.paths.ssoCache, session)
  // Root may write anywhere, so a folder that is not empty stands in the file's place.
  await signOutSession(deps, session, [])
  await mkdir(join(file, 'x'), { recursive: true })
  expect(await signOutSession(deps, session, [])).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
})

test('waits for a renewal under way in another process, whose token it then ends', async () => {
  const { deps, session, demo } = await bothSignedIn()
  const { promise: renewed, resolve: finish } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  // The other process holds the lock, and writes its token at the end.
  const other = whileNotRefreshing(deps, session, async () => {
    begin()
    await renewed
    const file = await readToken(deps.paths.ssoCache, session)
    if (file.kind === 'token') await writeToken(deps.paths.ssoCache, session, file.token)
  })
  await begun
  const signedOut = signOutSession(deps, session, [])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(demo.requests.count('Logout')).toBe(0)
  finish()
  await other
  expect(await signedOut).toEqual({ ok: true, value: { revoked: true } })
  expect(await readToken(deps.paths.ssoCache, session)).toEqual({ kind: 'absent' })
})
