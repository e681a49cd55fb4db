/** Renews an access token with its refresh token, as botocore does (aws-facts.md#renewal, RFC 6749 6). */
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, ok } from '../../../shared/result.ts'
import type { Problem, Result } from '../../../shared/result.ts'
import { joined } from '../../system/at-once.ts'
import { withLockIfPossible } from '../../system/lock.ts'
import { clientConfig } from '../endpoints.ts'
import { expiryOf } from './cache-format.ts'
import { isRefusedGrant, oidcProblem, signInNeeded, unexpectedAnswer } from './problems.ts'
import { isRefused } from './refused-tokens.ts'
import type { CachedToken, SsoDeps, SsoSession } from './session.ts'
import { checkCache, readLeftoverTokens, readToken, tokenPath, writeToken } from './token-cache.ts'
import type { RefreshableToken } from './token-cache.ts'

/**
 * The new token, written to the cache; a second caller joins a refresh that is under way, and Lanyard's processes take
 * turns: whoever comes second finds the new token in the cache. When it fails, the old token while that lasts, else a
 * problem: `sign-in-needed` when AWS refused it, else what came between (`offline`, …).
 *
 * The AWS CLI takes no lock, so the cache is also read again before it is written: a token that another program wrote
 * meanwhile is taken instead, and one that was deleted (a sign-out) stays deleted.
 */
export function refreshToken(
  deps: SsoDeps,
  session: SsoSession,
  token: RefreshableToken,
): Promise<Result<CachedToken>> {
  return joined(deps.refreshing, session.name, () => inTurn(deps, session, token))
}

/** What another client needs at most (ms) from its answer to its file. */
const grace = 500

/** Longer than a refresh may take, in ms. */
const patience = 30_000

/**
 * Runs `run` while no process of Lanyard renews the token of `session`; null when one has done so for too long. A folder
 * that cannot hold a lock is no reason to be signed out.
 */
export function whileNotRefreshing<T>({ paths }: SsoDeps, session: SsoSession, run: () => Promise<T>) {
  return withLockIfPossible({ folder: paths.state, subject: tokenPath(paths.ssoCache, session), patience }, run)
}

/** What another process is still doing. */
export function busy({ name }: SsoSession): { readonly ok: false; readonly error: Problem } {
  return fail('config-unwritable', `Another Lanyard has been renewing the token of ${name} for a while.`)
}

async function inTurn(deps: SsoDeps, session: SsoSession, token: RefreshableToken): Promise<Result<CachedToken>> {
  const refreshed = await whileNotRefreshing(deps, session, async () => {
    const file = await readToken(deps.paths.ssoCache, session)
    if (file.kind === 'absent') return { ok: false, error: signInNeeded(session) } as const
    const isNew = file.kind === 'token' && file.token.accessToken !== token.accessToken
    if (isNew) return ok(file.token)
    const left = await newerLeftover(deps, session, token)
    return left ? replace(deps, session, token, left) : refresh(deps, session, token)
  })
  return refreshed ? refreshed.value : orOld(deps, token, busy(session))
}

/** What a renewal got that was killed as it wrote: its refresh token may be spent, so that there will be no other. */
async function newerLeftover(deps: SsoDeps, session: SsoSession, token: CachedToken): Promise<CachedToken | null> {
  const left = await readLeftoverTokens(deps.paths.ssoCache, session)
  const newest = left.toSorted((one, other) => other.expiresAt - one.expiresAt)[0]
  return newest && newest.expiresAt > token.expiresAt ? newest : null
}

async function refresh(deps: SsoDeps, session: SsoSession, token: RefreshableToken): Promise<Result<CachedToken>> {
  const config = clientConfig(deps, 'sso-oidc', session)
  if (!config.ok) return config
  deps.refreshTried.set(session.name, deps.clock.now())
  // AWS may take a refresh token once only: without a place for what it gives, the sign-in would be lost.
  const writable = await checkCache(deps.paths.ssoCache, session)
  if (!writable.ok) return orOld(deps, token, writable)
  try {
    const clients = await deps.clients()
    const grant = { grantType: 'refresh_token', refreshToken: token.refreshToken } as const
    const { accessToken, expiresIn, refreshToken } = await clients.createToken(config.value, token, grant)
    if (!accessToken || !expiresIn) return orOld(deps, token, { ok: false, error: unexpectedAnswer() })
    const expiresAt = expiryOf(deps.clock.now(), expiresIn)
    const renewed = { ...token, accessToken, expiresAt, refreshToken: refreshToken || token.refreshToken }
    return await replace(deps, session, token, renewed)
  } catch (error) {
    const problem = oidcProblem(error, { session, step: 'refresh', now: deps.clock.now() })
    if (!isRefusedGrant(error)) return orOld(deps, token, { ok: false, error: problem })
    // A client that takes no lock may have spent the refresh token just before, and be writing what it got for it.
    await sleep(grace)
    // Else the organization's session is over, and every client should see that the token will not renew itself. One
    // that the portal has refused as well has been revoked, and is over now.
    const isRevoked = await isRefused(deps, token.accessToken)
    const expiresAt = isRevoked ? Math.min(token.expiresAt, deps.clock.now()) : token.expiresAt
    const left = await replace(deps, session, token, { ...token, expiresAt, refreshToken: null })
    if (!left.ok || left.value.expiresAt > deps.clock.now()) return left
    // When AWS has ended one that was revoked, it has not said.
    const endedAt = isRevoked ? undefined : left.value.expiresAt
    return { ok: false, error: signInNeeded(session, endedAt, deps.clock.now()) }
  }
}

/** Writes `next` in the place of `token`, unless someone else wrote or deleted the file since `token` was read. */
async function replace(
  deps: SsoDeps,
  session: SsoSession,
  token: CachedToken,
  next: CachedToken,
): Promise<Result<CachedToken>> {
  let result: Result<CachedToken> = ok(next)
  const isUntouched = async () => {
    const file = await readToken(deps.paths.ssoCache, session)
    if (file.kind === 'absent') result = { ok: false, error: signInNeeded(session) }
    if (file.kind === 'token' && file.token.accessToken !== token.accessToken) result = ok(file.token)
    return result.ok && result.value === next
  }
  // A cache that cannot be written is met again at the next sign-in; the token works all the same.
  await writeToken(deps.paths.ssoCache, session, next, isUntouched)
  return result
}

function orOld(deps: SsoDeps, token: CachedToken, failed: Result<CachedToken>): Result<CachedToken> {
  return token.expiresAt > deps.clock.now() ? ok(token) : failed
}
