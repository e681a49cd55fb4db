import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { person, signedIn } from './sign-in.testing.ts'
import type { SignInRoom } from './sign-in.testing.ts'
import { getCallerIdentity } from '../sts.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { getRoleCredentials, listAccountRoles, listAccounts } from './portal.ts'
import { isRefused, refusedTokensFolder } from './refused-tokens.ts'
import { readToken, tokenState, writeToken } from './token-cache.ts'

const minute = 60_000
const hour = 60 * minute

/** The first account of the organization and a permission set in it. */
function someRole({ demo }: SignInRoom) {
  const [account] = demo.organization.instances[0]?.accounts ?? []
  const [roleName] = account?.permissionSets ?? []
  if (!account || !roleName) throw new Error('the organization is empty')
  return { accountId: account.accountId, roleName, accountName: account.accountName }
}

async function identityOf({ deps, session }: SignInRoom, role: ReturnType<typeof someRole>, region = 'us-east-1') {
  const credentials = await getRoleCredentials(deps, session, role)
  return credentials.ok ? getCallerIdentity(deps, credentials.value, region) : credentials
}

describe('what is assigned', () => {
  test('every account, over all pages', async () => {
    const { deps, session, demo } = await signedIn({ size: { accounts: 47 } })
    const result = await listAccounts(deps, session)
    const expected = demo.organization.accountsOf(demo.organization.instances[0]!, 'alex')
    expect(result).toEqual({
      ok: true,
      value: expected.map(({ accountId, accountName, emailAddress }) => ({ accountId, accountName, emailAddress })),
    })
    expect(demo.requests.count('ListAccounts')).toBe(3)
  })

  test('every permission set of an account, over all pages, sorted', async () => {
    const room = await signedIn({ size: { accounts: 1, permissionSets: 45 } })
    const { accountId } = someRole(room)
    const result = await listAccountRoles(room.deps, room.session, accountId)
    const names = room.demo.organization.permissionSetsOf(room.demo.organization.instances[0]!, 'alex', accountId)
    expect(result).toEqual({ ok: true, value: [...names].sort() })
    expect(room.demo.requests.count('ListAccountRoles')).toBe(3)
  })

  test('names from the network stay as they are, and what is missing or blank is null', async () => {
    const { deps, session, demo } = await signedIn({ size: { accounts: 1 } })
    const evil = '</script>\u001b[31m$(rm -rf ~)'
    const account = { accountId: '999999999999', accountName: evil, emailAddress: ' \u00a0', permissionSets: ['A'] }
    demo.organization.addAccount(account)
    const result = await listAccounts(deps, session)
    expect(result.ok ? result.value.at(-1) : null).toEqual({
      accountId: '999999999999',
      accountName: evil,
      emailAddress: null,
    })
  })

  test('half a character, of which no address can be made, becomes a whole one', async () => {
    const { deps, session, demo } = await signedIn({ size: { accounts: 1 } })
    const accountId = '999999999999'
    demo.organization.addAccount({ accountId, accountName: 'A', emailAddress: '', permissionSets: ['R\ud800'] })
    expect(await listAccountRoles(deps, session, accountId)).toEqual({ ok: true, value: ['R\ufffd'] })
  })

  test('an account that is not assigned', async () => {
    const { deps, session } = await signedIn()
    expect(await listAccountRoles(deps, session, '000000000000')).toMatchObject({ ok: false })
  })

  test('a list that never ends is left', async () => {
    const { deps, session, demo } = await signedIn()
    const clients = await deps.clients()
    let pages = 0
    const list = (next: () => string) => () =>
      Promise.resolve({ accountList: [], nextToken: `${(pages += 1) && next()}` })
    for (const [next, read] of [
      [() => `${pages}`, 1000],
      [() => 'again', 2],
    ] as const) {
      pages = 0
      const service = { ...clients, listAccounts: list(next) }
      const result = await listAccounts({ ...deps, clients: () => Promise.resolve(service) }, session)
      expect(result).toMatchObject({ ok: false, error: { code: 'aws-unavailable' } })
      expect(pages).toBe(read)
    }
    expect(demo.requests.entries).toEqual([])
  })

  test('is read on with a new token when the first ends on the way', async () => {
    const { deps, session, demo, clock } = await signedIn({ size: { accounts: 30 } })
    clock.advance(hour - 1000)
    expect((await listAccounts(deps, session)).ok).toBe(true)
    expect(demo.requests.count('CreateToken')).toBe(1)
  })
})

describe('who a permission set is', () => {
  test('AWS answers account, ARN and user', async () => {
    const room = await signedIn()
    const role = someRole(room)
    expect(await identityOf(room, role)).toEqual({
      ok: true,
      value: {
        account: role.accountId,
        arn: expect.stringMatching(
          new RegExp(`^arn:aws:sts::${role.accountId}:assumed-role/AWSReservedSSO_${role.roleName}_`),
        ),
        userId: expect.stringMatching(/^AROA/),
      },
    })
  })

  test('an assignment that is gone is seen at the next question', async () => {
    const room = await signedIn()
    const role = someRole(room)
    expect((await identityOf(room, role)).ok).toBe(true)
    room.demo.organization.unassign({ accountId: role.accountId, permissionSet: role.roleName })
    expect(await identityOf(room, role)).toMatchObject({
      ok: false,
      error: {
        code: 'not-assigned',
        message: `${role.roleName} in ${role.accountName} is not assigned to you now.`,
        remedy: { kind: 'show-accounts', session: 'corp' },
      },
    })
  })

  test('credentials that had ended when they came mean a wrong clock', async () => {
    const room = await signedIn()
    room.demo.settings.clockOffsetSeconds = -3 * 3600
    const result = await identityOf(room, someRole(room))
    expect(result).toMatchObject({ ok: false, error: { code: 'clock-off' } })
  })

  test('no secret comes out', async () => {
    const room = await signedIn()
    const result = await identityOf(room, someRole(room))
    expect(JSON.stringify(result)).not.toMatch(/DEMO/)
  })
})

describe('a token that the portal refuses before its time', () => {
  test('is renewed once, and the question asked again', async () => {
    const { deps, session, demo } = await signedIn()
    demo.grants.expireAccessTokens()
    expect((await listAccounts(deps, session)).ok).toBe(true)
    expect(demo.requests.count('CreateToken')).toBe(1)
    expect(demo.requests.count('ListAccounts')).toBe(2)
  })

  test('needs a sign-in when it cannot be renewed, and the session shows it', async () => {
    const { deps, session, demo, clock } = await signedIn()
    demo.grants.revokeAll()
    expect(await listAccounts(deps, session)).toMatchObject({
      ok: false,
      error: { code: 'sign-in-needed', remedy: { kind: 'sign-in', session: 'corp' } },
    })
    const file = await readToken(deps.paths.ssoCache, session)
    // Every other process sees it in the file.
    expect(tokenState(file, clock.now()).status).toBe('expired')

    expect(await signInWithBrowser(deps, session, person())).toMatchObject({ ok: true })
    expect((await listAccounts(deps, session)).ok).toBe(true)
  })

  test('is known to every process of Lanyard, where it has nothing to renew itself with', async () => {
    const { deps, session, demo } = await signedIn()
    const file = await readToken(deps.paths.ssoCache, session)
    if (file.kind !== 'token') throw new Error('not signed in')
    await writeToken(deps.paths.ssoCache, session, { ...file.token, refreshToken: null })
    demo.grants.revokeAll()
    expect(await listAccounts(deps, session)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    demo.requests.clear()
    // Another process has nothing of this one's memory.
    const other = { ...deps, refused: new Set<string>() }
    expect(await listAccounts(other, session)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(demo.requests.entries).toEqual([])
    expect(await isRefused(other, file.token.accessToken)).toBe(true)
    const notes = await readdir(refusedTokensFolder(deps.paths.state))
    expect(notes.join()).not.toContain(file.token.accessToken.slice(0, 8))
    expect(await signInWithBrowser(deps, session, person())).toMatchObject({ ok: true })
    expect(await listAccounts(other, session)).toMatchObject({ ok: true })
  })

  test('means a wrong clock when the clocks differ by hours', async () => {
    const { deps, session, demo } = await signedIn()
    demo.settings.clockOffsetSeconds = 5 * 3600
    expect(await listAccounts(deps, session)).toMatchObject({
      ok: false,
      error: { code: 'clock-off', message: expect.stringMatching(/^The clock of this machine is 5 h behind AWS\.$/) },
    })
    expect(deps.refused.size).toBe(0)
  })
})

describe('trouble of the portal', () => {
  test.for([
    [{ kind: 'error', status: 500, error: 'InternalServerException' }, 'aws-unavailable'],
    [{ kind: 'error', status: 429, error: 'TooManyRequestsException' }, 'rate-limited'],
    [{ kind: 'error', status: 403, error: 'ForbiddenException' }, 'not-assigned'],
    [{ kind: 'error', status: 400, error: 'InvalidRequestException' }, 'aws-unavailable'],
    [{ kind: 'reset' }, 'offline'],
    [{ kind: 'bad-json' }, 'offline'],
  ] as const)('%o is %s', async ([fault, code]) => {
    const { deps, session, demo } = await signedIn()
    demo.faults.add({ operation: 'ListAccounts', times: 3, ...fault })
    expect(await listAccounts(deps, session)).toMatchObject({ ok: false, error: { code } })
  })

  test('a 429 that passes is not met', async () => {
    const { deps, session, demo } = await signedIn()
    demo.faults.add({ operation: 'ListAccounts', kind: 'error', status: 429, error: 'TooManyRequestsException' })
    expect(await listAccounts(deps, session)).toMatchObject({ ok: true })
  })

  test('a cancel ends a question at once', async () => {
    const { deps, session, demo } = await signedIn()
    demo.faults.add({ operation: 'ListAccounts', kind: 'hang' })
    const controller = new AbortController()
    const asked = listAccounts(deps, session, controller.signal)
    while (demo.requests.count('ListAccounts') === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    controller.abort()
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })
})

describe('trouble of STS', () => {
  test.for([
    [{ kind: 'error', status: 403, error: 'InvalidClientTokenId' }, 'misconfigured'],
    [{ kind: 'error', status: 500, error: 'InternalFailure' }, 'aws-unavailable'],
    [{ kind: 'error', status: 400, error: 'Throttling' }, 'rate-limited'],
    [{ kind: 'reset' }, 'offline'],
  ] as const)('%o is %s', async ([fault, code]) => {
    const room = await signedIn()
    room.demo.faults.add({ operation: 'GetCallerIdentity', times: 3, ...fault })
    expect(await identityOf(room, someRole(room))).toMatchObject({ ok: false, error: { code } })
  })

  test('a region that is none', async () => {
    const room = await signedIn()
    expect(await identityOf(room, someRole(room), 'us east')).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    })
  })
})
