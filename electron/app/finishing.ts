/** Finishes what processes have left that were killed (unfinished.ts), or drops it where the config was never changed. */
import * as v from 'valibot'
import type { Document } from '../aws/config/document/document.ts'
import { listSessions } from '../aws/config/sessions.ts'
import { withLockIfPossible } from '../system/lock.ts'
import { log } from '../system/log.ts'
import { carryOut, leadsElsewhere, sourceOf } from './consequences.ts'
import type { Context } from './context.ts'
import { readKnown } from './reading.ts'
import { forgetUnfinished, isOf, tokenMark, workLock, type Consequences, type Unfinished } from './unfinished.ts'

const session = v.object({ name: v.string(), startUrl: v.string(), region: v.string(), scopes: v.array(v.string()) })
const roles = v.array(v.object({ accountId: v.string(), roleName: v.string() }))
const schema: v.GenericSchema<unknown, Unfinished> = v.object({
  id: v.string(),
  config: v.string(),
  renamed: v.array(v.object({ from: session, to: session, roles })),
  left: v.array(
    v.object({ session, why: v.picklist(['gone', 'moved', 'asked']), roles, token: v.nullable(v.string()) }),
  ),
  profile: v.nullable(v.object({ from: v.string(), to: v.string() })),
})

/**
 * Finishes what was noted for the config file of today. Nothing is done while somebody is at work, and nothing for a file
 * that cannot be read whole: what is noted waits.
 */
export async function finishOthers(context: Context): Promise<void> {
  const isOurs = (each: unknown) => isOf(each, context.system.paths.config)
  if (!(await context.memory.unfinished()).some(isOurs)) return
  await withLockIfPossible({ ...workLock(context), patience: 0 }, async () => {
    const config = await readKnown(context, 'config')
    if (!config.ok || !config.value.exists || config.value.findings.length > 0) return
    for (const each of (await context.memory.unfinished()).filter(isOurs)) {
      await finish(context, each, config.value).catch((error: unknown) =>
        log.error('What a process had left could not be finished', error),
      )
    }
    await forgetUnfinished(context, isOurs)
  })
}

async function finish(context: Context, noted: unknown, now: Document): Promise<void> {
  const due = await stillDue(context, v.parse(schema, noted), now)
  if (due.renamed.length + due.left.length === 0 && !due.profile) return
  log.info('Finishes what a process has left that was killed')
  await carryOut(context, due, { again: true })
}

/** What the file says has come about, without what somebody has done since. */
async function stillDue(
  context: Context,
  { renamed, left, profile }: Unfinished,
  now: Document,
): Promise<Consequences> {
  const sessions = listSessions(now).map(sourceOf)
  const has = ({ name }: { readonly name: string }) => sessions.some((each) => each.name === name)
  const tokens = await Promise.all(left.map((each) => tokenMark(context, each.session)))
  const profiles = now.profiles()
  return {
    renamed: renamed.filter(({ from, to }) => has(to) && !has(from)),
    left: left.filter(
      (each, at) =>
        (each.why === 'asked' || leadsElsewhere(sessions, each.session)) &&
        (tokens[at] === null || tokens[at] === each.token),
    ),
    profile: profile && profiles.has(profile.to) && !profiles.has(profile.from) ? profile : null,
  }
}
