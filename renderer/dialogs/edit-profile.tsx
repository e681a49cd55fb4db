/** Edit profile: the wizard's answers as one form. A profile with a start URL of its own moves to a session by it. */
import { useState } from 'react'
import { sessionsOfPortal } from '../../shared/conditions.ts'
import type { AppState, Profile } from '../../shared/state.ts'
import { useNavigate } from '../actions/navigation.tsx'
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { useAppState } from '../state/state.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { NoSuch } from './no-such.tsx'
import {
  AssignmentFields,
  changedSettings,
  checkProfileFields,
  faultsOf,
  profileFieldNames,
  profileFields,
  RegionAndOutput,
  SessionField,
} from './profile-fields.tsx'
import { useReview, withProblem } from './use-review.ts'

export function EditProfile({ profile: name, onClose }: { readonly profile: string; readonly onClose: () => void }) {
  const profile = useAppState((state) => state.profiles.find((each) => each.name === name))
  const hasSessions = useAppState((state) => state.sessions.length > 0)
  if (!profile) return <NoSuch what="profile" name={name} onClose={onClose} />
  if (profile.kind === 'other') return <NotEdited name={name} onClose={onClose} />
  if (profile.kind === 'legacy-sso' && !hasSessions) return <NoSession name={name} onClose={onClose} />
  return <EditFields profile={profile} onClose={onClose} />
}

function NotEdited({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const navigate = useNavigate()
  return (
    <Dialog open holds={false} onClose={onClose} size="small" title={`Edit ${name}`}>
      <EmptyState
        icon="profiles"
        title="Lanyard does not edit this profile"
        action={<Button onClick={() => navigate({ screen: 'rename-profile', profile: name })}>Rename it</Button>}
      >
        It does not get its credentials from IAM Identity Center. Edit it in the file. Lanyard can rename, copy and
        remove it.
      </EmptyState>
    </Dialog>
  )
}

function NoSession({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const navigate = useNavigate()
  return (
    <Dialog open holds={false} onClose={onClose} size="small" title={`Edit ${name}`}>
      <EmptyState
        icon="sessions"
        title="There is no session to move it to"
        action={<Button onClick={() => navigate({ screen: 'doctor' })}>Show in Doctor</Button>}
      >
        It has its own start URL instead of a session. Doctor makes a session of it, for all profiles that have the
        same.
      </EmptyState>
    </Dialog>
  )
}

function EditFields({ profile, onClose }: { readonly profile: Profile; readonly onClose: () => void }) {
  const sessions = useAppState((state) => state.sessions)
  const assignments = useAppState((state) => state.assignments)
  const isLegacy = profile.kind === 'legacy-sso'
  // What the person has not touched follows the file.
  const [touched, setTouched] = useState<Partial<ReturnType<typeof profileFields>>>(() =>
    isLegacy ? { session: sessionThatFits({ sessions, assignments }, profile) } : {},
  )
  const fields = { ...profileFields(profile), ...touched }
  const settings = changedSettings(profileFields(profile), fields)
  const faults = checkProfileFields({ sessions }, fields)
  const problems = { ...faultsOf(faults, settings), ...(isLegacy && { session: faults.session }) }
  const draft = { name: profile.name, ...settings }
  const isGood = Object.values(problems).every((problem) => problem === null)
  const review = useReview(isGood ? { kind: 'update-profile', draft } : null, onClose)
  const each = {
    fields,
    problems: withProblem(problems, review.problem),
    onChange: (more: Partial<typeof fields>) => setTouched({ ...touched, ...more }),
  }
  return (
    <ChangeDialog
      title={`Edit ${profile.name}`}
      {...(isLegacy
        ? { description: 'It has its own start URL. With a session in its place, one sign-in serves all its profiles.' }
        : {})}
      review={review}
      fields={profileFieldNames}
      isGood={isGood}
      button={isLegacy ? 'Move and save' : 'Save'}
      onClose={onClose}
    >
      <SessionField {...each} />
      <AssignmentFields {...each} />
      <RegionAndOutput {...each} />
    </ChangeDialog>
  )
}

/** The session of the profile's own portal, else the one that is known to have its account, or the only one there is; empty where that is not clear. */
function sessionThatFits(
  { sessions, assignments }: Pick<AppState, 'sessions' | 'assignments'>,
  { accountId, source }: Profile,
): string {
  const [same] = source.kind === 'legacy-sso' ? sessionsOfPortal({ sessions }, source.startUrl) : []
  if (same) return same.name
  const having = sessions.filter(({ name }) =>
    assignments[name]?.accounts.some((account) => account.accountId === accountId),
  )
  const [first, ...others] = having.length > 0 ? having : sessions
  return first && others.length === 0 ? first.name : ''
}
