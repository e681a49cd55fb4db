import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Demo } from './demo.ts'
import { startDemo } from './demo.ts'
import { demoStartUrl, partnerStartUrl } from './organization.ts'
import type { Reply } from './client.testing.ts'
import {
  authorize,
  deviceClient,
  deviceGrant,
  newVerifier,
  pkceClient,
  portal,
  post,
  refresh,
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

/** The error as a client sees it: status, the name in the header, the code in the body. */
function errorOf({ status, headers, json }: Reply) {
  return [status, headers.get('x-amzn-errortype')?.split(':')[0], json['error']]
}

describe('RegisterClient', () => {
  test('answers with identity, secret and their times in epoch seconds', async () => {
    const { status, json } = await post(demo, '/client/register', pkceClient)
    expect(status).toBe(200)
    expect(json).toEqual({
      clientId: expect.any(String),
      clientSecret: expect.any(String),
      clientIdIssuedAt: now / 1000,
      clientSecretExpiresAt: now / 1000 + 90 * 86_400,
      authorizationEndpoint: `${demo.url}/authorize`,
      tokenEndpoint: `${demo.url}/token`,
    })
  })

  test.each([
    ['no name', { clientName: undefined }, 'InvalidClientMetadataException', 'invalid_client_metadata'],
    [
      'a confidential client',
      { clientType: 'confidential' },
      'InvalidClientMetadataException',
      'invalid_client_metadata',
    ],
    ['an unknown grant', { grantTypes: ['password'] }, 'UnsupportedGrantTypeException', 'unsupported_grant_type'],
    ['no redirect', { redirectUris: [] }, 'InvalidRedirectUriException', 'invalid_redirect_uri'],
    [
      'localhost',
      { redirectUris: ['http://localhost/oauth/callback'] },
      'InvalidRedirectUriException',
      'invalid_redirect_uri',
    ],
    ['https', { redirectUris: ['https://127.0.0.1/cb'] }, 'InvalidRedirectUriException', 'invalid_redirect_uri'],
    ['a query', { redirectUris: ['http://127.0.0.1/cb?a=b'] }, 'InvalidRedirectUriException', 'invalid_redirect_uri'],
    ['an unknown scope', { scopes: ['everything'] }, 'InvalidScopeException', 'invalid_scope'],
    ['scopes as text', { scopes: 'sso:account:access' }, 'InvalidRequestException', 'invalid_request'],
  ])('refuses %s', async (_, changes, name, error) => {
    expect(errorOf(await post(demo, '/client/register', { ...pkceClient, ...changes }))).toEqual([400, name, error])
  })

  test('refuses a body that is no JSON object', async () => {
    expect(errorOf(await post(demo, '/client/register', []))).toEqual([
      400,
      'InvalidRequestException',
      'invalid_request',
    ])
  })
})

describe('CreateToken with an authorization code', () => {
  test('gives a token for the right verifier', async () => {
    const { clientSecretExpiresAt: _, ...request } = await authorize(demo)
    const { status, json } = await post(demo, '/token', request)
    expect(status).toBe(200)
    expect(json).toEqual({
      accessToken: expect.stringMatching(/^aoaDEMO/),
      tokenType: 'Bearer',
      expiresIn: 3600,
      refreshToken: expect.stringMatching(/^aorDEMO/),
    })
    expect((await portal(demo, '/assignment/accounts', String(json['accessToken']))).status).toBe(200)
  })

  test('speaks the error shape of the real one', async () => {
    const request = await authorize(demo)
    const { status, headers, text } = await post(demo, '/token', { ...request, code: 'wrong' })
    expect(status).toBe(400)
    expect(headers.get('x-amzn-errortype')).toBe(
      'InvalidGrantException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/',
    )
    expect(text).toBe('{"error":"invalid_grant","error_description":"Invalid authorization code provided"}')
  })

  test('takes a code once', async () => {
    const request = await authorize(demo)
    expect((await post(demo, '/token', request)).status).toBe(200)
    expect(errorOf(await post(demo, '/token', request))).toEqual([400, 'InvalidGrantException', 'invalid_grant'])
  })

  test.each([
    ['a wrong verifier', () => ({ codeVerifier: newVerifier().codeVerifier }), 400, 'invalid_grant'],
    ['a short verifier', () => ({ codeVerifier: 'short' }), 400, 'invalid_grant'],
    ['no verifier', () => ({ codeVerifier: undefined }), 400, 'invalid_request'],
    ['another redirect', () => ({ redirectUri: 'http://127.0.0.1:1/oauth/callback' }), 400, 'invalid_grant'],
    ['an unknown client', () => ({ clientId: 'nobody' }), 401, 'invalid_client'],
    ['a wrong secret', () => ({ clientSecret: 'guessed' }), 401, 'invalid_client'],
    ['another client', () => register(demo), 400, 'invalid_grant'],
    ['a grant nobody has', () => ({ grantType: 'password' }), 400, 'unsupported_grant_type'],
    ['a grant it did not register', () => ({ grantType: deviceGrant, deviceCode: 'x' }), 400, 'unauthorized_client'],
  ])('refuses %s', async (_, changes, status, error) => {
    const request = await authorize(demo)
    const reply = await post(demo, '/token', { ...request, ...(await changes()) })
    expect([reply.status, reply.json['error']]).toEqual([status, error])
  })

  test('spends the code on a wrong verifier', async () => {
    const request = await authorize(demo)
    await post(demo, '/token', { ...request, codeVerifier: newVerifier().codeVerifier })
    expect((await post(demo, '/token', request)).json['error']).toBe('invalid_grant')
  })

  test('refuses a code that waited too long', async () => {
    const request = await authorize(demo)
    now += 300_000
    expect((await post(demo, '/token', request)).json['error']).toBe('invalid_grant')
  })

  test('refuses an expired registration', async () => {
    demo.settings.registrationSeconds = 60
    const request = await authorize(demo)
    now += 60_000
    expect(errorOf(await post(demo, '/token', request))).toEqual([401, 'InvalidClientException', 'invalid_client'])
  })
})

describe('CreateToken with a refresh token', () => {
  test('hands out the next refresh token and refuses the spent one', async () => {
    const first = await signIn(demo)
    const { status, json } = await refresh(demo, first)
    expect(status).toBe(200)
    expect(json['refreshToken']).not.toBe(first.refreshToken)
    expect(errorOf(await refresh(demo, first))).toEqual([400, 'InvalidGrantException', 'invalid_grant'])
    expect((await refresh(demo, { ...first, refreshToken: String(json['refreshToken']) })).status).toBe(200)
  })

  test('never lets an access token outlive the session, and ends with it', async () => {
    demo.settings.sessionSeconds = 5400
    const tokens = await signIn(demo)
    now += 3_600_000
    const { json } = await refresh(demo, tokens)
    expect(json['expiresIn']).toBe(1800)
    now += 1_800_000
    const renewed = { ...tokens, refreshToken: String(json['refreshToken']) }
    expect((await refresh(demo, renewed)).json['error']).toBe('invalid_grant')
    expect((await portal(demo, '/assignment/accounts', String(json['accessToken']))).status).toBe(401)
  })

  test("refuses another client's refresh token", async () => {
    const mine = await signIn(demo)
    const other = await register(demo)
    expect((await refresh(demo, { ...mine, ...other })).json['error']).toBe('invalid_grant')
  })

  test('is refused after a sign-out, after all were revoked and after sign-ins were ended', async () => {
    const [signedOut, revoked] = [await signIn(demo), await signIn(demo)]
    expect((await portal(demo, '/logout', signedOut.accessToken, 'POST')).status).toBe(200)
    expect((await refresh(demo, signedOut)).status).toBe(400)
    expect((await portal(demo, '/assignment/accounts', revoked.accessToken)).status).toBe(200)
    demo.grants.revokeAll()
    expect((await refresh(demo, revoked)).status).toBe(400)
    const ended = await signIn(demo)
    demo.grants.endSignIns()
    expect((await refresh(demo, ended)).status).toBe(400)
  })

  test('works after access tokens were expired', async () => {
    const tokens = await signIn(demo)
    demo.grants.expireAccessTokens()
    expect((await portal(demo, '/assignment/accounts', tokens.accessToken)).status).toBe(401)
    expect((await refresh(demo, tokens)).status).toBe(200)
  })
})

describe('the device flow', () => {
  const begin = async (client: object = deviceClient) => {
    const { clientSecretExpiresAt: _, ...registered } = await register(demo, client)
    const { json } = await post(demo, '/device_authorization', { ...registered, startUrl: demoStartUrl })
    const page = await send(String(json['verificationUriComplete']))
    const poll = () => post(demo, '/token', { ...registered, grantType: deviceGrant, deviceCode: json['deviceCode'] })
    return { ...registered, json, page: page.text, poll }
  }

  test('waits, then gives the token once', async () => {
    const { json, page, poll } = await begin()
    expect(json).toMatchObject({ expiresIn: 600, interval: 1, verificationUri: `${demo.url}/device` })
    expect(json['userCode']).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
    expect(errorOf(await poll())).toEqual([400, 'AuthorizationPendingException', 'authorization_pending'])

    const signInPage = await submit(demo, page, { user_code: String(json['userCode']).toLowerCase() })
    const done = await signInAndDecide(demo, signInPage.text, 'allow')
    expect(done.text).toContain('Request approved. You can close this page.')
    const token = await poll()
    expect(token.status).toBe(200)
    expect(token.json).toMatchObject({ expiresIn: 3600, refreshToken: expect.any(String) })
    expect((await poll()).json['error']).toBe('invalid_grant')
  })

  test('tells that it was denied, and that its code has expired', async () => {
    const denied = await begin()
    const signInPage = await submit(demo, denied.page, { user_code: String(denied.json['userCode']) })
    await signInAndDecide(demo, signInPage.text, 'deny')
    expect(errorOf(await denied.poll())).toEqual([400, 'AccessDeniedException', 'access_denied'])

    const late = await begin()
    now += 600_000
    expect(errorOf(await late.poll())).toEqual([400, 'ExpiredTokenException', 'expired_token'])
    expect((await submit(demo, late.page, { user_code: String(late.json['userCode']) })).status).toBe(400)
  })

  test('slows down who asks too often, and not who keeps the interval', async () => {
    const { poll } = await begin()
    const ask = async () => (await poll()).json['error']
    expect([await ask(), await ask(), await ask()]).toEqual([
      'authorization_pending',
      'authorization_pending',
      'slow_down',
    ])
    now += 6000
    expect(await ask()).toBe('authorization_pending')
    now += 6000
    expect(await ask()).toBe('authorization_pending')
  })

  test('approves itself after the first question when told so', async () => {
    demo.settings.autoApprove = true
    const { poll } = await begin()
    expect((await poll()).json['error']).toBe('authorization_pending')
    expect((await poll()).status).toBe(200)
  })

  test('without scopes gives a token as long as the session that cannot be renewed', async () => {
    demo.settings.autoApprove = true
    const { poll } = await begin({ clientName: 'old', clientType: 'public' })
    await poll()
    expect((await poll()).json).toEqual({ accessToken: expect.any(String), tokenType: 'Bearer', expiresIn: 8 * 3600 })
  })

  test('knows both start URLs, however they end, and no others', async () => {
    const { clientSecretExpiresAt: _, ...registered } = await register(demo, deviceClient)
    const ask = async (startUrl: string) =>
      errorOf(await post(demo, '/device_authorization', { ...registered, startUrl }))
    for (const startUrl of [`${demoStartUrl}/`, `${demoStartUrl}#`, `${demoStartUrl}/#/`, partnerStartUrl]) {
      expect((await ask(startUrl))[0]).toBe(200)
    }
    expect(await ask('https://d-unknown.awsapps.com/start')).toEqual([
      400,
      'InvalidRequestException',
      'invalid_request',
    ])
  })

  test('is closed to a client that registered for authorization codes alone', async () => {
    const { clientSecretExpiresAt: _, ...registered } = await register(demo, pkceClient)
    const reply = await post(demo, '/device_authorization', { ...registered, startUrl: demoStartUrl })
    expect(errorOf(reply)).toEqual([400, 'UnauthorizedClientException', 'unauthorized_client'])
  })
})
