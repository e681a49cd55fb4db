/** One sign-in to a session at a time, among all processes of the user. */
import { fail, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { withLockIfPossible } from '../../system/lock.ts'
import { cancelled } from './problems.ts'
import type { CachedToken, SignedInToken, SsoDeps, SsoSession } from './session.ts'
import { canRefresh, readToken, tokenPath } from './token-cache.ts'

/** No sign-in takes longer, in ms. */
export const signInLimit = 10 * 60_000

interface Turn {
  readonly signal: AbortSignal
  /** Called when another process is signing in to the session, and is waited for. */
  readonly onWait: () => void
}

/**
 * Runs `signIn` while no other process of Lanyard signs in to `session`. Where one does, it is waited for, and its token
 * taken: then nothing is run. If that one came to nothing, `signIn` runs all the same, since its own user asked for it.
 * Problems: those of `signIn`, `cancelled` (the other's goes on), `sign-in-timeout`.
 */
export async function inSignInTurn(
  deps: SsoDeps,
  session: SsoSession,
  { signal, onWait }: Turn,
  signIn: () => Promise<Result<SignedInToken>>,
): Promise<Result<SignedInToken>> {
  const { ssoCache, state } = deps.paths
  const before = await cachedToken(deps, session)
  const lock = { folder: state, subject: `${tokenPath(ssoCache, session)} sign-in`, patience: signInLimit }
  // A folder that cannot hold a lock is no reason not to sign in.
  const turn = await withLockIfPossible({ ...lock, signal, onWait }, async () => {
    const token = await cachedToken(deps, session)
    const isNew = token !== null && token.accessToken !== before?.accessToken && token.expiresAt > deps.clock.now()
    return isNew ? ok(signedIn(token, deps.clock.now())) : signIn()
  })
  if (turn) return turn.value
  if (signal.aborted) return cancelled()
  return fail('sign-in-timeout', `Another Lanyard has been signing in to ${session.name} for a while.`, {
    fix: 'Finish the sign-in there, or cancel it.',
  })
}

export function signedIn(token: CachedToken, now: number): SignedInToken {
  return { expiresAt: new Date(token.expiresAt).toISOString(), renews: canRefresh(token, now) }
}

async function cachedToken(deps: SsoDeps, session: SsoSession): Promise<CachedToken | null> {
  const file = await readToken(deps.paths.ssoCache, session)
  return file.kind === 'token' ? file.token : null
}
