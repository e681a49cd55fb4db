/** What the screen says while no account is known: why, and what to do about it. */
import { useState } from 'react'
import { useActions } from '../../actions/actions.ts'
import { useNavigate } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useAppState } from '../../state/state.tsx'
import { NewSession } from '../../dialogs/session-dialogs.tsx'

export function NothingKnown() {
  const sessions = useAppState((state) => state.sessions)
  const assignments = useAppState((state) => state.assignments)
  const isSigningIn = useAppState((state) => Object.values(state.signIns).some(({ stage }) => stage !== 'failed'))
  const { signIn, readAccounts } = useActions()
  const navigate = useNavigate()
  const [first, ...others] = sessions
  if (!first) return <NoSession />

  const signedIn = sessions.filter(({ status }) => status === 'signed-in')
  if (signedIn.length === 0) {
    return (
      <EmptyState
        icon="accounts"
        title="Sign in to see your accounts"
        action={
          !isSigningIn &&
          others.length === 0 && (
            <Button variant="primary" onClick={() => void signIn(first.name)}>
              Sign in to {first.name}
            </Button>
          )
        }
      >
        Lanyard shows every account and permission set that is assigned to you, and which of them have a profile.
      </EmptyState>
    )
  }
  if (signedIn.some(({ name }) => assignments[name]?.status === 'reading')) {
    return (
      <EmptyState icon="accounts" title="Reading accounts…">
        They appear here as AWS lists them.
      </EmptyState>
    )
  }
  if (signedIn.some(({ name }) => assignments[name]?.status !== 'ready')) {
    return (
      <EmptyState
        icon="accounts"
        title="No account is known yet"
        action={
          <Button onClick={() => signedIn.forEach(({ name }) => void readAccounts(name))}>Read the accounts</Button>
        }
      >
        The accounts could not be read, or reading was stopped.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon="accounts"
      title="Nothing is assigned to you"
      action={<Button onClick={() => navigate({ screen: 'new-profile' })}>New profile</Button>}
    >
      Ask for an assignment, then read the accounts again. A profile can be made before: type in its account and
      permission set.
    </EmptyState>
  )
}

function NoSession() {
  const [adding, setAdding] = useState(false)
  return (
    <>
      <EmptyState
        icon="accounts"
        title="No session yet"
        action={
          <Button variant="primary" onClick={() => setAdding(true)}>
            New session
          </Button>
        }
      >
        Add your organization&apos;s IAM Identity Center by its start URL, sign in, and the accounts you may use appear
        here.
      </EmptyState>
      {adding && <NewSession onClose={() => setAdding(false)} />}
    </>
  )
}
