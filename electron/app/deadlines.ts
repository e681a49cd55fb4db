/** When sessions end: what the token cache tells, and what earlier sign-ins have taught (session-length.ts). */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { Session } from '../../shared/state.ts'
import { organizationOf, type CachedToken, type SsoSession } from '../aws/sso/session.ts'
import { canRefresh, readToken, tokenPath, type TokenFile } from '../aws/sso/token-cache.ts'
import { log } from '../system/log.ts'
import type { Context } from './context.ts'
import { learntLength, noteSignIn, observe, type CacheNow, type SignInHistory } from './session-length.ts'

/**
 * When the session of `file` ends, as far as that is known. A face that stays notes what it sees; others only look.
 */
export async function findEnd(context: Context, session: SsoSession, file: TokenFile): Promise<Session['end']> {
  const key = organizationOf(session)
  const now = context.system.clock.now()
  const lastLook = context.looked.get(session.name) ?? 0
  const seen = file.kind === 'token' ? cacheNow(file.token, await changedAt(context, session, lastLook, now)) : null
  const known = await context.memory.signIns(key)
  const history = observe(known, session.name, seen, lastLook > 0)
  if (context.live) {
    context.looked.set(session.name, now)
    // A memory that cannot be written is none, and no harm.
    const next = (newest: SignInHistory) => observe(newest, session.name, seen, lastLook > 0)
    if (history !== known) await context.memory.changeSignIns(key, next).catch(notRemembered)
  }
  return file.kind === 'token' ? endOf(file.token, session.name, history, now) : null
}

/** Notes that a person has signed in to `session` just now. */
export async function rememberSignIn(context: Context, session: SsoSession): Promise<void> {
  const file = await readToken(context.sso.paths.ssoCache, session)
  if (file.kind !== 'token') return
  const seen = cacheNow(file.token, context.system.clock.now())
  await context.memory
    .changeSignIns(organizationOf(session), (history) => noteSignIn(history, session.name, seen))
    .catch(notRemembered)
}

/** It is only a memory. */
function notRemembered(error: unknown): void {
  log.warn('How long sign-ins last could not be remembered', error)
}

function endOf(token: CachedToken, name: string, history: SignInHistory, now: number): Session['end'] {
  const known = (at: number) => ({ at: new Date(at).toISOString(), isKnown: true })
  const registrationEnd = token.registrationExpiresAt ?? 0
  if (!canRefresh(token, now) || registrationEnd < token.expiresAt) return known(token.expiresAt)
  const signedInAt = history.seen[name]?.signedInAt ?? null
  const length = learntLength(history.spans)
  const estimate = signedInAt === null || length === null ? null : signedInAt + length
  if (estimate === null || estimate <= now) return null
  if (registrationEnd < estimate) return known(registrationEnd)
  return { at: new Date(estimate).toISOString(), isKnown: false }
}

/** The time of the file's last change, where it can be that; some disks and clocks say otherwise. */
async function changedAt(context: Context, session: SsoSession, lastLook: number, now: number): Promise<number> {
  const stats = await stat(tokenPath(context.sso.paths.ssoCache, session)).catch(() => null)
  return stats && stats.mtimeMs >= lastLook && stats.mtimeMs <= now ? Math.round(stats.mtimeMs) : now
}

function cacheNow({ expiresAt, refreshToken }: CachedToken, at: number): CacheNow {
  const mark = refreshToken === null ? null : createHash('sha256').update(refreshToken).digest('hex').slice(0, 16)
  return { expiresAt, mark, at }
}
