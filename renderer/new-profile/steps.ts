/**
 * The new-profile wizard as data: what has been answered, which steps are taken because only one answer is possible,
 * and what comes next. The component draws it; nothing here writes.
 */
import type { ProfileDraft } from '../../shared/contract.ts'
import { checkNewName, checkOutput, checkRegion, suggestProfileName, suggestRegion } from '../../shared/names.ts'
import type { Field, Problem } from '../../shared/result.ts'
import type { Account, AppState } from '../../shared/state.ts'

export const steps = ['session', 'sign-in', 'account', 'role', 'details', 'review', 'done'] as const
export type Step = (typeof steps)[number]

export interface Answers {
  readonly session: string | null
  readonly accountId: string | null
  readonly roleName: string | null
  /** Null until the person types one: then the suggestion holds. */
  readonly name: string | null
  /** Null until the person chooses one; empty leaves the key out. */
  readonly region: string | null
  readonly output: string
}

export interface WizardState {
  readonly at: Step
  readonly answers: Answers
  /** Steps with one possible answer are passed over on the way forward, and shown on the way back. */
  readonly forward: boolean
  /** What main said about a field, beside which it is shown. */
  readonly problem: Problem | null
}

/** What the wizard can be opened with: a session, or a whole assignment of the accounts screen. */
export type Prefill = Partial<Pick<Answers, 'session' | 'accountId' | 'roleName'>> & { readonly startUrl?: string }

type Known = Pick<AppState, 'sessions' | 'assignments' | 'profiles' | 'recent' | 'settings'>

/** The wizard at its first open step. With a whole assignment given, that is its name. */
export function startWizard(prefill: Prefill): WizardState {
  const answers: Answers = {
    session: prefill.session ?? null,
    accountId: prefill.accountId ?? null,
    roleName: prefill.roleName ?? null,
    name: null,
    region: null,
    output: 'json',
  }
  const at =
    answers.session === null
      ? 'session'
      : answers.accountId === null
        ? 'sign-in'
        : answers.roleName === null
          ? 'role'
          : 'details'
  return { at, answers, forward: true, problem: null }
}

/** The wizard moved past the steps that only one answer is possible for. The same object when there is none. */
export function settle(state: Known, wizard: WizardState): WizardState {
  const answer = wizard.forward ? soleAnswer(state, wizard) : null
  return answer === null ? wizard : settle(state, advance(wizard, answer))
}

/** The one possible answer of the current step, or null: the person has to say. */
function soleAnswer(state: Known, { at, answers }: WizardState): Partial<Answers> | null {
  switch (at) {
    case 'session': {
      const [only, ...others] = state.sessions
      return only && others.length === 0 && !only.problem ? { session: only.name } : null
    }
    case 'sign-in':
      return state.sessions.find(({ name }) => name === answers.session)?.status === 'signed-in' ? {} : null
    case 'account': {
      const [only, ...others] = knownAccounts(state, answers.session) ?? []
      return only && others.length === 0 ? { accountId: only.accountId } : null
    }
    case 'role': {
      const [only, ...others] = knownAccount(state, answers)?.roles ?? []
      return only !== undefined && others.length === 0 ? { roleName: only } : null
    }
    case 'details':
    case 'review':
    case 'done':
      return null
  }
}

/** The accounts of a session once the list is known whole; null before. */
function knownAccounts(state: Pick<AppState, 'assignments'>, session: string | null): readonly Account[] | null {
  const assignments = session === null ? undefined : state.assignments[session]
  if (!assignments) return null
  return assignments.knownSince !== null || assignments.progress !== null ? assignments.accounts : null
}

/** The chosen account as its session's assignments know it; null for one that was typed in. */
export function knownAccount(
  state: Pick<AppState, 'assignments'>,
  answers: Pick<Answers, 'session' | 'accountId'>,
): Account | null {
  const accounts = answers.session === null ? undefined : state.assignments[answers.session]?.accounts
  return accounts?.find(({ accountId }) => accountId === answers.accountId) ?? null
}

/** `wizard` with `answers` given, one step on. Answers that depend on a changed one are forgotten. */
export function advance(wizard: WizardState, answers: Partial<Answers>): WizardState {
  const at = steps[steps.indexOf(wizard.at) + 1] ?? 'done'
  return { ...answer(wizard, answers), at, forward: true, problem: null }
}

/** `wizard` with `answers` given, in the same step. */
export function answer(wizard: WizardState, answers: Partial<Answers>): WizardState {
  const before = wizard.answers
  const after = { ...before, ...answers }
  const otherSession = after.session !== before.session
  const otherAccount = otherSession || after.accountId !== before.accountId
  return {
    ...wizard,
    problem: null,
    answers: {
      ...after,
      accountId: otherSession ? (answers.accountId ?? null) : after.accountId,
      roleName: otherAccount ? (answers.roleName ?? null) : after.roleName,
    },
  }
}

/** The step before, answered or not; being signed in is nothing to go back to. Null in the first and the last. */
export function back(state: Pick<AppState, 'sessions'>, wizard: WizardState): WizardState | null {
  if (wizard.at === 'session' || wizard.at === 'done') return null
  const before = steps[steps.indexOf(wizard.at) - 1] ?? 'session'
  const signedIn = state.sessions.find(({ name }) => name === wizard.answers.session)?.status === 'signed-in'
  return goTo(wizard, before === 'sign-in' && signedIn ? 'session' : before)
}

/** Shows `step`, keeping every answer. */
export function goTo(wizard: WizardState, step: Step): WizardState {
  return { ...wizard, at: step, forward: false, problem: null }
}

/** Where a problem of main belongs: the step of its field, with the problem beside it. */
export function withProblem(wizard: WizardState, problem: Problem): WizardState {
  const step = problem.field ? stepOfField[problem.field] : undefined
  return { ...wizard, at: step ?? wizard.at, forward: false, problem }
}

const stepOfField: Partial<Record<Field, Step>> = {
  session: 'session',
  accountId: 'account',
  roleName: 'role',
  name: 'details',
  profile: 'details',
  region: 'details',
  output: 'details',
}

export interface Crumb {
  readonly step: Step
  readonly label: string
  readonly status: 'taken' | 'current' | 'ahead'
  /** Whether the label is an answer, of any length, and not the step's name. */
  readonly isAnswer: boolean
}

/** What stands at the top: the answers given, the step now, the steps ahead. */
export function crumbs(state: Pick<AppState, 'sessions' | 'assignments'>, wizard: WizardState): readonly Crumb[] {
  const now = steps.indexOf(wizard.at)
  return steps.slice(0, -1).map((step, index) => ({
    step,
    label: index < now ? takenLabel(state, wizard.answers, step) : stepNames[step],
    status: index < now ? 'taken' : index === now ? 'current' : 'ahead',
    isAnswer: index < now && (step === 'session' || step === 'account' || step === 'role'),
  }))
}

const stepNames: Record<Step, string> = {
  session: 'Session',
  'sign-in': 'Sign in',
  account: 'Account',
  role: 'Permission set',
  details: 'Name',
  review: 'Review',
  done: 'Done',
}

function takenLabel(state: Pick<AppState, 'sessions' | 'assignments'>, answers: Answers, step: Step): string {
  switch (step) {
    case 'session':
      return answers.session ?? stepNames.session
    case 'sign-in': {
      const session = state.sessions.find(({ name }) => name === answers.session)
      return session?.status === 'signed-in' ? 'Signed in' : 'Not signed in'
    }
    case 'account':
      return knownAccount(state, answers)?.accountName ?? answers.accountId ?? stepNames.account
    case 'role':
      return answers.roleName ?? stepNames.role
    case 'details':
    case 'review':
    case 'done':
      return stepNames[step]
  }
}

/** What would be written as things stand: typed values, else suggested ones. Null before the details are reached. */
export function toDraft(state: Known, { answers }: WizardState): ProfileDraft | null {
  const { session, accountId, roleName } = answers
  if (session === null || accountId === null || roleName === null) return null
  const accountName = knownAccount(state, answers)?.accountName ?? null
  const taken = new Set(state.profiles.map((profile) => profile.name))
  const parts = { session, accountId, accountName, roleName }
  return {
    name: answers.name ?? suggestProfileName(state.settings.nameTemplate, parts, taken),
    session,
    accountId,
    roleName,
    region: (answers.region ?? suggestRegion(state, session)) || null,
    output: answers.output,
  }
}

/** What is wrong with each field, as a sentence beside it. */
export function checkDetails(
  state: Pick<AppState, 'profiles'>,
  draft: Pick<ProfileDraft, 'name' | 'region' | 'output'>,
): { readonly name: string | null; readonly region: string | null; readonly output: string | null } {
  const taken = new Set(state.profiles.map((profile) => profile.name))
  return {
    name: checkNewName(draft.name, 'profile', taken),
    region: draft.region === null ? null : checkRegion(draft.region),
    output: draft.output === null ? null : checkOutput(draft.output),
  }
}
