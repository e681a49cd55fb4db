/** One sign-in to a session at a time, among all processes of the user. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, problem } from '../../../shared/result.ts'
import type { Problem, Result } from '../../../shared/result.ts'
import { readOwn, writeAtomically } from '../../system/files.ts'
import { withLockIfPossible } from '../../system/lock.ts'
import { log } from '../../system/log.ts'
import { cancelled } from './problems.ts'
import { isRefused } from './refused-tokens.ts'
import type { CachedToken, SignedInToken, SsoDeps, SsoSession } from './session.ts'
import { canRefresh, checkCache, readToken, sha1, tokenPath } from './token-cache.ts'
import { parseObject, stringOf } from '../../system/unknown-json.ts'

/** No sign-in takes longer, in ms. */
export const signInLimit = 10 * 60_000

export interface SignInTurn {
  readonly signal: AbortSignal
  /** When (ms) the person asked for the sign-in, which may be a while ago on a busy machine. */
  readonly asked: number
  /** What `cachedToken` had then, or as soon as could be: a file has its time before it is in its place. */
  readonly before: CachedToken | null
  /** Called when another process is signing in to the session, and is waited for. */
  readonly onWait: () => void
}

/**
 * Runs `signIn` while no other process of Lanyard signs in to `session`. Where one does, it is waited for, and its token
 * taken, or the refusal that its user gave there: then nothing is run. The same goes for what has come since the person
 * asked, by whatever client. If that one was given up, or broke off, `signIn`
 * runs all the same, since its own user asked for it.
 * Problems: those of `signIn`, `cancelled` (the other's goes on), `sign-in-timeout`.
 */
export async function inSignInTurn(
  deps: SsoDeps,
  session: SsoSession,
  { signal, asked, before, onWait }: SignInTurn,
  signIn: () => Promise<Result<SignedInToken>>,
): Promise<Result<SignedInToken>> {
  const { ssoCache, state } = deps.paths
  const refusals = openRefusals(state, tokenPath(ssoCache, session))
  const lock = { folder: state, subject: `${tokenPath(ssoCache, session)} sign-in`, patience: signInLimit }
  // A folder that cannot hold a lock is no reason not to sign in.
  const turn = await withLockIfPossible({ ...lock, signal, onWait }, async (): Promise<Result<SignedInToken>> => {
    const token = await cachedToken(deps, session)
    const isOther = token?.accessToken !== before?.accessToken || (await isSince(asked, tokenPath(ssoCache, session)))
    const isUsable = token !== null && token.expiresAt > deps.clock.now() && !(await isRefused(deps, token.accessToken))
    if (isOther && isUsable) return ok(signedIn(token, deps.clock.now()))
    const refused = await refusals.since(asked)
    if (refused) return { ok: false, error: refused }
    const writable = await checkCache(ssoCache, session)
    if (!writable.ok) return writable
    const { hindrance } = await deps.clients()
    if (hindrance) return { ok: false, error: hindrance }
    const result = await signIn()
    if (!result.ok && isRefusal(result.error)) await refusals.note(result.error, deps.clock.now())
    return result
  })
  if (turn) return turn.value
  if (signal.aborted) return cancelled()
  return fail('sign-in-timeout', `Another Lanyard has been signing in to ${session.name} for a while.`, {
    fix: 'Finish the sign-in there, or cancel it.',
  })
}

/** Whether the file has been written after `time` (ms). */
async function isSince(time: number, file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => null)
  return stats !== null && stats.mtimeMs >= time
}

/** The person said no, or nothing: whoever waited would only ask them again. */
function isRefusal({ code }: Problem): boolean {
  return code === 'sign-in-refused' || code === 'sign-in-timeout'
}

/** The last refusal of a session, for those who had asked before it came. It is only a note: what cannot be written is not missed. */
function openRefusals(folder: string, subject: string) {
  const file = join(folder, `refused-${sha1(subject)}.json`)
  return {
    async since(time: number): Promise<Problem | null> {
      const note = parseObject((await readOwn(file).catch(() => null))?.toString('utf8') ?? '')
      const [code, message, fix] = [note?.['code'], note?.['message'], note?.['fix']].map(stringOf)
      const isNew = typeof note?.['at'] === 'number' && note['at'] >= time
      if (!isNew || message === null || fix === null) return null
      return code === 'sign-in-refused' || code === 'sign-in-timeout' ? problem(code, message!, { fix: fix! }) : null
    },
    note({ code, message, fix }: Problem, at: number): Promise<unknown> {
      return writeAtomically(file, JSON.stringify({ code, message, fix, at }), { mode: 0o600 }).catch(
        (error: unknown) => log.warn('The refusal of a sign-in could not be noted', error),
      )
    },
  }
}

export function signedIn(token: CachedToken, now: number): SignedInToken {
  return { expiresAt: new Date(token.expiresAt).toISOString(), renews: canRefresh(token, now) }
}

/** The token that the session has now, be it over. */
export async function cachedToken(deps: Pick<SsoDeps, 'paths'>, session: SsoSession): Promise<CachedToken | null> {
  const file = await readToken(deps.paths.ssoCache, session)
  return file.kind === 'token' ? file.token : null
}
