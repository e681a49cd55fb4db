import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Demo } from './demo.ts'
import { startDemo } from './demo.ts'
import { partnerStartUrl } from './organization.ts'
import type { Reply, Tokens } from './client.testing.ts'
import { pkceClient, portal, send, signIn } from './client.testing.ts'

let demo: Demo
let tokens: Tokens
let now: number

beforeEach(async () => {
  now = Date.parse('2026-11-22T10:00:00.500Z')
  demo = await startDemo({ now: () => now, settings: { autoApprove: true } })
  tokens = await signIn(demo)
})
afterEach(() => demo.close())

const ask = (path: string, method?: string) => portal(demo, path, tokens.accessToken, method)
const errorOf = ({ status, json }: Reply) => [status, json['__type'], json['message']]
const typed = (name: string) => `com.amazonaws.switchboard.portal#${name}`

/** Every page of a list. */
async function readPages(path: string): Promise<readonly (readonly unknown[])[]> {
  const pages: unknown[][] = []
  for (let next = ''; ;) {
    const { json } = await ask(`${path}${next}`)
    pages.push([json['accountList'] ?? json['roleList']].flat())
    if (typeof json['nextToken'] !== 'string') return pages
    next = `&next_token=${encodeURIComponent(json['nextToken'])}`
  }
}

describe('ListAccounts', () => {
  test('gives number, name and address, with a null token at the end', async () => {
    const { status, json } = await ask('/assignment/accounts')
    expect(status).toBe(200)
    expect(json['nextToken']).toBeNull()
    expect([json['accountList']].flat()).toContainEqual({
      accountId: '637423191929',
      accountName: 'Production',
      emailAddress: 'production@example.com',
    })
  })

  test('pages through all accounts once', async () => {
    const pages = await readPages('/assignment/accounts?max_result=5')
    expect(pages.map(({ length }) => length)).toEqual([5, 5, 2])
    expect(new Set(pages.flat().map((account) => JSON.stringify(account))).size).toBe(12)
  })

  test('refuses a paging token that it did not give for this list', async () => {
    const { json } = await ask('/assignment/accounts?max_result=5')
    const token = encodeURIComponent(String(json['nextToken']))
    for (const path of [
      '/assignment/accounts?next_token=guessed',
      '/assignment/accounts?next_token=',
      `/assignment/accounts?next_token=1${token}`,
      `/assignment/roles?account_id=637423191929&next_token=${token}`,
    ]) {
      expect(errorOf(await ask(path)).slice(0, 2)).toEqual([400, typed('InvalidRequestException')])
    }
  })

  test.each(['0', '101', 'many', '1.5'])('refuses max_result=%s', async (size) => {
    expect((await ask(`/assignment/accounts?max_result=${size}`)).status).toBe(400)
  })

  test('leaves out accounts in which nothing is assigned any more', async () => {
    demo.organization.unassign({ accountId: '375519024886', permissionSet: 'AdministratorAccess' })
    expect((await ask('/assignment/accounts')).text).not.toContain('375519024886')
    demo.organization.assign({ accountId: '375519024886', permissionSet: 'AdministratorAccess' })
    expect((await ask('/assignment/accounts')).text).toContain('375519024886')
  })

  test('shows each organization its own accounts', async () => {
    const partner = await signIn(demo, { ...pkceClient, issuerUrl: partnerStartUrl })
    const { text } = await portal(demo, '/assignment/accounts', partner.accessToken)
    expect(text).toContain('Partner Sandbox')
    expect(text).not.toContain('Production')
  })
})

describe('ListAccountRoles', () => {
  test('gives the assigned permission sets and not the others', async () => {
    const { json } = await ask('/assignment/roles?account_id=902417765530')
    expect(json).toEqual({ roleList: [{ roleName: 'ReadOnlyAccess', accountId: '902417765530' }], nextToken: null })
  })

  test('pages', async () => {
    const pages = await readPages('/assignment/roles?account_id=637423191929&max_result=1')
    expect(pages.map(({ length }) => length)).toEqual([1, 1, 1])
  })

  test('refuses an account that is unknown, not assigned or no number', async () => {
    demo.organization.unassign({ accountId: '375519024886', permissionSet: 'AdministratorAccess' })
    expect((await ask('/assignment/roles?account_id=375519024886')).status).toBe(403)
    expect((await ask('/assignment/roles?account_id=000000000000')).status).toBe(404)
    expect((await ask('/assignment/roles?account_id=12')).status).toBe(400)
    expect((await ask('/assignment/roles')).status).toBe(400)
  })
})

describe('GetRoleCredentials', () => {
  test('gives credentials that end in whole seconds, in epoch milliseconds', async () => {
    const { json } = await ask('/federation/credentials?account_id=637423191929&role_name=AdministratorAccess')
    expect(json['roleCredentials']).toEqual({
      accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^.{40}$/),
      sessionToken: expect.any(String),
      expiration: Date.parse('2026-11-22T11:00:00Z'),
    })
  })

  test.each([
    ['902417765530', 'NetworkAdmin'],
    ['637423191929', 'Administratoraccess'],
    ['000000000000', 'AdministratorAccess'],
    ['318845520019', 'ReadOnlyAccess'],
  ])('has no access to %s / %s', async (account, role) => {
    const reply = await ask(`/federation/credentials?account_id=${account}&role_name=${role}`)
    expect(errorOf(reply)).toEqual([403, typed('ForbiddenException'), 'No access'])
  })

  test('needs both parameters', async () => {
    expect((await ask('/federation/credentials?account_id=637423191929')).status).toBe(400)
    expect((await ask('/federation/credentials?role_name=AdministratorAccess')).status).toBe(400)
  })
})

describe('the bearer token', () => {
  const unauthorized = [401, typed('UnauthorizedException'), 'Session token not found or invalid']
  const paths = ['/assignment/accounts', '/assignment/roles?account_id=637423191929', '/federation/credentials']

  test.each(paths)('is needed for %s', async (path) => {
    expect(errorOf(await send(`${demo.url}${path}`))).toEqual(unauthorized)
    expect(errorOf(await portal(demo, path, 'guessed'))).toEqual(unauthorized)
    expect(errorOf(await portal(demo, path, tokens.refreshToken))).toEqual(unauthorized)
  })

  test('ends with its hour', async () => {
    now += 3_600_000
    expect(errorOf(await ask('/assignment/accounts'))).toEqual(unauthorized)
  })

  test('ends with Logout, and with it no other sign-in', async () => {
    const other = await signIn(demo)
    const reply = await ask('/logout', 'POST')
    expect([reply.status, reply.text]).toEqual([200, ''])
    expect(errorOf(await ask('/assignment/accounts'))).toEqual(unauthorized)
    expect(errorOf(await ask('/logout', 'POST'))).toEqual(unauthorized)
    expect((await portal(demo, '/assignment/accounts', other.accessToken)).status).toBe(200)
  })

  test('needs the scope of the portal', async () => {
    const limited = await signIn(demo, { ...pkceClient, scopes: ['openid'] }, 'alex', 'openid')
    expect(errorOf(await portal(demo, '/assignment/accounts', limited.accessToken))).toEqual([
      403,
      typed('ForbiddenException'),
      'No access',
    ])
  })
})

test('a wrong method is refused as at AWS', async () => {
  expect(errorOf(await ask('/assignment/accounts', 'POST')).slice(0, 2)).toEqual([
    405,
    typed('MethodNotAllowedException'),
  ])
  expect((await ask('/logout')).status).toBe(405)
})
