/** Another name for a session or a profile: what uses it follows, in the same change. */
import { useState, type ReactNode } from 'react'
import type { Change } from '../../shared/contract.ts'
import { checkNewName } from '../../shared/names.ts'
import { useNavigate } from '../actions/navigation.tsx'
import { useAppState } from '../state/state.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { NameField } from './name-field.tsx'
import { NoSuch } from './no-such.tsx'
import { useReview, withProblem } from './use-review.ts'

export function RenameSession({ session, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const sessions = useAppState((state) => state.sessions)
  const users = useAppState((state) => state.profiles.filter((each) => each.session === session).length)
  const isSignedIn = sessions.some(({ name, status }) => name === session && status === 'signed-in')
  const follow = users === 1 ? 'The profile that uses it follows' : `The ${users} profiles that use it follow`
  return (
    <Rename
      what="session"
      name={session}
      names={sessions.map(({ name }) => name)}
      change={(to) => ({ kind: 'rename-session', name: session, to })}
      description={`${users === 0 ? 'No profile uses it' : follow}. ${
        isSignedIn ? 'You stay signed in: the sign-in moves along.' : 'Its sign-in moves along.'
      }`}
      onClose={onClose}
      onRenamed={onClose}
    />
  )
}

export function RenameProfile({ profile, onClose }: { readonly profile: string; readonly onClose: () => void }) {
  const profiles = useAppState((state) => state.profiles)
  const isActive = useAppState((state) => state.active === profile)
  const navigate = useNavigate()
  return (
    <Rename
      what="profile"
      name={profile}
      names={profiles.map(({ name }) => name)}
      change={(to) => ({ kind: 'rename-profile', name: profile, to })}
      description={`Profiles that take their credentials from it follow. ${
        isActive ? 'It stays the active one, and shells' : 'Shells'
      } and scripts that name it need the new name.`}
      onClose={onClose}
      onRenamed={(to) => navigate({ screen: 'profiles', profile: to })}
    />
  )
}

function Rename({
  what,
  name,
  names,
  change,
  description,
  onClose,
  onRenamed,
}: {
  readonly what: 'session' | 'profile'
  readonly name: string
  /** Those that are in the file, this one too. */
  readonly names: readonly string[]
  readonly change: (to: string) => Change
  readonly description: ReactNode
  readonly onClose: () => void
  readonly onRenamed: (to: string) => void
}) {
  const [typed, setTyped] = useState(name)
  const to = typed.trim()
  const isNew = to !== name
  // Those there are when the dialog opens: its own new name comes while it closes.
  const [taken] = useState(() => new Set(names))
  const fault = checkNewName(to, what, taken)
  const isGood = isNew && fault === null
  const review = useReview(isGood ? change(to) : null, () => onRenamed(to))
  if (!taken.has(name)) return <NoSuch what={what} name={name} onClose={onClose} />
  return (
    <ChangeDialog
      title={`Rename ${name}`}
      description={description}
      review={review}
      fields={['name']}
      isGood={isGood}
      button="Rename"
      onClose={onClose}
    >
      <NameField
        label="New name"
        value={typed}
        suggested={name}
        error={isNew ? withProblem({ name: fault }, review.problem).name : null}
        onValueChange={setTyped}
      />
    </ChangeDialog>
  )
}
