/** A small client of the demo organization, for tests: registers, goes through the pages as a browser would, gets tokens. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Demo } from './demo.ts'
import { demoStartUrl } from './organization.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body where it is a JSON object, else {}. */
  readonly json: Readonly<Record<string, unknown>>
}

export interface Tokens {
  readonly clientId: string
  readonly clientSecret: string
  /** Epoch seconds. */
  readonly clientSecretExpiresAt: number
  readonly accessToken: string
  readonly refreshToken: string
}

export const redirectUri = 'http://127.0.0.1:53121/oauth/callback'
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

export async function send(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = response.headers.get('content-type') === 'application/json' && text.startsWith('{')
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} }
}

export function post(demo: Demo, path: string, body: unknown): Promise<Reply> {
  return send(`${demo.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** A portal request with its bearer header. */
export function portal(demo: Demo, path: string, accessToken: string, method = 'GET'): Promise<Reply> {
  return send(`${demo.url}${path}`, { method, headers: { 'x-amz-sso_bearer_token': accessToken } })
}

/** What `aws sso login` registers for PKCE. */
export const pkceClient = {
  clientName: 'botocore-client-corp',
  clientType: 'public',
  grantTypes: ['authorization_code', 'refresh_token'],
  redirectUris: ['http://127.0.0.1/oauth/callback'],
  issuerUrl: demoStartUrl,
  scopes: ['sso:account:access'],
}

/** What `aws sso login --use-device-code` registers. */
export const deviceClient = {
  clientName: 'botocore-client-corp',
  clientType: 'public',
  scopes: ['sso:account:access'],
}

export async function register(demo: Demo, client: object = pkceClient) {
  const { json } = await post(demo, '/client/register', client)
  return {
    clientId: String(json['clientId']),
    clientSecret: String(json['clientSecret']),
    clientSecretExpiresAt: Number(json['clientSecretExpiresAt']),
  }
}

export function newVerifier(): { readonly codeVerifier: string; readonly challenge: string } {
  const codeVerifier = randomBytes(48).toString('base64url')
  return { codeVerifier, challenge: createHash('sha256').update(codeVerifier).digest('base64url') }
}

/** The authorize URL as the AWS CLI builds it; null in `changes` leaves a parameter out. */
export function authorizeUrl(demo: Demo, changes: Readonly<Record<string, string | null>>): string {
  const parameters: Readonly<Record<string, string | null>> = {
    response_type: 'code',
    redirect_uri: redirectUri,
    state: 'a-state',
    code_challenge_method: 'S256',
    scopes: 'sso:account:access',
    ...changes,
  }
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== null)
  return `${demo.url}/authorize?${new URLSearchParams(given).toString()}`
}

/** Sends the form of a page with its nonce and `values`. */
export function submit(demo: Demo, page: string, values: Readonly<Record<string, string>>): Promise<Reply> {
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '/no-form'
  const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return send(`${demo.url}${action}`, { method: 'POST', body: new URLSearchParams({ nonce, ...values }) })
}

/** Chooses a user on a sign-in page and answers the page after it. */
export async function signInAndDecide(demo: Demo, page: string, decision: 'allow' | 'deny', user = 'alex') {
  const allowPage = await submit(demo, page, { user })
  return submit(demo, allowPage.text, { decision })
}

/** Registers and authorizes; gives what CreateToken needs. */
export async function authorize(demo: Demo, client: object = pkceClient, user = 'alex', scopes = 'sso:account:access') {
  const { codeVerifier, challenge } = newVerifier()
  const registered = await register(demo, client)
  const url = authorizeUrl(demo, { client_id: registered.clientId, code_challenge: challenge, scopes })
  const first = await send(url)
  const last = first.status === 302 ? first : await signInAndDecide(demo, first.text, 'allow', user)
  const code = new URL(last.headers.get('location') ?? 'about:blank').searchParams.get('code') ?? ''
  return { ...registered, grantType: 'authorization_code', redirectUri, codeVerifier, code }
}

/** The whole PKCE sign-in; takes what `authorize` takes. */
export async function signIn(...how: Parameters<typeof authorize>): Promise<Tokens> {
  const [demo] = how
  const { clientSecretExpiresAt, ...request } = await authorize(...how)
  const { json } = await post(demo, '/token', request)
  return {
    clientId: request.clientId,
    clientSecret: request.clientSecret,
    clientSecretExpiresAt,
    accessToken: String(json['accessToken']),
    refreshToken: String(json['refreshToken']),
  }
}

export function refresh(demo: Demo, { clientId, clientSecret, refreshToken }: Tokens): Promise<Reply> {
  return post(demo, '/token', { grantType: 'refresh_token', clientId, clientSecret, refreshToken })
}

export interface RoleKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/** Credentials of a permission set, Production's unless said otherwise. */
export async function credentialsFor(demo: Demo, accessToken: string, role: string, account = '637423191929') {
  const query = new URLSearchParams({ role_name: role, account_id: account }).toString()
  const { json } = await portal(demo, `/federation/credentials?${query}`, accessToken)
  const { accessKeyId, secretAccessKey, sessionToken } = Object(json['roleCredentials'])
  const keys: RoleKeys = {
    accessKeyId: String(accessKeyId),
    secretAccessKey: String(secretAccessKey),
    sessionToken: String(sessionToken),
  }
  return keys
}

/** Headers that sign `POST /` with `body` for STS, those in `headers` and the date (Signature Version 4). */
export function signedHeaders(keys: RoleKeys, region: string, headers: Readonly<Record<string, string>>, body: string) {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = `${date.slice(0, 8)}/${region}/sts/aws4_request`
  const all = { ...headers, 'x-amz-date': date, 'x-amz-security-token': keys.sessionToken }
  const names = Object.keys(all).toSorted()
  const lines = names.map((name) => `${name}:${new Headers(all).get(name) ?? ''}`)
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const canonical = ['POST', '/', '', ...lines, '', names.join(';'), hash(body)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`)
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex')
  const credential = `Credential=${keys.accessKeyId}/${scope}`
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...all, authorization }
}
