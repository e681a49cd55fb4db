/**
 * Credentials of a profile, for programs that the person starts. They go to the command line alone: no operation of the
 * contract has them, so that no face can ask for them. Nothing here opens a browser: where a sign-in is needed, that is
 * the answer.
 */
import type { Result } from '../../shared/result.ts'
import { ok } from '../../shared/result.ts'
import {
  areLasting,
  credentialsPath,
  readCredentials,
  writeCredentials,
  type RoleCredentials,
} from '../aws/sso/credentials-cache.ts'
import { getRoleCredentials } from '../aws/sso/portal.ts'
import { joined } from '../system/at-once.ts'
import { withLockIfPossible } from '../system/lock.ts'
import { withNetwork, type SsoDeps } from '../aws/sso/session.ts'
import { findProfile, networkOf, type Context } from './context.ts'
import { sourceOf, withSession, type Source } from './identity.ts'

/** How long (ms) another process may take to get the same credentials. */
const patience = 30_000

/**
 * Those in memory, else those that the AWS CLI or Lanyard has cached, with at least 15 minutes left; else new ones. Who
 * asks for the same at the same time, here or in another process, shares one request. Problems: `not-found`,
 * `unsupported-profile`, `misconfigured`, and those of `getRoleCredentials`.
 */
export async function profileCredentials(context: Context, name: string): Promise<Result<RoleCredentials>> {
  const profile = findProfile(context, name)
  if (!profile.ok) return profile
  const source = sourceOf(context, profile.value)
  if (!source.ok) return source
  const path = credentialsPath(context.sso.paths.cliCache, source.value.sso, source.value)
  const { known, asking } = context.credentials
  const remembered = known.get(path)
  if (remembered && areLasting(remembered, context.system.clock.now())) return ok(remembered)
  const deps = withNetwork(context.sso, networkOf(context, name))
  const result = await joined(asking, path, () => find(deps, source.value, path))
  if (!result.ok) return { ok: false, error: withSession(context, profile.value, result.error) }
  known.set(path, result.value)
  return result
}

async function find(sso: SsoDeps, source: Source, path: string): Promise<Result<RoleCredentials>> {
  const cached = async () => {
    const found = await readCredentials(path)
    return found && areLasting(found, sso.clock.now()) ? ok(found) : null
  }
  const ask = async () => {
    const answer = await getRoleCredentials(sso, source.sso, source)
    if (answer.ok) await writeCredentials(sso.paths.cliCache, path, source, answer.value)
    return answer
  }
  const found = await cached()
  if (found) return found
  const lock = { folder: sso.paths.state, subject: path, patience }
  // A folder that cannot hold a lock is no reason to have no credentials.
  const inTurn = await withLockIfPossible(lock, async () => (await cached()) ?? ask())
  return inTurn ? inTurn.value : ask()
}
