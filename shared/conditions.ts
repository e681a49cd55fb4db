/** What a session or a profile is like now, in words and in a tone: the same words in tray, window and command line. */
import { portalUrl } from './aws-hosts.ts'
import { kindInWords, sourceInWords, workingAs } from './credential-source.ts'
import type { AppState, Profile, Session } from './state.ts'
import type { Problem } from './result.ts'
import { agoInWords, momentInWords, spanInWords } from './time.ts'

export type Tone = 'ok' | 'warn' | 'bad' | 'dim' | 'busy'

export interface Condition {
  readonly kind:
    | 'ready'
    | 'verified'
    | 'checking'
    | 'signing-in'
    | 'sign-in-needed'
    | 'not-assigned'
    | 'misconfigured'
    | 'failed'
    | 'other'
  readonly tone: Tone
  readonly words: string
  readonly problem: Problem | null
}

const condition = (kind: Condition['kind'], tone: Tone, words: string, problem: Problem | null = null): Condition => ({
  kind,
  tone,
  words,
  problem,
})

/** Below this much time left, in ms, a session is about to end. */
export const endingSoon = 15 * 60_000

/** How `session` stands at `now` (ms): what it says beside its name, and in which tone. */
export function sessionCondition(state: Pick<AppState, 'signIns'>, session: Session, now: number): Condition {
  const signIn = state.signIns[session.name]
  if (signIn && signIn.stage !== 'failed') return condition('signing-in', 'busy', 'Signing in…')
  if (session.status !== 'signed-in' && session.problem) {
    return condition('misconfigured', 'bad', session.problem.message, session.problem)
  }
  if (session.status === 'signed-out') return condition('sign-in-needed', 'warn', 'Sign-in needed')
  const end = endOfWork(session, now)
  if (end === null) return condition('ready', 'ok', 'Signed in · renews itself')
  const left = end.at - now
  if (left <= 0) return condition('sign-in-needed', 'warn', `Ended at ${momentInWords(end.at, now)}`)
  // AWS refused the token before its time.
  if (session.status === 'expired') return condition('sign-in-needed', 'warn', 'Sign-in needed')
  const words = `${end.isKnown ? '' : 'about '}${spanInWords(left)} left`
  return condition('ready', left <= endingSoon ? 'warn' : 'ok', words)
}

/**
 * When work in `session` stops, or stopped, unless a person signs in: in ms, and whether that is known or an estimate.
 * Null where nothing is known: there was no sign-in, or its token renews itself and the session's end is not learnt yet.
 */
export function endOfWork(session: Session, now: number): { readonly at: number; readonly isKnown: boolean } | null {
  if (session.expiresAt === null) return null
  const token = { at: Date.parse(session.expiresAt), isKnown: true }
  if (session.status !== 'signed-in' || !session.renews) return token
  if (session.end === null) return null
  const at = Date.parse(session.end.at)
  if (at > now) return { at, isKnown: session.end.isKnown }
  // What has outlived an estimate proves it wrong; after a known end the last token has its own time.
  return session.end.isKnown ? token : null
}

/** The sessions in which one can work now, the soonest to end first; those whose end is not known come last. */
export function activeSessions(state: Pick<AppState, 'sessions' | 'signIns'>, now: number): readonly Session[] {
  const end = (session: Session) => endOfWork(session, now)?.at ?? Infinity
  const active = state.sessions.filter((session) => sessionCondition(state, session, now).kind === 'ready')
  // Infinity less itself is no number.
  return active.toSorted((a, b) => (end(a) === end(b) ? 0 : end(a) - end(b)))
}

/** The names of the sessions in which work waits until a person signs in. */
export function sessionsToSignIn(state: Pick<AppState, 'sessions' | 'signIns'>, now: number): readonly string[] {
  const needed = state.sessions.filter((session) => sessionCondition(state, session, now).kind === 'sign-in-needed')
  return needed.map(({ name }) => name)
}

/** The names of the sessions that may lose their sign-in when `name` is started afresh: those signed in at its portal. */
export function sessionsSharing({ sessions }: Pick<AppState, 'sessions'>, name: string): readonly string[] {
  const own = sessions.find((session) => session.name === name)
  if (!own) return []
  return sessions
    .filter((each) => each !== own && each.status === 'signed-in')
    .filter((each) => portalOf(each) === portalOf(own))
    .map((each) => each.name)
}

/** The portal that a session leads to: that of AWS, where it has been learnt, else its own address. */
function portalOf({ startUrl, instanceUrl = startUrl }: Session): string {
  return portalUrl(instanceUrl)
}

/** How `profile` stands at `now` (ms). */
export function profileCondition(
  state: Pick<AppState, 'sessions' | 'signIns' | 'identities' | 'assignments'>,
  profile: Profile,
  now: number,
): Condition {
  const identity = state.identities[profile.name]
  if (identity?.status === 'checking') return condition('checking', 'busy', 'Checking…')
  if (profile.problem) return condition('misconfigured', 'bad', 'Misconfigured', profile.problem)
  // Nobody has asked AWS about it, so that nothing is known to be wrong.
  if (profile.kind === 'other') return condition('other', 'dim', kindInWords(profile.source))
  const session = state.sessions.find((each) => each.name === profile.session)
  if (session) {
    const its = sessionCondition(state, session, now)
    if (its.kind === 'misconfigured') return condition('misconfigured', 'bad', 'Misconfigured', its.problem)
    if (its.kind === 'signing-in') return its
    if (its.kind === 'sign-in-needed') return condition('sign-in-needed', 'warn', 'Sign-in needed')
  }
  if (identity?.status === 'verified') {
    return condition('verified', 'ok', `Verified ${agoInWords(Date.parse(identity.at), now)}`)
  }
  if (identity?.status === 'failed') return failed(identity.problem)
  if (isAssigned(state, profile) === false) return condition('not-assigned', 'dim', 'Not assigned now')
  if (profile.kind === 'legacy-sso') return condition('ready', 'dim', 'Not checked')
  return condition('ready', 'ok', 'Ready')
}

function failed(problem: Problem): Condition {
  switch (problem.code) {
    case 'not-assigned':
      return condition('not-assigned', 'dim', 'Not assigned now', problem)
    case 'sign-in-needed':
      return condition('sign-in-needed', 'warn', 'Sign-in needed', problem)
    default:
      return condition('failed', 'bad', 'Check failed', problem)
  }
}

/** Whether the profile's account and permission set are assigned; null while that is not known. */
export function isAssigned(state: Pick<AppState, 'assignments'>, profile: Profile): boolean | null {
  const assignments = profile.session === null ? undefined : state.assignments[profile.session]
  if (!assignments || assignments.knownSince === null) return null
  const account = assignments.accounts.find((each) => each.accountId === profile.accountId)
  if (!account) return false
  if (account.roles === null || profile.roleName === null) return null
  return account.roles.includes(profile.roleName)
}

/** The sessions that sign in to the portal of a start URL, those that are signed in first. */
export function sessionsOfPortal({ sessions }: Pick<AppState, 'sessions'>, startUrl: string): readonly Session[] {
  const same = sessions.filter((session) => portalUrl(session.startUrl) === portalUrl(startUrl))
  return [...same].sort((one, other) => Number(other.status === 'signed-in') - Number(one.status === 'signed-in'))
}

/** Account and role that a profile works as, where the files tell. */
export function whoOf({ kind, source, accountId, roleName }: Profile) {
  return kind === 'other' ? (workingAs(source) ?? { accountId: null, roleName: null }) : { accountId, roleName }
}

/** Where its credentials come from, in words. */
export function profileSource(state: Pick<AppState, 'assignments'>, { source }: Profile): string {
  return sourceInWords(source, (accountId) => nameOfAccount(state, accountId))
}

/** The name of an account as any session's assignments know it; null when none does. */
export function accountName(state: Pick<AppState, 'assignments'>, profile: Profile): string | null {
  if (profile.kind === 'other') return nameOfAccount(state, whoOf(profile).accountId)
  const accounts = profile.session === null ? undefined : state.assignments[profile.session]?.accounts
  return accounts?.find((each) => each.accountId === profile.accountId)?.accountName ?? null
}

function nameOfAccount({ assignments }: Pick<AppState, 'assignments'>, accountId: string | null): string | null {
  const all = Object.values(assignments).flatMap(({ accounts }) => accounts)
  return all.find((each) => each.accountId === accountId)?.accountName ?? null
}
