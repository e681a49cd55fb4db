/** Which account, and which permission set in it: what is assigned, or one that is typed in. */
import { useMemo } from 'react'
import type { Account, Assignments } from '../../shared/state.ts'
import { useActions } from '../actions/actions.ts'
import { Button } from '../components/button.tsx'
import { ErrorBox } from '../parts/error-box.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { sortAccounts } from '../../shared/accounts.ts'
import { accountChoice, ownAccount, ownRole, roleChoice } from './choices.ts'
import { Picker } from './picker.tsx'
import { knownAccount } from './steps.ts'
import type { NewProfileState, StepProps } from './use-new-profile.ts'
import styles from '../dialogs/form.module.css'

export function AccountStep({ state, formId }: StepProps) {
  const { accountId } = state.wizard.answers
  const assignments = assignmentsOf(state)
  const choices = useMemo(
    () => withTyped(sortAccounts(assignments?.accounts ?? []), accountId).map(accountChoice),
    [assignments?.accounts, accountId],
  )
  return (
    <Picker
      key="account"
      formId={formId}
      label="Account"
      placeholder="Name, number or e-mail address"
      choices={choices}
      chosen={accountId}
      own={ownAccount}
      error={state.wizard.problem?.field === 'accountId' ? state.wizard.problem.message : null}
      onPick={(picked) => state.advance({ accountId: picked })}
      empty={(query) => {
        if (/^[0-9]+$/.test(query)) return 'An account number has 12 digits.'
        if (query !== '') return 'No account is called so. One that is not in the list can be typed by its number.'
        return <Nothing assignments={assignments} what="accounts" />
      }}
    >
      <Reading state={state} hint="One that is not assigned to you yet can be typed by its 12-digit number." />
    </Picker>
  )
}

export function RoleStep({ state, formId }: StepProps) {
  const { roleName } = state.wizard.answers
  const account = knownAccount(state.app, state.wizard.answers)
  const choices = useMemo(() => {
    const roles = account?.roles ?? []
    return (roleName === null || roles.includes(roleName) ? roles : [...roles, roleName]).map(roleChoice)
  }, [account?.roles, roleName])
  return (
    <Picker
      key="role"
      formId={formId}
      label="Permission set"
      placeholder="Permission set"
      choices={choices}
      chosen={roleName}
      own={ownRole}
      error={state.wizard.problem?.field === 'roleName' ? state.wizard.problem.message : null}
      onPick={(picked) => state.advance({ roleName: picked })}
      empty={(query) => {
        if (query !== '') return 'A permission set has letters, digits and + = , . @ _ - only.'
        if (account?.roles?.length === 0) return 'Nothing is assigned to you in this account. Type a permission set.'
        if (account && account.roles === null)
          return <Nothing assignments={assignmentsOf(state)} what="permission sets" />
        return 'Type the name of the permission set.'
      }}
    >
      <Reading state={state} hint="One that is not assigned to you yet can be typed." />
    </Picker>
  )
}

/** An account typed before, which the list does not have, stays to be chosen again. */
function withTyped(accounts: readonly Account[], accountId: string | null): readonly Account[] {
  if (accountId === null || accounts.some((account) => account.accountId === accountId)) return accounts
  return [...accounts, { accountId, accountName: null, emailAddress: null, roles: null }]
}

function assignmentsOf({ app, wizard }: NewProfileState): Assignments | undefined {
  return wizard.answers.session === null ? undefined : app.assignments[wizard.answers.session]
}

function Nothing({ assignments, what }: { readonly assignments: Assignments | undefined; readonly what: string }) {
  switch (assignments?.status) {
    case 'reading':
      return `Reading ${what}…`
    case 'ready':
      return `No ${what} are assigned to you. Type what will be.`
    case 'unknown':
    case 'stopped':
    case 'failed':
    case undefined:
      return `The ${what} are not known.`
  }
}

/** How reading the list goes, and what to do when it does not. */
function Reading({ state, hint }: { readonly state: NewProfileState; readonly hint: string }) {
  const { readAccounts } = useActions()
  const session = state.wizard.answers.session ?? ''
  const assignments = assignmentsOf(state)
  const signedIn = state.app.sessions.find(({ name }) => name === session)?.status === 'signed-in'
  if (assignments?.status === 'failed' && assignments.problem) {
    return <ErrorBox problem={assignments.problem} onRetry={() => void readAccounts(session)} />
  }
  if (!signedIn) {
    return (
      <div className={styles['line']}>
        <span>You are not signed in, so the list may be old or empty. {hint}</span>
        <Button size="small" onClick={() => state.goTo('sign-in')}>
          Sign in
        </Button>
      </div>
    )
  }
  const progress = assignments?.progress
  if (assignments?.status === 'reading') {
    return (
      <div className={styles['line']} role="status">
        <span>{progress ? `Reading permission sets: ${progress.done} of ${progress.total}` : 'Reading accounts…'}</span>
        {progress && <ProgressBar label="Reading permission sets" done={progress.done} total={progress.total} />}
      </div>
    )
  }
  return (
    <div className={styles['line']}>
      <span>{hint}</span>
      <Button size="small" variant="ghost" icon="refresh" onClick={() => void readAccounts(session)}>
        Read again
      </Button>
    </div>
  )
}
