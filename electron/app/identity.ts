/** Asking AWS who a profile is: the credentials stay in memory, the answer goes into the state. */
import type { Verified } from '../../shared/contract.ts'
import { accountName } from '../../shared/conditions.ts'
import { fail, ok, type Problem, type Result } from '../../shared/result.ts'
import type { Identity, Profile } from '../../shared/state.ts'
import { profileSettings } from '../aws/config/profiles.ts'
import { getRoleCredentials } from '../aws/sso/portal.ts'
import type { LegacySso, SsoSession } from '../aws/sso/session.ts'
import { getCallerIdentity } from '../aws/sts.ts'
import { findSession, type Context } from './context.ts'
import { isSameQuestion, readFiles } from './reading.ts'

const atOnce = 8

/** Asks who `name` is; joins a check that is under way. A refusal by AWS is an answer too, not a failed operation. */
export function checkIdentity(context: Context, name: string): Promise<Result<Verified>> {
  const running = context.checking.get(name)
  if (running) return running
  const profile = context.store.get().profiles.find((each) => each.name === name)
  if (!profile) return Promise.resolve(fail('not-found', `There is no profile ${name}.`))
  const done = check(context, profile).finally(() => context.checking.delete(name))
  context.checking.set(name, done)
  return done
}

/** Every profile that uses IAM Identity Center, a bounded number at once, each settled on its own. */
export async function checkAll(context: Context): Promise<Result<readonly Verified[]>> {
  const names = context.store
    .get()
    .profiles.filter((profile) => profile.kind !== 'other')
    .map((profile) => profile.name)
  const found: Verified[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < names.length; at = next++) {
      const result = await checkIdentity(context, names[at] ?? '')
      if (result.ok) found[at] = result.value
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return ok(found.filter((each) => each !== undefined))
}

async function check(context: Context, profile: Profile): Promise<Result<Verified>> {
  show(context, profile.name, { status: 'checking' })
  const asked = await ask(context, profile)
  const at = new Date(context.system.clock.now()).toISOString()
  const identity = asked.ok
    ? ({ status: 'verified', ...asked.value, at } as const)
    : ({ status: 'failed', problem: asked.error, at } as const)
  // Edited or removed meanwhile, the profile is another question, or none.
  const now = context.store.get().profiles.find((each) => each.name === profile.name)
  if (isSameQuestion(profile, now)) show(context, profile.name, identity)
  // A refresh on the way, or a token that AWS no longer takes, changes how the session stands.
  await readFiles(context)
  return ok({ profile: profile.name, identity })
}

async function ask(context: Context, profile: Profile) {
  const source = sourceOf(context, profile)
  if (!source.ok) return source
  const { sso, accountId, roleName } = source.value
  const role = { accountId, roleName, accountName: accountName(context.store.get(), profile) }
  const credentials = await getRoleCredentials(context.sso, sso, role)
  if (!credentials.ok) return credentials
  return getCallerIdentity(context.sso, credentials.value, profile.region ?? sso.region)
}

interface Source {
  readonly sso: SsoSession | LegacySso
  readonly accountId: string
  readonly roleName: string
}

function sourceOf(context: Context, profile: Profile): Result<Source> {
  const refused = profile.problem ?? missing(profile)
  if (refused) return { ok: false, error: refused }
  const { accountId, roleName } = profile as Profile & { accountId: string; roleName: string }
  if (profile.session !== null) {
    const session = findSession(context, profile.session)
    return session.ok ? ok({ sso: session.value, accountId, roleName }) : session
  }
  const { config, credentials } = context.documents
  const settings = profileSettings(config, credentials, profile.name)
  const [startUrl, region] = [settings?.['sso_start_url'], settings?.['sso_region']]
  if (startUrl === undefined || region === undefined) return fail('misconfigured', `${profile.name} has no sso_region.`)
  return ok({ sso: { name: null, startUrl, region }, accountId, roleName })
}

function missing(profile: Profile): Problem | null {
  if (profile.kind === 'other') {
    const answer = fail('unsupported-profile', `${profile.name} does not use IAM Identity Center.`)
    return answer.error
  }
  if (profile.accountId !== null && profile.roleName !== null) return null
  return fail('misconfigured', `${profile.name} names no account or no permission set.`, {
    remedy: { kind: 'edit-profile', profile: profile.name },
  }).error
}

function show(context: Context, profile: string, identity: Identity): void {
  context.store.update({ identities: { ...context.store.get().identities, [profile]: identity } })
}
