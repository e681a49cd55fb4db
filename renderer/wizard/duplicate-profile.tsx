/** A copy of a profile: all its lines under another name, and what is to differ in it. */
import { useState } from 'react'
import type { Change, ProfileDraft } from '../../shared/contract.ts'
import { checkName, freeName } from '../../shared/names.ts'
import type { Profile } from '../../shared/state.ts'
import { useNavigate } from '../app/navigation.tsx'
import { useAppState } from '../state.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { NameField } from './name-field.tsx'
import { NoSuch } from './no-such.tsx'
import {
  AssignmentFields,
  checkProfileFields,
  profileFieldNames,
  profileFields,
  RegionAndOutput,
  SessionField,
  type ProfileFields,
  type ProfileProblems,
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
  const settings = differing(profileFields(profile), fields)
  const faults = { name: checkNewName(to, taken), ...faultsOf(checkProfileFields({ sessions }, fields), settings) }
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

type Settings = Partial<Omit<ProfileDraft, 'name'>>

/** What the copy has otherwise than the profile. Only that is said, so that all else stays as it is written. */
function differing(before: ProfileFields, after: ProfileFields): Settings {
  const changed = profileFieldNames.filter((field) => before[field] !== after[field])
  return Object.fromEntries(
    changed.map((field) => [field, field === 'region' ? after.region || null : after[field]] as const),
  )
}

/** The faults of what is changed: what is copied may be as it is. */
function faultsOf(problems: ProfileProblems, settings: Settings): ProfileProblems {
  return Object.fromEntries(
    profileFieldNames.map((field) => [field, field in settings ? problems[field] : null]),
  ) as ProfileProblems
}

function checkNewName(name: string, taken: ReadonlySet<string>): string | null {
  return taken.has(name) ? `There is already a profile ${name}.` : checkName(name, 'profile')
}
