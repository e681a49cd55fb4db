/** lanyard whoami: what AWS answers when asked who a profile is. */
import type { Verified } from '../../shared/contract.ts'
import { fail, ok, type Problem } from '../../shared/result.ts'
import type { App } from '../app/app.ts'
import { asTyped, joined } from './failure.ts'
import type { Line } from './printer.ts'
import { namedProfile, noProfile } from './profiles.ts'
import { facts, table } from './table.ts'
import type { Job } from './world.ts'

export function whoami(name: string | undefined, all: boolean): Job {
  if (all && name !== undefined) {
    return async () => fail('invalid-input', 'A profile and --all do not go together.', { fix: 'Give one of the two.' })
  }
  return all ? everyone : one(name)
}

const everyone: Job = async (world) => {
  const app = await world.openForAws()
  if (!app.ok) return app
  const checked = await app.value.call('identity.checkAll', {})
  if (!checked.ok) return checked
  const reports = checked.value.map((each) => asReport(app.value, each))
  world.print.answer(reports.map(asJson), () =>
    reports.length === 0
      ? ['No profile uses IAM Identity Center yet. Add one: lanyard profile add NAME']
      : table(
          ['PROFILE', 'ACCOUNT', 'IDENTITY'],
          reports.map(({ profile, identity, note, problem }) => [
            { text: profile, tone: 'strong' },
            identity?.account ?? '–',
            problem
              ? { text: problem.message, tone: 'bad' }
              : `${identity?.arn ?? '–'}${note === null ? '' : `. ${note}`}`,
          ]),
        ),
  )
  const problems = reports.flatMap(({ problem }) => problem ?? [])
  const error = joined(problems)
  if (!error) return ok(null)
  // Each reason stands beside its profile already.
  const message = `${problems.length} of ${reports.length} ${reports.length === 1 ? 'profile' : 'profiles'} failed.`
  return { ok: false, error: { ...error, message } }
}

function one(name: string | undefined): Job {
  return async (world) => {
    const app = await world.openForAws()
    if (!app.ok) return app
    const profile = await namedProfile(world, app.value.state(), name)
    if (!profile.ok && name === undefined) return profile
    const checked = profile.ok
      ? await app.value.call('identity.check', { profile: profile.value.name })
      : noProfile(name ?? '')
    const report = checked.ok
      ? asReport(app.value, checked.value)
      : {
          profile: profile.ok ? profile.value.name : (name ?? ''),
          identity: null,
          note: null,
          problem: asTyped(checked.error),
        }
    world.print.answer(asJson(report), () => described(report))
    return report.problem ? { ok: false, error: report.problem } : ok(null)
  }
}

interface IdentityReport {
  readonly profile: string
  readonly identity: { readonly account: string; readonly arn: string; readonly userId: string } | null
  /** What other clients make of the profile, where they do not agree. */
  readonly note: string | null
  readonly problem: Problem | null
}

function asReport(app: App, { profile, identity }: Verified): IdentityReport {
  const note = app.state().profiles.find(({ name }) => name === profile)?.otherAnswer ?? null
  return identity.status === 'verified'
    ? { profile, identity, note, problem: null }
    : { profile, identity: null, note, problem: asTyped(identity.problem) }
}

function asJson({ profile, identity, note, problem }: IdentityReport) {
  const error = problem && { code: problem.code, message: problem.message, fix: problem.fix }
  const { account, arn, userId } = identity ?? { account: null, arn: null, userId: null }
  return { profile, ok: problem === null, account, arn, userId, ...(note !== null && { note }), error }
}

function described({ profile, identity, note }: IdentityReport): readonly Line[] {
  if (!identity) return []
  return facts([
    ['Profile', { text: profile, tone: 'strong' }],
    ['Account', identity.account],
    ['ARN', identity.arn],
    ['User ID', identity.userId],
    ...(note === null ? [] : ([['But', { text: note, tone: 'warn' }]] as const)),
  ])
}
