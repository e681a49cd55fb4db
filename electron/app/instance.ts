/** Which Identity Center a session leads to, where its start URL is an organization's own address. */
import { sessionsSharing } from '../../shared/conditions.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Session } from '../../shared/state.ts'
import { editFile } from '../aws/config/disk/file.ts'
import { updateSession } from '../aws/config/sessions.ts'
import { findInstance, portalPage } from '../aws/sso/instance.ts'
import type { Instance, SsoSession } from '../aws/sso/session.ts'
import { log } from '../system/log.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'

/**
 * The session as its instance wants to be asked. Where the address leads to another region than the config has, the config
 * gets that one, as with the AWS CLI: every client looks there.
 */
export async function atInstance(context: Context, session: Session): Promise<Result<SsoSession>> {
  const instance = await follow(context, session)
  if (!instance.ok) return instance
  const { startUrl: instanceUrl, region } = instance.value
  if (region !== session.region) {
    const written = await writeRegion(context, session.name, region)
    if (!written.ok) return written
  }
  const { name, startUrl, scopes } = session
  return ok({ name, startUrl, region, scopes, instanceUrl })
}

/** The page of the session's access portal. Problem: `misconfigured` with the reason where there can be none. */
export async function portalOf(
  context: Context,
  place: Pick<SsoSession, 'startUrl' | 'region'>,
): Promise<Result<string>> {
  const instance = await follow(context, place)
  return instance.ok ? portalPage(instance.value.startUrl) : instance
}

/**
 * The names of the sessions that may lose their sign-in when `name` is started afresh. Where an organization's own address
 * leads is asked where nobody has asked before; what does not answer counts as leading nowhere else.
 */
export async function findSharing(context: Context, name: string): Promise<Result<readonly string[]>> {
  const unknown = context.store.get().sessions.filter((each) => each.instanceUrl === undefined)
  const asked = unknown.filter((each) => each.name === name || each.status === 'signed-in')
  const found = await Promise.all(asked.map((each) => follow(context, each)))
  if (found.some((each, at) => each.ok && each.value.startUrl !== asked[at]?.startUrl)) await readFiles(context)
  return ok(sessionsSharing(context.store.get(), name))
}

/** Where the start URL leads, remembered for the comparisons that ask nobody. */
async function follow(context: Context, place: Pick<SsoSession, 'startUrl' | 'region'>): Promise<Result<Instance>> {
  const instance = await findInstance(context.sso, place)
  if (!instance.ok || instance.value.startUrl === place.startUrl) return instance
  await context.memory
    .setInstance(place.startUrl, instance.value.startUrl)
    .catch((error: unknown) => log.warn(`Where ${place.startUrl} leads could not be remembered`, error))
  return instance
}

async function writeRegion(context: Context, name: string, region: string): Promise<Result<null>> {
  const { config, state } = context.system.paths
  const note = { what: `Set the region of ${name} to ${region}`, undoes: null, at: context.system.clock.now() }
  const options = { path: config, lockFolder: state, note, anyway: false, known: context.known.config }
  const written = await editFile(options, (document) => updateSession(document, { name, region }))
  if (!written.ok) return written
  context.known.config = written.value.after
  await readFiles(context)
  return ok(null)
}
