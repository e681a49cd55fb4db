/** What the home screen says before there is a profile: the one next thing to do. */
import { useState } from 'react'
import { checkStartUrl } from '../../../shared/names.ts'
import { tidyStartUrl } from '../../../shared/start-url.ts'
import { useNavigate } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Field, TextInput } from '../../components/field.tsx'
import { useAppState } from '../../state/state.tsx'
import styles from './profiles-screen.module.css'

export function FirstRun() {
  const navigate = useNavigate()
  const sessions = useAppState((state) => state.sessions.length)
  if (sessions === 0) return <Connect />
  return (
    <EmptyState
      icon="profiles"
      title="No profiles yet"
      action={
        <Button variant="primary" onClick={() => navigate({ screen: 'new-profile' })}>
          New profile
        </Button>
      }
    >
      A profile is one permission set in one account, under a name that the AWS CLI and every SDK know. Choose both from
      what is assigned to you.
    </EmptyState>
  )
}

/** The start URL is all that it takes; what it says of region and name is filled in. */
function Connect() {
  const navigate = useNavigate()
  const [startUrl, setStartUrl] = useState('')
  const [error, setError] = useState<string | null>(null)

  function connect(event: React.SubmitEvent): void {
    event.preventDefault()
    const problem = checkStartUrl(tidyStartUrl(startUrl))
    setError(problem)
    if (problem === null) navigate({ screen: 'new-profile', startUrl })
  }

  return (
    <EmptyState
      icon="sessions"
      title="Connect to your organization"
      action={
        <form className={styles['connect']} noValidate onSubmit={connect}>
          <Field
            label="Start URL"
            error={error}
            hint="Your AWS access portal’s address: https://d-1234567890.awsapps.com/start"
          >
            <TextInput
              mono
              type="url"
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do here
              autoFocus
              value={startUrl}
              onValueChange={(text) => {
                setStartUrl(text)
                setError(null)
              }}
            />
          </Field>
          <div className={styles['start']}>
            <Button onClick={() => navigate({ screen: 'import' })}>Import…</Button>
            <Button variant="primary" type="submit" keys="↵">
              Continue
            </Button>
          </div>
        </form>
      }
    >
      Sign in once, choose what to work with, and every AWS tool on this machine can use it. Has somebody shared a
      set-up with you? Import it.
    </EmptyState>
  )
}
