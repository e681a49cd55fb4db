/**
 * IAM Identity Center's OIDC API: RegisterClient, StartDeviceAuthorization, CreateToken (aws-facts.md#sign-in, #oidc).
 */
import { createHash, randomInt } from 'node:crypto'
import type { AuthorizationCode, Client, DeviceAuthorization, SignIn } from './grants.ts'
import { secret } from './grants.ts'
import type { DemoResponse, DemoRequest } from './wire.ts'
import { isDemoResponse, json, oidcError, readObject } from './wire.ts'
import type { World } from './world.ts'

export const grantTypes = {
  code: 'authorization_code',
  device: 'urn:ietf:params:oauth:grant-type:device_code',
  refresh: 'refresh_token',
} as const

const knownScopes = /^(sso:account:access|openid|aws|codewhisperer:[a-z_]+)$/

type Fields = Readonly<Record<string, unknown>>

/** `POST /client/register`: a public client, for device codes unless it asks for the authorization code. */
export function registerClient(world: World, request: DemoRequest): DemoResponse {
  const fields = readObject(request.body)
  if (fields === null) return oidcError('invalid_request', 'Invalid request body')
  const { clientName, clientType, issuerUrl } = fields
  if (!isText(clientName) || clientType !== 'public') {
    return oidcError('invalid_client_metadata', 'Invalid client metadata provided')
  }
  const kinds = texts(fields['grantTypes'])
  const redirectUris = texts(fields['redirectUris'])
  const scopes = texts(fields['scopes'])
  if (kinds === null || redirectUris === null || scopes === null || !(issuerUrl === undefined || isText(issuerUrl))) {
    return oidcError('invalid_request', 'Invalid request')
  }
  if (!kinds.every((kind) => Object.values<string>(grantTypes).includes(kind))) {
    return oidcError('unsupported_grant_type', 'Unsupported grant type provided')
  }
  if (!redirectUris.every(isLoopbackUri) || (kinds.includes(grantTypes.code) && redirectUris.length === 0)) {
    return oidcError('invalid_redirect_uri', 'Invalid redirect uri provided')
  }
  if (!scopes.every((scope) => knownScopes.test(scope))) return oidcError('invalid_scope', 'Invalid scope provided')

  const issuedAt = Math.floor(world.now() / 1000)
  const clientSecretExpiresAt = issuedAt + world.settings.registrationSeconds
  const client: Client = {
    clientId: secret('', 22),
    clientSecret: secret('csDEMO', 400),
    name: clientName,
    grantTypes: kinds.length > 0 ? kinds : [grantTypes.device, grantTypes.refresh],
    redirectUris,
    scopes,
    issuerUrl: issuerUrl ?? null,
    region: request.region,
    expiresAt: clientSecretExpiresAt * 1000,
  }
  world.grants.clients.set(client.clientId, client)
  return json({
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    clientIdIssuedAt: issuedAt,
    clientSecretExpiresAt,
    authorizationEndpoint: `${request.origin}/authorize`,
    tokenEndpoint: `${request.origin}/token`,
  })
}

/** `POST /device_authorization`. The page is always on the loopback address: a browser knows nothing of the proxy. */
export function startDeviceAuthorization(world: World, request: DemoRequest): DemoResponse {
  const fields = readObject(request.body)
  if (fields === null || !isText(fields['startUrl'])) return oidcError('invalid_request', 'Invalid request')
  const client = knownClient(world, request, fields)
  if (isDemoResponse(client)) return client
  if (!client.grantTypes.includes(grantTypes.device)) return unauthorized
  const instance = world.organization.instanceAt(fields['startUrl'])
  if (instance === null || !isForRegion(request, instance.region)) {
    return oidcError('invalid_request', 'Invalid start url provided')
  }
  const { deviceCodeSeconds, deviceIntervalSeconds } = world.settings
  const device: DeviceAuthorization = {
    client,
    instance,
    deviceCode: secret('', 90),
    userCode: userCode(),
    expiresAt: world.now() + deviceCodeSeconds * 1000,
    interval: deviceIntervalSeconds,
    polls: [],
    outcome: 'pending',
  }
  world.grants.devices.set(device.deviceCode, device)
  return json({
    deviceCode: device.deviceCode,
    userCode: device.userCode,
    verificationUri: `${world.url}/device`,
    verificationUriComplete: `${world.url}/device?user_code=${device.userCode}`,
    expiresIn: deviceCodeSeconds,
    interval: deviceIntervalSeconds,
  })
}

/** `POST /token`, for its three grants. */
export function createToken(world: World, request: DemoRequest): DemoResponse {
  const fields = readObject(request.body)
  if (fields === null || !isText(fields['grantType'])) return oidcError('invalid_request', 'Invalid request')
  const { grantType } = fields
  const redeem = redeemers[grantType]
  if (redeem === undefined) return oidcError('unsupported_grant_type', 'Unsupported grant type provided')
  const client = knownClient(world, request, fields)
  if (isDemoResponse(client)) return client
  if (!client.grantTypes.includes(grantType)) return unauthorized
  const { refreshToken: shown } = fields
  if (isText(shown)) world.grants.shown.push({ refreshToken: shown, agent: request.headers['user-agent'] ?? '' })
  const signIn = redeem(world, client, fields)
  if (isDemoResponse(signIn)) return signIn
  const { accessToken, expiresIn, refreshToken } = world.grants.issue(signIn)
  return json({ accessToken, tokenType: 'Bearer', expiresIn, ...(refreshToken === null ? {} : { refreshToken }) })
}

/** The grant type of a CreateToken request, for the log. */
export function grantTypeOf(request: DemoRequest): string | null {
  const grantType = readObject(request.body)?.['grantType']
  return typeof grantType === 'string' ? grantType : null
}

type Redeem = (world: World, client: Client, fields: Fields) => SignIn | DemoResponse

const redeemers: Readonly<Record<string, Redeem>> = {
  [grantTypes.code]: redeemCode,
  [grantTypes.device]: redeemDevice,
  [grantTypes.refresh]: redeemRefreshToken,
}

/** A code works once, for its own client, redirect and verifier (RFC 7636 4.6); a failed try spends it. */
function redeemCode(world: World, client: Client, { code, redirectUri, codeVerifier }: Fields): SignIn | DemoResponse {
  if (!isText(code) || !isText(redirectUri) || !isText(codeVerifier)) {
    return oidcError('invalid_request', 'Invalid request')
  }
  const granted = world.grants.codes.get(code)
  if (granted === undefined || granted.signIn.client !== client) {
    return oidcError('invalid_grant', 'Invalid authorization code provided')
  }
  world.grants.codes.delete(code)
  if (granted.expiresAt <= world.now()) return oidcError('invalid_grant', 'Authorization code has expired')
  if (granted.redirectUri !== redirectUri) return oidcError('invalid_grant', 'Invalid redirect uri provided')
  if (!matches(granted, codeVerifier)) return oidcError('invalid_grant', 'Invalid code verifier provided')
  return granted.signIn
}

function matches({ challenge }: AuthorizationCode, verifier: string): boolean {
  return (
    /^[A-Za-z0-9._~-]{43,128}$/.test(verifier) &&
    createHash('sha256').update(verifier).digest('base64url') === challenge
  )
}

function redeemDevice(world: World, client: Client, { deviceCode }: Fields): SignIn | DemoResponse {
  if (!isText(deviceCode)) return oidcError('invalid_request', 'Invalid request')
  const device = world.grants.devices.get(deviceCode)
  if (device === undefined || device.client !== client || device.outcome === 'used') {
    return oidcError('invalid_grant', 'Invalid device code provided')
  }
  if (device.expiresAt <= world.now()) return oidcError('expired_token', 'Device code has expired')
  const { outcome } = device
  if (outcome === 'denied') return oidcError('access_denied', 'Authorization was denied')
  if (outcome !== 'pending') {
    device.outcome = 'used'
    return outcome
  }
  return awaitApproval(world, device)
}

/** The AWS CLI asks twice in a row at first, so only a third time within the interval is too fast (RFC 8628 3.5). */
function awaitApproval(world: World, device: DeviceAuthorization): DemoResponse {
  const now = world.now()
  const lastButOne = device.polls.at(-2)
  device.polls.push(now)
  if (lastButOne !== undefined && now - lastButOne < device.interval * 1000) {
    device.interval += 5
    return oidcError('slow_down', 'Polling too frequently')
  }
  if (world.settings.autoApprove) {
    const [user] = device.instance.users
    if (user !== undefined)
      device.outcome = world.grants.begin(device.client, device.instance, user, device.client.scopes)
  }
  return oidcError('authorization_pending', 'Authorization is still pending')
}

/** Each refresh token works once: its answer carries the next. */
function redeemRefreshToken(world: World, client: Client, { refreshToken }: Fields): SignIn | DemoResponse {
  if (!isText(refreshToken)) return oidcError('invalid_request', 'Invalid request')
  const signIn = world.grants.refreshTokens.get(refreshToken)
  if (signIn === undefined || signIn.client !== client || signIn.endsAt <= world.now()) {
    return oidcError('invalid_grant', 'Invalid refresh token provided')
  }
  world.grants.refreshTokens.delete(refreshToken)
  return signIn
}

const unauthorized = oidcError('unauthorized_client', 'Client is not authorized for this grant')

function knownClient(world: World, request: DemoRequest, { clientId, clientSecret }: Fields): Client | DemoResponse {
  if (!isText(clientId) || !isText(clientSecret)) return oidcError('invalid_request', 'Invalid request')
  const client = world.grants.clients.get(clientId)
  if (client === undefined || client.clientSecret !== clientSecret || !isForRegion(request, client.region)) {
    return oidcError('invalid_client', 'Invalid client provided')
  }
  return client.expiresAt <= world.now() ? oidcError('invalid_client', 'Client registration has expired') : client
}

/** Whether a request went to `region`; where either is hidden by an endpoint override, it did. */
export function isForRegion(request: DemoRequest, region: string | null): boolean {
  return region === null || request.region === null || request.region === region
}

/** The registered form: plain http on 127.0.0.1, any path, neither query nor fragment. */
function isLoopbackUri(text: string): boolean {
  const uri = URL.parse(text)
  return uri?.protocol === 'http:' && uri.hostname === '127.0.0.1' && !/[?#@]/.test(text)
}

const letters = 'BCDFGHJKLMNPQRSTVWXZ'
const pick = (): string => letters[randomInt(letters.length)] ?? 'B'
const userCode = (): string => `${Array.from({ length: 4 }, pick).join('')}-${Array.from({ length: 4 }, pick).join('')}`

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** A list of texts, [] where it is absent, null where it is anything else. */
function texts(value: unknown): readonly string[] | null {
  if (value === undefined || value === null) return []
  return Array.isArray(value) && value.every(isText) ? value : null
}
