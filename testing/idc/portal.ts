/** The access portal's API: ListAccounts, ListAccountRoles, GetRoleCredentials, Logout (aws-facts.md#portal). */
import { createHmac, randomBytes } from 'node:crypto'
import type { SignIn } from './grants.ts'
import { secret } from './grants.ts'
import { isForRegion } from './oidc.ts'
import type { DemoResponse, DemoRequest } from './wire.ts'
import { isDemoResponse, json, portalError } from './wire.ts'
import type { World } from './world.ts'

/** `GET /assignment/accounts` */
export function listAccounts(world: World, request: DemoRequest): DemoResponse {
  const signIn = bearer(world, request)
  if (isDemoResponse(signIn)) return signIn
  const accounts = world.organization.accountsOf(signIn.instance, signIn.user.name)
  const page = pageOf(world, request, `accounts ${signIn.user.name}`, accounts)
  if (isDemoResponse(page)) return page
  const accountList = page.items.map(({ accountId, accountName, emailAddress }) => ({
    accountId,
    accountName,
    emailAddress,
  }))
  return json({ accountList, nextToken: page.nextToken })
}

/** `GET /assignment/roles` */
export function listAccountRoles(world: World, request: DemoRequest): DemoResponse {
  const signIn = bearer(world, request)
  if (isDemoResponse(signIn)) return signIn
  const accountId = request.query.get('account_id') ?? ''
  if (!isAccountId(accountId)) return invalidRequest
  if (!signIn.instance.accounts.some((account) => account.accountId === accountId)) {
    return portalError('ResourceNotFoundException', 'Account not found', 404)
  }
  const names = world.organization.permissionSetsOf(signIn.instance, signIn.user.name, accountId)
  if (names.length === 0) return noAccess
  const page = pageOf(world, request, `roles ${signIn.user.name} ${accountId}`, names)
  if (isDemoResponse(page)) return page
  return json({ roleList: page.items.map((roleName) => ({ roleName, accountId })), nextToken: page.nextToken })
}

/** `GET /federation/credentials` */
export function getRoleCredentials(world: World, request: DemoRequest): DemoResponse {
  const signIn = bearer(world, request)
  if (isDemoResponse(signIn)) return signIn
  const accountId = request.query.get('account_id') ?? ''
  const permissionSet = request.query.get('role_name') ?? ''
  if (!isAccountId(accountId) || permissionSet === '') return invalidRequest
  const { instance, user } = signIn
  const account = instance.accounts.find((one) => one.accountId === accountId)
  const assigned = world.organization.permissionSetsOf(instance, user.name, accountId).includes(permissionSet)
  if (account === undefined || !assigned) return noAccess

  const accessKeyId = `ASIA${base32(16)}`
  const secretAccessKey = secret('', 40)
  const sessionToken = secret('IQoJDEMO', 500)
  // Whole seconds, as at AWS.
  const expiresAt = (Math.floor(world.now() / 1000) + world.settings.credentialSeconds) * 1000
  const credentials = { accessKeyId, secretAccessKey, sessionToken, expiresAt, account, permissionSet, user }
  world.grants.credentials.set(accessKeyId, credentials)
  return json({ roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration: expiresAt } })
}

/** `POST /logout`: ends this sign-in alone. */
export function logout(world: World, request: DemoRequest): DemoResponse {
  const signIn = bearer(world, request)
  if (isDemoResponse(signIn)) return signIn
  world.grants.revoke(signIn)
  return { status: 200, headers: {}, body: '' }
}

export function methodNotAllowed(): DemoResponse {
  return portalError('MethodNotAllowedException', 'HTTP method not allowed', 405)
}

const noAccess = portalError('ForbiddenException', 'No access', 403)
const invalidRequest = portalError('InvalidRequestException', 'Invalid request', 400)
const invalidToken = portalError('InvalidRequestException', 'Invalid next token provided', 400)

/** The sign-in behind the bearer header, or the refusal. A token works in its own region alone. */
function bearer(world: World, request: DemoRequest): SignIn | DemoResponse {
  const token = request.headers['x-amz-sso_bearer_token']
  const access = typeof token === 'string' ? world.grants.accessTokens.get(token) : undefined
  if (access === undefined || access.expiresAt <= world.now() || !isForRegion(request, access.signIn.instance.region)) {
    return portalError('UnauthorizedException', 'Session token not found or invalid', 401)
  }
  const { scopes } = access.signIn
  return scopes.length === 0 || scopes.includes('sso:account:access') ? access.signIn : noAccess
}

interface Page<T> {
  readonly items: readonly T[]
  readonly nextToken: string | null
}

/** One page of `all`. A paging token holds for the very list that it came from, and is signed. */
function pageOf<T>(world: World, { query }: DemoRequest, list: string, all: readonly T[]): Page<T> | DemoResponse {
  const asked = query.get('max_result')
  const size = asked === null ? world.settings.pageSize : Number(asked)
  if (!Number.isInteger(size) || size < 1 || size > 100) return invalidRequest
  const token = query.get('next_token')
  const start = token === null ? 0 : Number(token.split('.')[0])
  const sign = (at: number): string =>
    `${at}.${createHmac('sha256', world.grants.pagingKey).update(`${list} ${at}`).digest('base64url')}`
  if (token !== null && token !== sign(start)) return invalidToken
  const end = start + size
  return { items: all.slice(start, end), nextToken: end < all.length ? sign(end) : null }
}

const isAccountId = (text: string): boolean => /^\d{12}$/.test(text)

function base32(length: number): string {
  return Array.from(randomBytes(length), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('')
}
