/** What the home screen says before there is a profile: the one next thing to do. */
import { useNavigate } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useAppState } from '../../state/state.tsx'

export function FirstRun() {
  const navigate = useNavigate()
  const sessions = useAppState((state) => state.sessions.length)
  const start = (label: string) => (
    <Button variant="primary" onClick={() => navigate({ screen: 'new-profile' })}>
      {label}
    </Button>
  )
  if (sessions > 0) {
    return (
      <EmptyState icon="profiles" title="No profiles yet" action={start('New profile')}>
        A profile is one permission set in one account, under a name that the AWS CLI and every SDK know. Choose both
        from what is assigned to you.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="sessions" title="Connect to your organization" action={start('Get started')}>
      All you need is the start URL of your AWS access portal. It looks like{' '}
      <code>https://d-1234567890.awsapps.com/start</code>. Sign in once, choose what to work with, and every AWS tool on
      this machine can use it.
    </EmptyState>
  )
}
