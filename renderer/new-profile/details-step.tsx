/** What the profile is called, and the two settings that the AWS CLI asks for. */
import { useAppState } from '../state/state.tsx'
import { NameField } from '../dialogs/name-field.tsx'
import { OutputField } from '../dialogs/output-field.tsx'
import { RegionField } from '../dialogs/region-field.tsx'
import { checkDetails } from './steps.ts'
import type { StepProps } from './use-new-profile.ts'
import styles from '../dialogs/form.module.css'

export function DetailsStep({ state, formId }: StepProps) {
  const { app, wizard, draft } = state
  const template = useAppState((each) => each.settings.nameTemplate)
  if (!draft) return null
  const problems = checkDetails(app, draft)
  const said = wizard.problem
  const suggested = wizard.answers.name === null
  return (
    <form
      id={formId}
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        state.review()
      }}
    >
      <NameField
        error={problems.name ?? (said?.field === 'name' || said?.field === 'profile' ? said.message : null)}
        hint={
          suggested ? (
            <>Suggested by {template}. It is what you give as --profile.</>
          ) : (
            'It is what you give as --profile.'
          )
        }
        value={draft.name}
        suggested={suggested ? draft.name : null}
        onValueChange={(name) => state.answer({ name })}
      />
      <div className={styles['pair']}>
        <RegionField
          value={draft.region ?? ''}
          error={problems.region ?? (said?.field === 'region' ? said.message : null)}
          hint={draft.region === null ? 'Without one, commands need --region.' : 'Where commands go by default.'}
          onValueChange={(region) => state.answer({ region })}
        />
        <OutputField
          value={draft.output}
          error={problems.output ?? (said?.field === 'output' ? said.message : null)}
          onValueChange={(output) => state.answer({ output })}
        />
      </div>
    </form>
  )
}
