/** What the caches hold for a session that goes by another name now: the names of their files are made of it. */
import { fail, ok, type Result } from '../../../shared/result.ts'
import { errorCode, removeLeftovers, renameOver } from '../../system/files.ts'
import { portalUrl } from '../../../shared/aws-hosts.ts'
import type { CachedToken, SsoDeps, SsoSession } from './session.ts'
import { credentialsPath, moveCredentials, type Role } from './credentials-cache.ts'
import { busy, whileNotRefreshing } from './refresh.ts'
import { deleteToken, readToken, tokenPath } from './token-cache.ts'

/**
 * Moves the token of the session `from`, and the role credentials that the AWS CLI has cached for it (`roles` as for a
 * sign-out), to where every client looks for those of `to` (aws-facts.md#tokens).
 *
 * No session had the new name, so a token that is there is a leftover. It stays only where it is the same
 * organization's and lasts longer than the one that comes; what another organization gave is none of this session's.
 * With `again`, where another process may have been killed at it, what is there may be what it has moved, and stays.
 * Problem: `config-unwritable`, also when another process renews the token for too long; it is still under its old name then.
 */
export async function moveToken(
  deps: SsoDeps,
  from: SsoSession,
  to: SsoSession,
  roles: readonly Role[],
  { again = false } = {},
): Promise<Result<null>> {
  const { ssoCache, cliCache } = deps.paths
  // A refresh under way, here or in another process, takes the old token's place first, or both would be lost.
  await deps.refreshing.get(from.name)?.done
  const turn = await whileNotRefreshing(deps, from, async () => {
    const [old, there] = await Promise.all([readToken(ssoCache, from), readToken(ssoCache, to)])
    const token = old.kind === 'token' ? old.token : null
    const leftover = there.kind === 'token' ? there.token : null
    if (again && !token) return ok(null)
    return settle(ssoCache, from, to, token, leftover)
  })
  const moved = turn ? turn.value : busy(from)
  if (!moved.ok) return moved
  deps.refreshTried.delete(from.name)
  const files = roles.map((role) => [from, to].map((session) => credentialsPath(cliCache, session, role)))
  // Those that stay behind end by themselves within hours.
  await Promise.allSettled(files.map(([source, target]) => moveCredentials(source!, target!)))
  return moved
}

async function settle(
  folder: string,
  from: SsoSession,
  to: SsoSession,
  token: CachedToken | null,
  leftover: CachedToken | null,
): Promise<Result<null>> {
  const isOwn = leftover !== null && portalUrl(leftover.startUrl) === portalUrl(to.startUrl)
  if (!token) return leftover && !isOwn ? deleteToken(folder, to) : ok(null)
  if (isOwn && leftover.expiresAt > token.expiresAt) return deleteToken(folder, from)
  try {
    await renameOver(tokenPath(folder, from), tokenPath(folder, to))
    await removeLeftovers(tokenPath(folder, from), 0)
    return ok(null)
  } catch (error) {
    return fail('config-unwritable', `The token cache cannot be moved (${errorCode(error) ?? 'unknown error'}).`)
  }
}
