/** Edit profile: the wizard's answers as one form, and beneath them the lines that will change. */
import { useId, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Combobox } from '../components/combobox.tsx'
import { Dialog } from '../components/dialog.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Field } from '../components/field.tsx'
import { Select } from '../components/select.tsx'
import { useChange } from '../app/use-change.ts'
import { useAppState } from '../state.tsx'
import type { ProfileDraft } from '../../shared/contract.ts'
import { checkAccountId, checkRegion, checkRoleName } from '../../shared/names.ts'
import type { Field as FieldName, Problem } from '../../shared/result.ts'
import type { AppState, Profile } from '../../shared/state.ts'
import { sortAccounts } from '../screens/accounts/rows.ts'
import { ChangePreview } from './change-preview.tsx'
import styles from './form.module.css'
import { OutputField } from './output-field.tsx'
import { RegionField } from './region-field.tsx'
import { usePreview } from './use-preview.ts'

export function EditProfile({ profile: name, onClose }: { readonly profile: string; readonly onClose: () => void }) {
  const profile = useAppState((state) => state.profiles.find((each) => each.name === name))
  if (profile?.kind === 'sso') return <EditFields profile={profile} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} size="small" title={`Edit ${name}`}>
      <EmptyState
        icon="profiles"
        title={profile ? 'Lanyard does not edit this profile' : 'There is no such profile'}
        action={<Button onClick={onClose}>Close</Button>}
      >
        {whyNot(profile)}
      </EmptyState>
    </Dialog>
  )
}

function whyNot(profile: Profile | undefined): string {
  if (!profile) return 'The file no longer has a profile of this name.'
  return profile.kind === 'legacy-sso'
    ? 'It has its own start URL instead of a session. Create a new profile with a session in its place.'
    : 'It does not get its credentials from IAM Identity Center. Edit it in the file.'
}

type Fields = Readonly<Record<'session' | 'accountId' | 'roleName' | 'region', string>> & {
  readonly output: string | null
}

function EditFields({ profile, onClose }: { readonly profile: Profile; readonly onClose: () => void }) {
  const formId = useId()
  const { make, pending } = useChange()
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const [fields, setFields] = useState<Fields>({
    session: profile.session ?? '',
    accountId: profile.accountId ?? '',
    roleName: profile.roleName ?? '',
    region: profile.region ?? '',
    output: profile.output,
  })
  const sessions = useAppState((state) => state.sessions)
  const draft: ProfileDraft = { ...fields, name: profile.name, region: fields.region || null }
  const problems = check({ sessions }, draft)
  const isGood = Object.values(problems).every((problem) => problem === null)
  const preview = usePreview(isGood ? { kind: 'update-profile', draft } : null)

  function change(more: Partial<Fields>) {
    setFields({ ...fields, ...more })
    setRefusal(null)
  }

  async function save() {
    if (!isGood) return
    const result = await make({ kind: 'update-profile', draft })
    if (!result.ok) return setRefusal(result.error)
    onClose()
  }

  const said = preview.problem?.field === undefined ? refusal : preview.problem
  const shown = withRefusal(problems, said)
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Edit ${profile.name}`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form={formId} pending={pending} disabled={!isGood} keys="↵">
            Save
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <AssignmentFields fields={fields} problems={shown} onChange={change} />
        <div className={styles['pair']}>
          <RegionField
            value={fields.region}
            error={shown.region}
            hint="Empty leaves it out."
            onValueChange={(region) => change({ region })}
          />
          <OutputField value={fields.output} error={shown.output} onValueChange={(output) => change({ output })} />
        </div>
      </form>
      <ChangePreview
        state={preview}
        refusal={said === refusal && isPlain(refusal, problems) ? refusal : null}
        waiting="The lines that will change appear here."
      />
    </Dialog>
  )
}

/** The session, and from its assignments the account and the permission set; both may be typed as well. */
function AssignmentFields({
  fields,
  problems,
  onChange,
}: {
  readonly fields: Fields
  readonly problems: Problems
  readonly onChange: (more: Partial<Fields>) => void
}) {
  const sessions = useAppState((state) => state.sessions)
  const assignments = useAppState((state) => state.assignments[fields.session])
  const accounts = sortAccounts(assignments?.accounts ?? [])
  const account = accounts.find(({ accountId }) => accountId === fields.accountId)
  return (
    <>
      <Field label="Session" error={problems.session}>
        <Select
          value={fields.session}
          options={sessions.map(({ name, startUrl }) => ({ value: name, label: name, detail: startUrl }))}
          onValueChange={(session) => onChange({ session })}
        />
      </Field>
      <div className={styles['pair']}>
        <Field
          label="Account"
          error={problems.accountId}
          {...(account?.accountName ? { hint: account.accountName } : {})}
        >
          <Combobox
            mono
            value={fields.accountId}
            placeholder="123456789012"
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
            placeholder="ReadOnlyAccess"
            suggestions={(account?.roles ?? []).map((role) => ({ value: role }))}
            onValueChange={(roleName) => onChange({ roleName: roleName.trim() })}
          />
        </Field>
      </div>
    </>
  )
}

type Problems = Readonly<Record<'session' | 'accountId' | 'roleName' | 'region' | 'output', string | null>>

function check({ sessions }: Pick<AppState, 'sessions'>, draft: ProfileDraft): Problems {
  return {
    session: sessions.some(({ name }) => name === draft.session) ? null : 'Choose a session.',
    accountId: checkAccountId(draft.accountId),
    roleName: checkRoleName(draft.roleName),
    region: draft.region === null ? null : checkRegion(draft.region),
    output: null,
  }
}

function withRefusal(problems: Problems, refusal: Problem | null): Problems {
  const field: FieldName | undefined = refusal?.field
  if (!refusal || field === undefined || !Object.hasOwn(problems, field)) return problems
  return { ...problems, [field]: refusal.message }
}

/** Whether a problem belongs to no field of the form. */
function isPlain(problem: Problem | null, problems: Problems): boolean {
  return problem !== null && (problem.field === undefined || !Object.hasOwn(problems, problem.field))
}
