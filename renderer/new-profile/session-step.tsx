/** Which session: one of those in the file, or a new one that is added here. */
import { useId } from 'react'
import { sessionCondition } from '../../shared/conditions.ts'
import { Button } from '../components/button.tsx'
import { ConditionMark } from '../parts/condition.tsx'
import { useNow } from '../state/state.tsx'
import { ChangePreview } from '../dialogs/change-preview.tsx'
import forms from '../dialogs/form.module.css'
import { SessionForm } from '../dialogs/session-form.tsx'
import styles from './session-step.module.css'
import type { StepProps } from './use-new-profile.ts'
import type { PreviewState } from '../dialogs/use-preview.ts'
import type { SessionFormState } from '../dialogs/use-session-form.ts'

export function SessionStep({ state, formId, preview }: StepProps & { readonly preview: PreviewState }) {
  const { sessionForm } = state
  if (!sessionForm) return <SessionList state={state} formId={formId} />
  return (
    <AddSession
      form={sessionForm}
      formId={formId}
      preview={preview}
      onSubmit={(anyway) => void state.createSession(anyway)}
    />
  )
}

function AddSession({
  form,
  formId,
  preview,
  onSubmit,
}: {
  readonly form: SessionFormState
  readonly formId: string
  readonly preview: PreviewState
  readonly onSubmit: (anyway: boolean) => void
}) {
  return (
    <>
      <form
        id={formId}
        className={forms['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(false)
        }}
      >
        <SessionForm {...form} onFieldsChange={form.setFields} />
      </form>
      <ChangePreview
        state={preview}
        refusal={form.refusal}
        waiting="The lines that will be added appear here."
        onAnyway={() => onSubmit(true)}
      />
    </>
  )
}

function SessionList({ state, formId }: StepProps) {
  const name = useId()
  const now = useNow()
  const { app, wizard } = state
  // The session chosen before may be gone from the file by now.
  const before = app.sessions.find((session) => session.name === wizard.answers.session)
  const chosen = (before ?? app.sessions[0])?.name ?? null
  return (
    <form
      id={formId}
      className={styles['sessions']}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen !== null) state.advance({ session: chosen })
      }}
    >
      <fieldset className={styles['list']}>
        <legend className={styles['legend']}>Session</legend>
        {app.sessions.map((session) => (
          <label key={session.name} className={styles['session']}>
            <input
              type="radio"
              className={styles['radio']}
              name={name}
              value={session.name}
              checked={session.name === chosen}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- each step of a dialog begins in its first field
              autoFocus={session.name === chosen}
              onChange={() => state.answer({ session: session.name })}
            />
            <span className={styles['text']}>
              <bdi className={styles['name']}>{session.name}</bdi>
              <code className={styles['url']} title={session.startUrl}>
                {session.startUrl}
              </code>
            </span>
            <ConditionMark condition={sessionCondition(app, session, now)} />
          </label>
        ))}
      </fieldset>
      {wizard.problem?.field === 'session' && (
        <p className={styles['error']} role="alert">
          {wizard.problem.message}
        </p>
      )}
      <div>
        <Button icon="plus" variant="ghost" className={styles['flush']} onClick={state.addSession}>
          New session
        </Button>
      </div>
    </form>
  )
}
