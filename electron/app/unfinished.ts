/**
 * What follows from a change outside of the config file, and signing out, take several steps. They are noted before the
 * first: where a process is killed in between, whoever comes next finishes them (finishing.ts). All who are at work share a
 * lock, so that whoever has it alone knows that what is noted is nobody's any more.
 */
import { randomUUID } from 'node:crypto'
import type { Role } from '../aws/sso/credentials-cache.ts'
import { markOf } from '../aws/sso/refused-tokens.ts'
import type { SsoSession } from '../aws/sso/session.ts'
import { readToken } from '../aws/sso/token-cache.ts'
import { withLockIfPossible, type LockOptions } from '../system/lock.ts'
import { log } from '../system/log.ts'
import type { Context } from './context.ts'

/** What is to be done besides. `roles` may have been used with the session: those of its profiles. */
export interface Consequences {
  readonly renamed: readonly {
    readonly from: SsoSession
    readonly to: SsoSession
    readonly roles: readonly Role[]
  }[]
  /** Sessions to sign out of. */
  readonly left: readonly Left[]
  /** A profile that goes by another name. */
  readonly profile: { readonly from: string; readonly to: string } | null
}

export interface Left {
  readonly session: SsoSession
  /** It is not in the file any more, it leads elsewhere, or a person asked for it. */
  readonly why: 'gone' | 'moved' | 'asked'
  readonly roles: readonly Role[]
}

/** As it is noted. */
export interface Unfinished extends Consequences {
  readonly id: string
  /** Of which config file, as the variables name it. */
  readonly config: string
  /** With the mark of the token that is to be ended: another one is a sign-in that came later. */
  readonly left: readonly (Left & { readonly token: string | null })[]
}

/** Notes what is about to be done; again, in the place of what it noted before. Throws Node's own errors. */
export type Announce = (consequences: Consequences) => Promise<void>

/** How long to wait for another process that finishes what was left, in ms. */
const patience = 10_000

/** The lock of all who are at work. */
export function workLock({ system: { paths } }: Context): Omit<LockOptions, 'patience'> {
  return { folder: paths.state, subject: `${paths.state} unfinished` }
}

/** Runs `run`, and forgets what it has announced when it has come to its end, whatever that is. */
export async function whileAnnounced<T>(context: Context, run: (announce: Announce) => Promise<T>): Promise<T> {
  const id = randomUUID()
  const isOwn = (each: unknown) => (each as Partial<Unfinished> | null)?.id === id
  let isNoted = false
  const announce: Announce = async (consequences) => {
    if (isNothing(consequences) && !isNoted) return
    const noted = isNothing(consequences) ? null : await unfinishedOf(context, id, consequences)
    isNoted = true
    await context.memory.changeUnfinished((now) => [...now.filter((each) => !isOwn(each)), ...(noted ? [noted] : [])])
  }
  const work = async () => {
    const result = await run(announce)
    if (isNoted) await forgetUnfinished(context, isOwn)
    return result
  }
  // Somebody who takes so long over what another has left is no reason to wait on.
  return (await withLockIfPossible({ ...workLock(context), shared: true, patience }, work))?.value ?? work()
}

export async function forgetUnfinished({ memory }: Context, isOver: (noted: unknown) => boolean): Promise<void> {
  await memory
    .changeUnfinished((now) => now.filter((each) => !isOver(each)))
    .catch((error: unknown) => log.warn('What was finished could not be forgotten', error))
}

/** The mark of the token that the session has in the cache; null where it has none. */
export async function tokenMark({ system: { paths } }: Context, session: SsoSession): Promise<string | null> {
  const file = await readToken(paths.ssoCache, session)
  return file.kind === 'token' ? markOf(file.token.accessToken) : null
}

async function unfinishedOf(context: Context, id: string, consequences: Consequences): Promise<Unfinished> {
  const left = await Promise.all(
    consequences.left.map(async (each) => ({ ...each, token: await tokenMark(context, each.session) })),
  )
  return { ...consequences, left, id, config: context.system.paths.config }
}

function isNothing({ renamed, left, profile }: Consequences): boolean {
  return renamed.length === 0 && left.length === 0 && profile === null
}

/** Whether it was noted for the config file `config`. */
export function isOf(noted: unknown, config: string): boolean {
  return (noted as Partial<Unfinished> | null)?.config === config
}
