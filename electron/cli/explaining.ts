/** lanyard current --explain. */
import { ok } from '../../shared/result.ts'
import { explain } from './explain.ts'
import { asTyped } from './failure.ts'
import { facts } from './table.ts'
import type { Job } from './world.ts'

/** What AWS answers is a part of the explanation: that it cannot be asked is no failure of the command. */
export const explained: Job = async (world) => {
  const app = await world.openForAws()
  if (!app.ok) return app
  const { active, profiles } = app.value.state()
  const { why, profile, words } = explain(world.system.env, process.ppid)
  const isKnown = profiles.some(({ name }) => name === profile)
  const checked = isKnown && profile !== null ? await app.value.call('identity.check', { profile }) : null
  const answer = checked?.ok ? checked.value.identity : null
  const identity = answer?.status === 'verified' ? answer : null
  const problem = answer?.status === 'failed' ? answer.problem : checked?.ok === false ? checked.error : null
  world.print.answer(
    {
      profile,
      why,
      active,
      identity: identity && { account: identity.account, arn: identity.arn },
      problem: problem && asTyped(problem).message,
    },
    () =>
      facts([
        ['This terminal', profile === null ? 'uses no profile' : { text: profile, tone: 'strong' }],
        ['Why', words],
        ['Active profile', active ?? 'none'],
        ['AWS says', identity?.arn ?? (problem ? asTyped(problem).message : notAsked(profile, isKnown))],
      ]),
  )
  return ok(null)
}

function notAsked(profile: string | null, isKnown: boolean): string {
  return profile !== null && !isKnown
    ? `nothing: the config has no profile ${profile}`
    : 'nothing: only profiles are asked about'
}
