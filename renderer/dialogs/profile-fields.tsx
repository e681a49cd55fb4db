/** The settings of a profile as fields, for one that is edited and one that is copied. */
import type { ProfileDraft } from '../../shared/contract.ts'
import { Combobox } from '../components/combobox.tsx'
import { Field } from '../components/field.tsx'
import { Select } from '../components/select.tsx'
import { useAppState } from '../state/state.tsx'
import { checkAccountId, checkRegion, checkRoleName } from '../../shared/names.ts'
import type { AppState, Profile } from '../../shared/state.ts'
import { sortAccounts } from '../../shared/accounts.ts'
import styles from './form.module.css'
import { OutputField } from './output-field.tsx'
import { RegionField } from './region-field.tsx'

/** Empty text leaves a key out, where it can be left out. */
export type ProfileFields = Readonly<Record<'session' | 'accountId' | 'roleName' | 'region', string>> & {
  readonly output: string | null
}

export const profileFieldNames = ['session', 'accountId', 'roleName', 'region', 'output'] as const

export type ProfileProblems = Readonly<Record<(typeof profileFieldNames)[number], string | null>>

export function profileFields(profile: Profile): ProfileFields {
  const { session, accountId, roleName, region, output } = profile
  return { session: session ?? '', accountId: accountId ?? '', roleName: roleName ?? '', region: region ?? '', output }
}

/** What is wrong with each field, as a sentence beside it. */
export function checkProfileFields(
  { sessions }: Pick<AppState, 'sessions'>,
  { session, accountId, roleName, region }: ProfileFields,
): ProfileProblems {
  return {
    session: sessions.some(({ name }) => name === session) ? null : 'Choose a session.',
    accountId: checkAccountId(accountId),
    roleName: checkRoleName(roleName),
    region: region === '' ? null : checkRegion(region),
    output: null,
  }
}

export type ProfileSettings = Partial<Omit<ProfileDraft, 'name'>>

/** What is otherwise in `after`. Only that is said, so that all else stays as it is written. */
export function changedSettings(before: ProfileFields, after: ProfileFields): ProfileSettings {
  const changed = profileFieldNames.filter((field) => before[field] !== after[field])
  return Object.fromEntries(
    changed.map((field) => [field, field === 'region' ? after.region || null : after[field]] as const),
  )
}

/** The faults of what is changed: all else may be as it is. */
export function faultsOf(problems: ProfileProblems, settings: ProfileSettings): ProfileProblems {
  return Object.fromEntries(
    profileFieldNames.map((field) => [field, field in settings ? problems[field] : null]),
  ) as ProfileProblems
}

interface FieldsProps {
  readonly fields: ProfileFields
  readonly problems: ProfileProblems
  readonly onChange: (more: Partial<ProfileFields>) => void
}

export function SessionField({ fields, problems, onChange }: FieldsProps) {
  const sessions = useAppState((state) => state.sessions)
  return (
    <Field label="Session" error={problems.session}>
      <Select
        value={fields.session === '' ? null : fields.session}
        placeholder="Choose a session"
        options={sessions.map(({ name, startUrl }) => ({ value: name, label: name, detail: startUrl }))}
        onValueChange={(session) => onChange({ session })}
      />
    </Field>
  )
}

/** The account and the permission set, from the assignments of the session; both may be typed as well. */
export function AssignmentFields({ fields, problems, onChange }: FieldsProps) {
  const assignments = useAppState((state) => state.assignments[fields.session])
  const accounts = sortAccounts(assignments?.accounts ?? [])
  const account = accounts.find(({ accountId }) => accountId === fields.accountId)
  return (
    <div className={styles['pair']}>
      <Field
        label="Account"
        error={problems.accountId}
        {...(account?.accountName ? { hint: account.accountName } : {})}
      >
        <Combobox
          mono
          value={fields.accountId}
          placeholder="e.g. 123456789012"
          suggestions={accounts.map(({ accountId, accountName }) => ({
            value: accountId,
            label: accountName ?? accountId,
            detail: accountId,
          }))}
          onValueChange={(accountId) => onChange({ accountId: accountId.trim() })}
        />
      </Field>
      <Field label="Permission set" error={problems.roleName}>
        <Combobox
          value={fields.roleName}
          placeholder="e.g. ReadOnlyAccess"
          suggestions={(account?.roles ?? []).map((role) => ({ value: role }))}
          onValueChange={(roleName) => onChange({ roleName: roleName.trim() })}
        />
      </Field>
    </div>
  )
}

export function RegionAndOutput({ fields, problems, onChange }: FieldsProps) {
  return (
    <div className={styles['pair']}>
      <RegionField
        value={fields.region}
        error={problems.region}
        hint="Empty leaves it out."
        onValueChange={(region) => onChange({ region })}
      />
      <OutputField value={fields.output} error={problems.output} onValueChange={(output) => onChange({ output })} />
    </div>
  )
}
