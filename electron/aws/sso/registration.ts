/** The public client that a sign-in needs: registered once for about 90 days, in a cache shared with the AWS CLI. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { clientNameOf } from '../../../shared/consent.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { readOwn } from '../../system/files.ts'
import { log } from '../../system/log.ts'
import type { Client } from '../clients.ts'
import { clientConfig } from '../endpoints.ts'
import { cacheDate, parseCacheDate, pythonJson } from './cache-format.ts'
import { registeredRedirectUri } from './pkce.ts'
import { oidcProblem } from './problems.ts'
import type { SsoDeps, SsoSession } from './session.ts'
import { sha1, writeCache } from './token-cache.ts'
import { parseObject, stringOf } from '../../system/unknown-json.ts'

/**
 * Whether a client may use the authorization code (browser) or device codes: one file holds one kind
 * (aws-facts.md#tokens).
 */
export type RegistrationKind = 'browser' | 'device'

export interface Registration extends Client {
  /** ms since the epoch. */
  readonly expiresAt: number
  readonly scopes: readonly string[]
}

/** What a session asks for when its config names no scope. A token without any would not renew itself. */
const defaultScopes: readonly string[] = ['sso:account:access']

const pkceGrants: readonly string[] = ['authorization_code', 'refresh_token']

/** A registration must outlast this (ms) to be used again. */
const margin = 15 * 60_000

export function scopesOf(session: SsoSession): readonly string[] {
  return session.scopes.length > 0 ? session.scopes : defaultScopes
}

/** The file that the AWS CLI would use for the same session. The key has the scopes as the config has them. */
export function registrationPath(folder: string, session: SsoSession): string {
  const key = pythonJson({
    region: session.region,
    scopes: session.scopes.length > 0 ? session.scopes : null,
    session_name: session.name,
    startUrl: session.startUrl,
    tool: 'botocore',
  })
  return join(folder, `${sha1(key)}.json`)
}

/**
 * A client of the kind for the session: the cached one while it lasts, else a new one, which is cached. A cached client
 * for device codes without scopes, as the AWS CLI may leave it, is replaced: its tokens could not renew themselves.
 * A cache that cannot be written does no harm here; the token's own write reports it.
 */
export async function registration(
  deps: SsoDeps,
  session: SsoSession,
  kind: RegistrationKind,
  signal: AbortSignal,
): Promise<Result<Registration>> {
  const path = registrationPath(deps.paths.ssoCache, session)
  const cached = await readRegistration(path, kind, deps.clock.now())
  if (cached) return ok(cached)
  const registered = await register(deps, session, kind, signal)
  if (registered.ok) await writeCache(path, deps.paths.ssoCache, serialize(registered.value, kind))
  return registered
}

/** Drops the cached client after the service said that it does not know it. */
export async function forgetRegistration(deps: SsoDeps, session: SsoSession): Promise<void> {
  await rm(registrationPath(deps.paths.ssoCache, session), { force: true }).catch((error: unknown) =>
    log.warn(`The registration of ${session.name} could not be removed`, error),
  )
}

async function register(
  deps: SsoDeps,
  session: SsoSession,
  kind: RegistrationKind,
  signal: AbortSignal,
): Promise<Result<Registration>> {
  const config = clientConfig(deps, 'sso-oidc', session)
  if (!config.ok) return config
  const scopes = scopesOf(session)
  const pkce = { redirectUri: registeredRedirectUri, issuerUrl: session.instanceUrl ?? session.startUrl }
  try {
    const clients = await deps.clients()
    const input = { clientName: clientNameOf(session.name), scopes, ...(kind === 'browser' ? { pkce } : {}) }
    const { clientId, clientSecret, clientSecretExpiresAt } = await clients.registerClient(config.value, input, signal)
    if (!clientId || !clientSecret || !clientSecretExpiresAt) {
      return fail('aws-unavailable', 'AWS answered the registration with something that Lanyard does not understand.')
    }
    return ok({ clientId, clientSecret, expiresAt: clientSecretExpiresAt * 1000, scopes })
  } catch (error) {
    return { ok: false, error: oidcProblem(error, { session, step: 'register', now: deps.clock.now() }) }
  }
}

/** The file's text in the AWS CLI's order of keys; `grantTypes` marks a client for PKCE. */
function serialize(registration: Registration, kind: RegistrationKind): string {
  return pythonJson({
    clientId: registration.clientId,
    clientSecret: registration.clientSecret,
    expiresAt: cacheDate(registration.expiresAt),
    scopes: registration.scopes,
    ...(kind === 'browser' ? { grantTypes: pkceGrants } : {}),
  })
}

async function readRegistration(path: string, kind: RegistrationKind, now: number): Promise<Registration | null> {
  const bytes = await readOwn(path).catch(() => null)
  const fields = bytes === null ? null : parseObject(bytes.toString('utf8'))
  if (!fields) return null
  const clientId = stringOf(fields['clientId'])
  const clientSecret = stringOf(fields['clientSecret'])
  const expiresAt = parseCacheDate(fields['expiresAt'])
  const scopes = textsOf(fields['scopes'])
  const isPkce = textsOf(fields['grantTypes']).includes('authorization_code')
  if (clientId === null || clientSecret === null || expiresAt === null || scopes.length === 0) return null
  if (expiresAt - now < margin || isPkce !== (kind === 'browser')) return null
  return { clientId, clientSecret, expiresAt, scopes }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
