/** The access token that a request may carry now: read from the cache each time, renewed in good time. */
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { signInNeeded } from './problems.ts'
import { refreshToken } from './refresh.ts'
import { isRefused } from './refused-tokens.ts'
import type { CachedToken, LegacySso, SsoDeps, SsoSession } from './session.ts'
import { canRefresh, readToken } from './token-cache.ts'

/** botocore's: with less than this left (ms) a token is renewed, at most once in the other span while it lasts. */
const refreshWindow = 15 * 60_000
const refreshPause = 60_000

/**
 * Problems: `sign-in-needed`, `cache-broken`, and what a refresh met if the token is over. Nothing is asked of AWS
 * while more than `window` (ms) of the token is left. A legacy profile's token is never refreshed.
 */
export async function usableToken(
  deps: SsoDeps,
  source: SsoSession | LegacySso,
  window = refreshWindow,
): Promise<Result<CachedToken>> {
  const file = await readToken(deps.paths.ssoCache, source)
  if (file.kind === 'broken') return { ok: false, error: file.problem }
  if (file.kind === 'absent') return { ok: false, error: signInNeeded(source) }
  const { token } = file
  const now = deps.clock.now()
  const current = await renewed(deps, source, token, window)
  if (!current.ok) return current
  if (await isRefused(deps, current.value.accessToken)) return { ok: false, error: signInNeeded(source) }
  if (current.value.expiresAt > now) return current
  return { ok: false, error: signInNeeded(source, current.value.expiresAt, now) }
}

async function renewed(
  deps: SsoDeps,
  source: SsoSession | LegacySso,
  token: CachedToken,
  window: number,
): Promise<Result<CachedToken>> {
  const now = deps.clock.now()
  if (source.name === null || !canRefresh(token, now)) return ok(token)
  const refused = await isRefused(deps, token.accessToken)
  if (!refused && token.expiresAt - now > window) return ok(token)
  const tried = deps.refreshTried.get(source.name)
  const justTried = tried !== undefined && now - tried < refreshPause
  return justTried && !refused && token.expiresAt > now ? ok(token) : refreshToken(deps, source, token)
}
