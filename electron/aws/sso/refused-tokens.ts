/**
 * Access tokens that the portal has refused before their time: AWS, or an administrator, has ended the sign-in early. What
 * one process of Lanyard learns so, all know: there is a file for each, named by the token's hash and with nothing in it.
 */
import { createHash } from 'node:crypto'
import { access, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureOwnFolder } from '../../system/files.ts'
import type { SsoDeps } from './session.ts'

type Deps = Pick<SsoDeps, 'refused'> & { readonly paths: Pick<SsoDeps['paths'], 'state'> }

/** No access token of IAM Identity Center lasts longer, in ms: what is older is over in any case. */
const longest = 24 * 3_600_000

/** The folder of the notes; it need not be there. */
export function refusedTokensFolder(state: string): string {
  return join(state, 'refused-tokens')
}

/** A note that cannot be written still holds in this process. */
export async function noteRefused({ paths, refused }: Deps, accessToken: string): Promise<void> {
  const folder = refusedTokensFolder(paths.state)
  refused.add(markOf(accessToken))
  try {
    await ensureOwnFolder(folder)
    await writeFile(join(folder, markOf(accessToken)), '', { flag: 'wx', mode: 0o600 })
    await clear(folder)
  } catch {
    // It is there already, or the folder cannot be written.
  }
}

export async function isRefused({ paths, refused }: Deps, accessToken: string): Promise<boolean> {
  const name = markOf(accessToken)
  if (refused.has(name)) return true
  return access(join(refusedTokensFolder(paths.state), name)).then(
    () => true,
    () => false,
  )
}

async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    if (Date.now() - (await stat(file)).mtimeMs > longest) await rm(file, { force: true })
  }
}

/** Tells one token from another, and nothing else of it. */
export function markOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('hex').slice(0, 32)
}
