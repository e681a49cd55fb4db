/** A token that goes by another session name: the file's name is made of it (aws-facts.md 4). */
import { ok, type Result } from '../../../shared/result.ts'
import type { SsoDeps, SsoSession } from './session.ts'
import { deleteToken, readToken, writeToken } from './token-cache.ts'

/**
 * Moves the token of the session `from` to where every client looks for that of `to`. A token that is there already
 * stays: it is newer than the name. Problem: `config-unwritable`, and then the old file is still there.
 */
export async function moveToken({ paths, rejected }: SsoDeps, from: SsoSession, to: SsoSession): Promise<Result<null>> {
  const [old, there] = await Promise.all([readToken(paths.ssoCache, from), readToken(paths.ssoCache, to)])
  if (old.kind === 'absent') return ok(null)
  if (old.kind === 'token' && there.kind !== 'token') {
    const written = await writeToken(paths.ssoCache, to, old.token)
    if (!written.ok) return written
    const refused = rejected.get(from.name)
    if (refused !== undefined) rejected.set(to.name, refused)
  }
  rejected.delete(from.name)
  return deleteToken(paths.ssoCache, from)
}
