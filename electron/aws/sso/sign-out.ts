/** Signs out of one session and leaves every other as it is, unlike `aws sso logout` (aws-facts.md#sign-out). */
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { clientConfig } from '../endpoints.ts'
import { credentialsPath, deleteCredentials, type Role } from './credentials-cache.ts'
import { portalProblem } from './problems.ts'
import { busy, whileNotRefreshing } from './refresh.ts'
import type { SsoDeps, SsoSession } from './session.ts'
import { deleteToken, readLeftoverTokens, readToken } from './token-cache.ts'

/**
 * Revokes the session's token, and those that killed writes left beside it, deletes its file, and deletes the role credentials that the AWS CLI has cached for it.
 * `roles` are the account and permission-set pairs that may have been used with the session: those of its profiles and
 * those that are assigned; the CLI's file names can be computed from them, and from nothing else. The registration
 * stays, as with the AWS CLI.
 *
 * `revoked` is false when AWS could not be told: the token then ends by itself. With `orStay` nothing is deleted then, and
 * the problem is why. Problem: `config-unwritable` when the token's file cannot be deleted.
 */
export async function signOutSession(
  deps: SsoDeps,
  session: SsoSession,
  roles: readonly Role[],
  { orStay = false } = {},
): Promise<Result<{ readonly revoked: boolean }>> {
  // A refresh under way, here or in another process, would write the token again.
  const turn = await whileNotRefreshing(deps, session, async () => {
    const [file, leftovers] = await Promise.all([
      readToken(deps.paths.ssoCache, session),
      readLeftoverTokens(deps.paths.ssoCache, session),
    ])
    const token = file.kind === 'token' ? file.token.accessToken : null
    const revoked = token === null ? ok(false) : await revoke(deps, session, token)
    // Only AWS knows that there is nothing to sign out of any more.
    if (orStay && !revoked.ok && revoked.error.code !== 'sign-in-needed') return revoked
    // Best effort: what AWS does not take any more need not be revoked.
    const others = new Set(leftovers.map(({ accessToken }) => accessToken).filter((each) => each !== token))
    await Promise.all([...others].map((each) => revoke(deps, session, each)))
    const deleted = await deleteToken(deps.paths.ssoCache, session)
    return deleted.ok ? ok({ revoked: revoked.ok && revoked.value }) : deleted
  })
  const left = turn ? turn.value : busy(session)
  if (!left.ok) return left
  await Promise.all(roles.map((role) => deleteCredentials(credentialsPath(deps.paths.cliCache, session, role))))
  deps.refreshTried.delete(session.name)
  return left
}

async function revoke(deps: SsoDeps, session: SsoSession, accessToken: string): Promise<Result<boolean>> {
  const config = clientConfig(deps, 'sso', session)
  if (!config.ok) return ok(false)
  try {
    await (await deps.clients()).logout(config.value, accessToken)
    return ok(true)
  } catch (error) {
    return { ok: false, error: portalProblem(error, { session, now: deps.clock.now() }) }
  }
}
