/** The list of the accounts screen as data: which rows there are, what is selected, which names they would get. */
import { sortAccounts } from '../../../shared/accounts.ts'
import type { ProfileDraft } from '../../../shared/contract.ts'
import { suggestProfileName } from '../../../shared/names.ts'
import type { Account, AppState, Assignments } from '../../../shared/state.ts'
import { matches } from '../../components/search.ts'

/** One permission set in one account, through one session. */
export interface Assignment {
  readonly session: string
  readonly accountId: string
  readonly accountName: string | null
  readonly roleName: string
}

export type Row =
  | { readonly kind: 'account'; readonly key: string; readonly session: string; readonly account: Account }
  /** A permission set; `profiles` are the names of the profiles that use it already. */
  | {
      readonly kind: 'role'
      readonly key: string
      readonly assignment: Assignment
      readonly profiles: readonly string[]
    }
  /** Stands for the permission sets of an account while they are not known, or when there are none. */
  | { readonly kind: 'no-roles'; readonly key: string; readonly why: 'reading' | 'unread' | 'empty' }

type Known = Pick<AppState, 'sessions' | 'assignments' | 'profiles'>

/**
 * The rows that `words` (lower case) leave: accounts by session and name, each followed by its permission sets.
 * A word may be met by the account (then all its permission sets stay) or by a permission set or its profiles.
 */
export function accountRows(state: Known, words: readonly string[]): readonly Row[] {
  const profiles = profilesByAssignment(state)
  return state.sessions.flatMap(({ name: session }) => {
    const assignments = state.assignments[session]
    if (!assignments) return []
    return sortAccounts(assignments.accounts).flatMap((account) => {
      const roles = roleRows(session, account, profiles)
      const its = [account.accountName, account.accountId, account.emailAddress, session]
      const shown = roles.filter((row) => matches(words, [...its, row.assignment.roleName, ...row.profiles]))
      if (shown.length === 0 && !(roles.length === 0 && matches(words, its))) return []
      const head: Row = { kind: 'account', key: `${session}\n${account.accountId}`, session, account }
      return [head, ...(roles.length === 0 ? [noRoles(head.key, account, assignments)] : shown)]
    })
  })
}

function roleRows(session: string, account: Account, profiles: ReadonlyMap<string, readonly string[]>): RoleRow[] {
  return (account.roles ?? []).map((roleName) => {
    const { accountId, accountName } = account
    const assignment = { session, accountId, accountName, roleName }
    const key = assignmentKey(assignment)
    return { kind: 'role', key, assignment, profiles: profiles.get(key) ?? [] }
  })
}

export type RoleRow = Extract<Row, { kind: 'role' }>

function noRoles(accountKey: string, account: Account, assignments: Assignments): Row {
  const why = account.roles !== null ? 'empty' : assignments.status === 'reading' ? 'reading' : 'unread'
  return { kind: 'no-roles', key: `${accountKey}\n`, why }
}

/** Which assignment a row or a profile stands for, as one string. */
export function assignmentKey(parts: Pick<Assignment, 'session' | 'accountId' | 'roleName'>): string {
  return `${parts.session}\n${parts.accountId}\n${parts.roleName}`
}

function profilesByAssignment(state: Pick<AppState, 'profiles'>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { name, session, accountId, roleName } of state.profiles) {
    if (session === null || accountId === null || roleName === null) continue
    const key = assignmentKey({ session, accountId, roleName })
    found.set(key, [...(found.get(key) ?? []), name])
  }
  return found
}

/** The selected assignments that still exist, in the order of the unfiltered list. */
export function selectedAssignments(state: Known, selection: ReadonlySet<string>): readonly Assignment[] {
  if (selection.size === 0) return []
  return accountRows(state, []).flatMap((row) =>
    row.kind === 'role' && selection.has(row.key) ? [row.assignment] : [],
  )
}

/** The permission sets shown that no profile uses yet: what "select all" means. */
export function withoutProfile(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => (row.kind === 'role' && row.profiles.length === 0 ? [row.key] : []))
}

/** The role rows between two rows, both included, whichever comes first: what Shift selects. */
export function between(rows: readonly Row[], from: number, to: number): readonly string[] {
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).flatMap((row) => (row.kind === 'role' ? [row.key] : []))
}

/** A name for each assignment by `template`: none taken by a profile, none used twice. */
export function proposeNames(
  state: Pick<AppState, 'profiles'>,
  template: string,
  assignments: readonly Assignment[],
): readonly string[] {
  const taken = new Set(state.profiles.map((profile) => profile.name))
  return assignments.map((assignment) => {
    const name = suggestProfileName(template, assignment, taken)
    taken.add(name)
    return name
  })
}

/** What would be written for `assignments`, named by `template`. An empty region leaves the key out. */
export function proposeProfiles(
  state: Pick<AppState, 'profiles'>,
  assignments: readonly Assignment[],
  answers: {
    readonly template: string
    /** The region for profiles of a session. */
    readonly region: (session: string) => string
    readonly output: string
  },
): readonly ProfileDraft[] {
  const names = proposeNames(state, answers.template, assignments)
  return assignments.map(({ session, accountId, roleName }, index) => ({
    name: names[index] ?? accountId,
    session,
    accountId,
    roleName,
    region: answers.region(session) || null,
    output: answers.output,
  }))
}
