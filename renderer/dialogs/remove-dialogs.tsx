/** Asks before a profile or a session is removed, with the very lines that would go. */
import { useNavigate } from '../actions/navigation.tsx'
import { Button } from '../components/button.tsx'
import { useAppState } from '../state/state.tsx'
import { RemoveDialog } from './change-dialog.tsx'
import styles from './form.module.css'
import { useReview } from './use-review.ts'

export function RemoveProfile({ profile, onClose }: { readonly profile: string; readonly onClose: () => void }) {
  const isActive = useAppState((state) => state.active === profile)
  const review = useReview({ kind: 'remove-profile', name: profile }, onClose)
  return (
    <RemoveDialog
      title={`Remove ${profile}?`}
      description={
        isActive
          ? 'It is the active profile: afterwards none is. Nothing changes in AWS.'
          : 'Only these lines go. Nothing changes in AWS, and you stay signed in.'
      }
      review={review}
      button="Remove profile"
      onClose={onClose}
    />
  )
}

/** A session goes together with the profiles that use it, which are named, or not at all. */
export function RemoveSession({ session, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const navigate = useNavigate()
  const profiles = useAppState((state) => state.profiles)
  const active = useAppState((state) => state.active)
  const users = profiles.filter((profile) => profile.session === session).map(({ name }) => name)
  const withProfiles = users.length > 0
  const review = useReview({ kind: 'remove-session', name: session, withProfiles }, onClose)
  if (!withProfiles) {
    return (
      <RemoveDialog
        title={`Remove ${session}?`}
        description="Only these lines go, and its token. Nothing changes in AWS."
        review={review}
        button="Remove session"
        onClose={onClose}
      />
    )
  }
  const these = users.length === 1 ? 'This profile uses it and goes' : `These ${users.length} profiles use it and go`
  const isActive = active !== null && users.includes(active)
  return (
    <RemoveDialog
      title={`Remove ${session} and ${counted(users.length)}?`}
      description={`${these} with it, and so does its token.${
        isActive ? ` ${active} is the active one: afterwards none is.` : ''
      } Nothing changes in AWS.`}
      review={review}
      button={`Remove session and ${counted(users.length)}`}
      second={
        <Button
          variant="ghost"
          className={styles['left'] ?? ''}
          onClick={() => navigate({ screen: 'profiles', query: session })}
        >
          Show {users.length === 1 ? 'the profile' : 'the profiles'}
        </Button>
      }
      onClose={onClose}
    >
      <ul className={styles['names']} aria-label="Profiles that go with it">
        {users.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </RemoveDialog>
  )
}

function counted(profiles: number): string {
  return `${profiles.toLocaleString('en')} ${profiles === 1 ? 'profile' : 'profiles'}`
}
