/** Asking AWS who a profile is: the credentials stay in memory, the answer goes into the state. */
import type { Verified } from '../../shared/contract.ts'
import { accountName, sessionsOfPortal } from '../../shared/conditions.ts'
import { fail, ok, type Problem, type Result } from '../../shared/result.ts'
import { isGlobal } from '../../shared/regions.ts'
import type { Identity, Profile } from '../../shared/state.ts'
import { profileSettings } from '../aws/config/profiles.ts'
import { getRoleCredentials } from '../aws/sso/portal.ts'
import { withNetwork, type LegacySso, type SsoSession } from '../aws/sso/session.ts'
import { getCallerIdentity } from '../aws/sts.ts'
import { inParallel, joined } from '../system/at-once.ts'
import { throttled } from '../system/pause.ts'
import { findProfile, findSession, networkOf, type Context } from './context.ts'
import { isSameQuestion, readFiles } from './reading.ts'

const atOnce = 8

/** Asks who `name` is; joins a check that is under way. A refusal by AWS is an answer too, not a failed operation. */
export function checkIdentity(context: Context, name: string): Promise<Result<Verified>> {
  return check(context, name, async (answer) => {
    show(context, [answer])
    // A refresh on the way, or a token that AWS no longer takes, changes how the session stands.
    if (answer.identity.status !== 'checking') await readFiles(context)
  })
}

/** Every profile that uses IAM Identity Center, a bounded number at once, each settled on its own. */
export async function checkAll(context: Context): Promise<Result<readonly Verified[]>> {
  const { profiles } = context.store.get()
  const names = profiles.filter((profile) => profile.kind !== 'other').map((profile) => profile.name)
  // Each change of the state costs as much as there are profiles, so answers go into it together.
  const answers = new Map<string, KnownIdentity>()
  const shown = throttled(context.system.clock, () => {
    show(context, [...answers.values()])
    answers.clear()
  })
  const tell = (answer: KnownIdentity) => {
    answers.set(answer.profile.name, answer)
    shown.soon()
  }
  const found = await inParallel(names, atOnce, (name) => check(context, name, tell))
  shown.end()
  shown.now()
  await readFiles(context)
  return ok(found.flatMap((each) => (each.ok ? [each.value] : [])))
}

/** What is known of a profile as it was asked about. */
interface KnownIdentity {
  readonly profile: Profile
  readonly identity: Identity
}

type Tell = (answer: KnownIdentity) => Promise<void> | void

function check(context: Context, name: string, tell: Tell): Promise<Result<Verified>> {
  return joined(context.checking, name, async () => {
    const profile = findProfile(context, name)
    return profile.ok ? verify(context, profile.value, tell) : profile
  })
}

async function verify(context: Context, profile: Profile, tell: Tell): Promise<Result<Verified>> {
  await tell({ profile, identity: { status: 'checking' } })
  const asked = await ask(context, profile)
  const at = new Date(context.system.clock.now()).toISOString()
  const identity = asked.ok
    ? ({ status: 'verified', ...asked.value, at } as const)
    : ({ status: 'failed', problem: withSession(context, profile, asked.error), at } as const)
  await tell({ profile, identity })
  return ok({ profile: profile.name, identity })
}

async function ask(context: Context, profile: Profile) {
  const source = sourceOf(context, profile)
  if (!source.ok) return source
  const { sso, accountId, roleName } = source.value
  const role = { accountId, roleName, accountName: accountName(context.store.get(), profile) }
  const deps = withNetwork(context.sso, networkOf(context, profile.name))
  const credentials = await getRoleCredentials(deps, sso, role)
  if (!credentials.ok) return credentials
  // STS is in every region, and has no host of `aws-global`.
  const isUsable = profile.region !== null && !isGlobal(profile.region)
  return getCallerIdentity(deps, credentials.value, isUsable ? profile.region : sso.region)
}

/** A profile that has its own start URL needs no sign-in of its own where a session leads to the same portal. */
export function withSession({ store }: Context, { name, source }: Profile, error: Problem): Problem {
  if (error.code !== 'sign-in-needed' || source.kind !== 'legacy-sso') return error
  const [session] = sessionsOfPortal(store.get(), source.startUrl)
  if (!session) return error
  const fix = `The session ${session.name} signs in to the same portal: move the profile to it.`
  return { ...error, fix, remedy: { kind: 'edit-profile', profile: name } }
}

/** Where a profile's credentials come from. */
export interface Source {
  readonly sso: SsoSession | LegacySso
  readonly accountId: string
  readonly roleName: string
}

/** Problems: `unsupported-profile`, `misconfigured`, and the profile's or its session's own. */
export function sourceOf(context: Context, profile: Profile): Result<Source> {
  const { accountId, roleName, problem } = profile
  if (problem) return { ok: false, error: problem }
  // A profile of IAM Identity Center without account or permission set has a problem.
  if (profile.kind === 'other' || accountId === null || roleName === null) {
    return fail('unsupported-profile', `${profile.name} does not use IAM Identity Center.`)
  }
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

/** Edited or removed meanwhile, a profile is another question, or none. */
function show(context: Context, answers: readonly KnownIdentity[]): void {
  const { profiles, identities } = context.store.get()
  const named = new Map(profiles.map((profile) => [profile.name, profile]))
  const kept = answers.filter(({ profile }) => isSameQuestion(profile, named.get(profile.name)))
  const news = Object.fromEntries(kept.map(({ profile, identity }) => [profile.name, identity]))
  context.store.update({ identities: { ...identities, ...news } })
}
