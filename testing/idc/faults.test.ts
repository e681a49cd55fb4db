import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Demo } from './demo.ts'
import { startDemo } from './demo.ts'
import type { Tokens } from './client.testing.ts'
import { portal, post, refresh, send, signIn } from './client.testing.ts'

let demo: Demo
let tokens: Tokens
let now: number

beforeEach(async () => {
  now = Date.now()
  demo = await startDemo({ now: () => now, settings: { autoApprove: true } })
  tokens = await signIn(demo)
  demo.requests.clear()
})
afterEach(() => demo.close())

const list = () => portal(demo, '/assignment/accounts', tokens.accessToken)

describe('a fault', () => {
  test('meets the next requests of its operation, as many as it was told, in the shape of its API', async () => {
    demo.faults.add({
      operation: 'ListAccounts',
      times: 2,
      kind: 'error',
      status: 500,
      error: 'InternalServerException',
    })
    const failed = await list()
    expect([failed.status, failed.json['__type']]).toEqual([
      500,
      'com.amazonaws.switchboard.portal#InternalServerException',
    ])
    expect((await portal(demo, '/assignment/roles?account_id=637423191929', tokens.accessToken)).status).toBe(200)
    expect([(await list()).status, (await list()).status]).toEqual([500, 200])

    demo.faults.add({ operation: 'CreateToken', kind: 'error', status: 400, error: 'InvalidGrantException' })
    const refused = await refresh(demo, tokens)
    expect(refused.headers.get('x-amzn-errortype')).toMatch(/^InvalidGrantException:http/)
    expect(refused.json['error']).toBe('invalid_grant')

    demo.faults.add({ operation: '*', kind: 'error', status: 400, error: 'Throttling', message: 'Rate exceeded' })
    expect((await send(`${demo.url}/`, { method: 'POST' })).text).toContain('<Code>Throttling</Code>')
  })

  test('can break the connection, never answer, and answer nonsense', async () => {
    demo.faults.add({ operation: 'ListAccounts', kind: 'reset' })
    await expect(list()).rejects.toThrow('fetch failed')

    demo.faults.add({ operation: 'ListAccounts', kind: 'hang' })
    const headers = { 'x-amz-sso_bearer_token': tokens.accessToken }
    const signal = AbortSignal.timeout(100)
    await expect(fetch(`${demo.url}/assignment/accounts`, { headers, signal })).rejects.toThrow('timeout')

    demo.faults.add({ operation: 'ListAccounts', kind: 'bad-json' })
    const nonsense = await fetch(`${demo.url}/assignment/accounts`, { headers })
    await expect(nonsense.json()).rejects.toThrow('JSON')
    expect(demo.requests.entries.map(({ status }) => status)).toEqual([null, null, 200])
  })

  test('does not outlive clear', async () => {
    demo.faults.add({ operation: '*', times: 100, kind: 'reset' })
    demo.faults.clear()
    expect((await list()).status).toBe(200)
  })

  test('does not keep the organization from closing', async () => {
    const other = await startDemo()
    other.faults.add({ operation: '*', kind: 'hang' })
    const waiting = fetch(`${other.url}/assignment/accounts`)
    const failure = expect(waiting).rejects.toThrow('fetch failed')
    await expect.poll(() => other.requests.count('ListAccounts')).toBe(1)
    await other.close()
    await failure
  })
})

describe('the rate limit', () => {
  test('lets a second of requests through, refuses the next and fills up again', async () => {
    demo.settings.requestsPerSecond = 2
    expect([(await list()).status, (await list()).status]).toEqual([200, 200])
    const refused = await list()
    expect([refused.status, refused.json['__type']]).toEqual([
      429,
      'com.amazonaws.switchboard.portal#TooManyRequestsException',
    ])
    expect(refused.headers.get('retry-after')).toBeNull()
    now += 500
    expect([(await list()).status, (await list()).status]).toEqual([200, 429])
  })

  test('says when to come back if told so, and leaves sign-in alone', async () => {
    demo.settings.requestsPerSecond = 0
    demo.settings.retryAfterSeconds = 3
    expect((await list()).headers.get('retry-after')).toBe('3')
    expect((await refresh(demo, tokens)).status).toBe(200)
  })
})

test('latency delays each answer', async () => {
  demo.settings.latencyMs = 60
  const before = performance.now()
  await list()
  expect(performance.now() - before).toBeGreaterThanOrEqual(55)
})

test('the log counts operations and keeps no secret', async () => {
  await list()
  await refresh(demo, tokens)
  await send(`${demo.url}/nowhere`)
  expect(demo.requests.counts()).toEqual({ ListAccounts: 1, CreateToken: 1 })
  expect(demo.requests.entries.map(({ grantType }) => grantType)).toEqual([null, 'refresh_token'])
  expect(JSON.stringify(demo.requests.entries)).not.toMatch(/DEMO/)
  await Promise.all([list(), list(), list()])
  expect(demo.requests.peak).toBeGreaterThanOrEqual(1)
})

describe('POST /_demo', () => {
  const command = (body: unknown) => post(demo, '/_demo', body)

  test('changes settings, assignments, accounts and faults while it runs', async () => {
    const reply = await command({
      settings: { latencyMs: 1, pageSize: 3 },
      accounts: [
        {
          accountId: '999900001111',
          accountName: '\u001b[31mRed',
          emailAddress: 'red@example.com',
          permissionSets: ['X'],
        },
      ],
      unassign: [{ accountId: '637423191929', permissionSet: 'SecurityAudit' }],
      assign: [{ accountId: '902417765530', permissionSet: 'NetworkAdmin' }],
      faults: [{ operation: 'Logout', kind: 'error', status: 503, error: 'ServiceUnavailable' }],
    })
    expect(reply.status).toBe(200)
    expect(reply.json['settings']).toMatchObject({ latencyMs: 1, pageSize: 3 })
    const roles = async (id: string) =>
      (await portal(demo, `/assignment/roles?account_id=${id}`, tokens.accessToken)).text
    expect(await roles('637423191929')).not.toContain('SecurityAudit')
    expect(await roles('902417765530')).toContain('NetworkAdmin')
    expect(await roles('999900001111')).toContain('"X"')
    expect((await portal(demo, '/logout', tokens.accessToken, 'POST')).status).toBe(503)
  })

  test.each([
    ['revoke-all', 401, 400],
    ['expire-access-tokens', 401, 200],
    ['end-sign-ins', 401, 400],
  ])('runs %s', async (action, access, renewal) => {
    expect((await command({ run: [action] })).status).toBe(200)
    expect([(await list()).status, (await refresh(demo, tokens)).status]).toEqual([access, renewal])
  })

  test('reports what was asked', async () => {
    await list()
    const { json } = await send(`${demo.url}/_demo`)
    expect(json).toMatchObject({ counts: { ListAccounts: 1 }, requests: [{ operation: 'ListAccounts', status: 200 }] })
  })

  test.each([
    [{ settings: { latency: 1 } }, 'Unknown: latency'],
    [{ run: ['revoke'] }, 'Unknown: revoke'],
    [{ assing: [] }, 'Unknown: assing'],
  ])('refuses %j', async (body, message) => {
    expect((await command(body)).json).toEqual({ message })
  })

  test('is closed to a form of another page, and to another host name', async () => {
    const body = JSON.stringify({ run: ['revoke-all'] })
    const sent = await send(`${demo.url}/_demo`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })
    expect(sent.status).toBe(400)
    expect((await list()).status).toBe(200)

    const { port } = new URL(demo.url)
    const named = request({ port, path: '/_demo', headers: { host: `rebound.example:${port}` } }).end()
    const [response] = await once(named, 'response')
    expect(response.statusCode).toBe(421)
    response.destroy()
  })
})
