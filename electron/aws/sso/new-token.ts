/** Takes a token that a sign-in has earned into the cache. */
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { TokenAnswer } from '../clients.ts'
import { expiryOf } from './cache-format.ts'
import { cancelled, unexpectedAnswer } from './problems.ts'
import { whileNotRefreshing } from './refresh.ts'
import type { Registration } from './registration.ts'
import type { CachedToken, SignedInToken, SsoDeps, SsoSession } from './session.ts'
import { signedIn } from './sign-in-turn.ts'
import { writeToken } from './token-cache.ts'

/** Checks the answer and writes the session's token file. A sign-in that was cancelled meanwhile leaves no token. */
export async function keepToken(
  deps: SsoDeps,
  session: SsoSession,
  client: Registration,
  answer: TokenAnswer,
  signal: AbortSignal,
): Promise<Result<SignedInToken>> {
  if (signal.aborted) return cancelled()
  const { accessToken, expiresIn, refreshToken } = answer
  if (!accessToken || !expiresIn) return { ok: false, error: unexpectedAnswer() }
  const now = deps.clock.now()
  const token: CachedToken = {
    startUrl: session.startUrl,
    region: session.region,
    accessToken,
    expiresAt: expiryOf(now, expiresIn),
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    registrationExpiresAt: client.expiresAt,
    refreshToken: refreshToken || null,
  }
  const write = () => writeToken(deps.paths.ssoCache, session, token)
  // A renewal that hangs for so long is no reason to have signed in for nothing.
  const written = (await whileNotRefreshing(deps, session, write))?.value ?? (await write())
  if (!written.ok) return written
  deps.refreshTried.delete(session.name)
  return ok(signedIn(token, now))
}
