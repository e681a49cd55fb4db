/** A copy of a profile: all its lines under another name, and what is to differ in it. */
import { useState } from 'react'
import type { Change } from '../../shared/contract.ts'
import { checkNewName, freeName } from '../../shared/names.ts'
import type { Profile } from '../../shared/state.ts'
import { useNavigate } from '../actions/navigation.tsx'
import { useAppState } from '../state/state.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { NameField } from './name-field.tsx'
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
  type ProfileFields,
} from './profile-fields.tsx'
import { useReview, withProblem } from './use-review.ts'

export function DuplicateProfile({
  profile: name,
  onClose,
}: {
  readonly profile: string
  readonly onClose: () => void
}) {
  const profile = useAppState((state) => state.profiles.find((each) => each.name === name))
  if (!profile) return <NoSuch what="profile" name={name} onClose={onClose} />
  return <Duplicate profile={profile} onClose={onClose} />
}

function Duplicate({ profile, onClose }: { readonly profile: Profile; readonly onClose: () => void }) {
  const sessions = useAppState((state) => state.sessions)
  const profiles = useAppState((state) => state.profiles)
  const navigate = useNavigate()
  // Those there are when the dialog opens: its own new name comes while it closes.
  const [taken] = useState(() => new Set(profiles.map(({ name }) => name)))
  const [suggested] = useState(() => freeName(profile.name, taken))
  const [to, setTo] = useState(suggested)
  const [fields, setFields] = useState(() => profileFields(profile))
  const settings = changedSettings(profileFields(profile), fields)
  const faults = {
    name: checkNewName(to, 'profile', taken),
    ...faultsOf(checkProfileFields({ sessions }, fields), settings),
  }
  const isGood = Object.values(faults).every((fault) => fault === null)
  const change: Change = { kind: 'duplicate-profile', name: profile.name, to, settings }
  const review = useReview(isGood ? change : null, () => navigate({ screen: 'profiles', profile: to }))
  const problems = withProblem(faults, review.problem)
  const each = {
    fields,
    problems,
    onChange: (more: Partial<ProfileFields>) => setFields({ ...fields, ...more }),
  }
  return (
    <ChangeDialog
      title={`Duplicate ${profile.name}`}
      description="A copy of all its lines. What you change here differs in the copy."
      review={review}
      fields={['name', ...profileFieldNames]}
      isGood={isGood}
      waiting="The lines that will be added appear here."
      button="Duplicate"
      onClose={onClose}
    >
      <NameField value={to} suggested={suggested} error={problems.name} onValueChange={(name) => setTo(name.trim())} />
      {profile.kind === 'sso' && <SessionField {...each} />}
      {profile.kind !== 'other' && <AssignmentFields {...each} />}
      <RegionAndOutput {...each} />
    </ChangeDialog>
  )
}
