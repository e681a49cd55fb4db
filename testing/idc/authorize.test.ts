import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Demo } from './demo.ts'
import { startDemo } from './demo.ts'
import { partnerStartUrl } from './organization.ts'
import type { Reply } from './client.testing.ts'
import {
  authorizeUrl,
  newVerifier,
  pkceClient,
  redirectUri,
  register,
  send,
  signIn,
  signInAndDecide,
  submit,
} from './client.testing.ts'

let demo: Demo
let now: number

beforeEach(async () => {
  now = Date.parse('2026-11-22T10:00:00Z')
  demo = await startDemo({ now: () => now })
})
afterEach(() => demo.close())

const { challenge } = newVerifier()

async function visit(changes: Readonly<Record<string, string | null>> = {}, client: object = pkceClient) {
  const { clientId } = await register(demo, client)
  return send(authorizeUrl(demo, { client_id: clientId, code_challenge: challenge, ...changes }))
}

/** Where a redirect leads and what it carries. */
function landing({ status, headers }: Reply) {
  const url = new URL(headers.get('location') ?? 'about:blank')
  return { status, to: `${url.origin}${url.pathname}`, values: Object.fromEntries(url.searchParams) }
}

describe('GET /authorize', () => {
  test('leads through sign-in and Allow back to the redirect with code and state', async () => {
    const page = await visit()
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/<button[^>]*>Sign in<\/button>/)
    const allowPage = await submit(demo, page.text, { user: 'alex' })
    expect(allowPage.text).toContain('Allow botocore-client-corp to access your data?')
    expect(allowPage.text).toMatch(/<button[^>]*>Allow access<\/button>/)
    const done = landing(await submit(demo, allowPage.text, { decision: 'allow' }))
    expect(done).toEqual({ status: 302, to: redirectUri, values: { code: expect.any(String), state: 'a-state' } })
  })

  test('brings a denial back with the state', async () => {
    const done = landing(await signInAndDecide(demo, (await visit()).text, 'deny'))
    expect(done.values).toEqual({ error: 'access_denied', state: 'a-state' })
  })

  test('needs no page when it approves by itself', async () => {
    demo.settings.autoApprove = true
    expect(landing(await visit()).values).toEqual({ code: expect.any(String), state: 'a-state' })
  })

  test.each([
    ['an unknown client', { client_id: 'nobody' }, {}],
    ['a client of another organization', {}, { issuerUrl: 'https://d-unknown.awsapps.com/start' }],
    ['a client without an issuer', {}, { issuerUrl: undefined }],
  ])('answers %s with the error of the API', async (_, changes, client) => {
    const reply = await visit(changes, { ...pkceClient, ...client })
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({ error: 'invalid_request', error_description: 'Invalid client provided' })
  })

  test.each([
    'http://localhost:53121/oauth/callback',
    'https://127.0.0.1:53121/oauth/callback',
    'http://127.0.0.1:53121/other',
    'http://127.0.0.1:53121/oauth/callback?x=y',
    'http://127.0.0.1:53121/oauth/callback#x',
    'http://evil@127.0.0.1:53121/oauth/callback',
    'http://127.0.0.1.example.com/oauth/callback',
    'http://127.1:53121/oauth/callback',
    'http://127.0.0.1:53121/oauth/callback?',
    '',
  ])('never leads to %j', async (redirect) => {
    const reply = await visit({ redirect_uri: redirect })
    expect(reply.status).toBe(400)
    expect(reply.headers.get('location')).toBeNull()
    expect(reply.text).toContain('Invalid callback URL')
  })

  test.each([
    ['no code challenge', { code_challenge: null }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope that was not registered', { scopes: 'sso:account:access openid' }, 'invalid_scope'],
  ])('brings %s back as an error', async (_, changes, error) => {
    expect(landing(await visit(changes)).values).toEqual({ error, state: 'a-state' })
  })

  test('knows the second organization by the issuer', async () => {
    const page = await visit({}, { ...pkceClient, issuerUrl: partnerStartUrl })
    expect(page.text).toContain('Partner organization')
  })
})

describe('forms', () => {
  test('work once', async () => {
    const page = await visit()
    expect((await submit(demo, page.text, { user: 'alex' })).status).toBe(200)
    const again = await submit(demo, page.text, { user: 'alex' })
    expect(again.status).toBe(400)
    expect(again.text).toContain('This page is no longer valid')
  })

  test('need the nonce of their own page', async () => {
    const page = await visit()
    expect((await submit(demo, page.text, { user: 'alex', nonce: 'guessed' })).status).toBe(400)
    const skipped = page.text.replace('/sign-in', '/allow')
    expect((await submit(demo, skipped, { decision: 'allow' })).status).toBe(400)
  })

  test('are refused from another origin', async () => {
    const nonce = /name="nonce" value="([^"]+)"/.exec((await visit()).text)?.[1] ?? ''
    const body = new URLSearchParams({ nonce, user: 'alex' })
    const headers = { origin: 'http://127.0.0.1:1' }
    expect((await send(`${demo.url}/sign-in`, { method: 'POST', body, headers })).status).toBe(400)
  })

  test('hold for ten minutes', async () => {
    const page = await visit()
    now += 600_000
    expect((await submit(demo, page.text, { user: 'alex' })).status).toBe(400)
  })

  test('ask for a user that exists', async () => {
    const page = await submit(demo, (await visit()).text, { user: 'mallory' })
    expect(page.text).toMatch(/<button[^>]*>Sign in<\/button>/)
  })
})

describe('pages', () => {
  test('show what is not ours as text', async () => {
    const hostile = '<script>alert(1)</script>"\'&'
    const page = await visit({}, { ...pkceClient, clientName: hostile })
    const allowPage = await submit(demo, page.text, { user: 'alex' })
    expect(allowPage.text).not.toContain('<script')
    expect(allowPage.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
    const device = await send(`${demo.url}/device?user_code=${encodeURIComponent('"><script>')}`)
    expect(device.text).toContain('value="&quot;&gt;&lt;script&gt;"')
  })

  test('load nothing, and lead only to themselves and the callback', async () => {
    const page = await visit()
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self';")
    const allowPage = await submit(demo, page.text, { user: 'alex' })
    const callback = new URL(redirectUri).origin
    expect(allowPage.headers.get('content-security-policy')).toContain(`form-action 'self' ${callback};`)
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('say that this is a demo', async () => {
    for (const url of [`${demo.url}/start`, `${demo.url}/device`]) {
      expect((await send(url)).text).toContain('A demo organization on this machine')
    }
  })
})

test('a second user sees other accounts', async () => {
  const [alex, sam] = [await signIn(demo), await signIn(demo, pkceClient, 'sam')]
  const count = async (token: string) => {
    const url = `${demo.url}/assignment/accounts?max_result=100`
    const { json } = await send(url, { headers: { 'x-amz-sso_bearer_token': token } })
    return [json['accountList']].flat().length
  }
  expect(await count(sam.accessToken)).toBeLessThan(await count(alex.accessToken))
})
