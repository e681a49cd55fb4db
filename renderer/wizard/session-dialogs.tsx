/** New session, and edit session: the fields, and beneath them the lines that will change. */
import { useId } from 'react'
import { useActions } from '../app/actions.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { useChange } from '../app/use-change.ts'
import { useAppState } from '../state.tsx'
import type { Session } from '../../shared/state.ts'
import { ChangePreview } from './change-preview.tsx'
import { SessionForm } from './session-form.tsx'
import { usePreview } from './use-preview.ts'
import { useSessionForm } from './use-session-form.ts'

/** Adds a session, and signs in to it when asked to. */
export function NewSession({ onClose }: { readonly onClose: () => void }) {
  const formId = useId()
  const form = useSessionForm(null)
  const { make, pending } = useChange()
  const { signIn } = useActions()
  const preview = usePreview(form.isGood ? { kind: 'create-session', draft: form.draft } : null)

  async function create(andSignIn: boolean) {
    if (!form.submit()) return
    const { draft } = form
    const result = await make({ kind: 'create-session', draft })
    if (!result.ok) return form.refuse(result.error)
    onClose()
    if (andSignIn) await signIn(draft.name)
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="New session"
      description="A session is one organization's IAM Identity Center. You sign in to it once for all its accounts."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button pending={pending} onClick={() => void create(false)}>
            Add
          </Button>
          <Button variant="primary" type="submit" form={formId} pending={pending} keys="↵">
            Add and sign in
          </Button>
        </>
      }
    >
      <SessionForm {...form} formId={formId} onFieldsChange={form.setFields} onSubmit={() => void create(true)} />
      <ChangePreview state={preview} refusal={form.refusal} waiting="The lines that will be added appear here." />
    </Dialog>
  )
}

/** Changes a session; its name stays, since profiles and the token cache go by it. */
export function EditSession({ session: name, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const session = useAppState((state) => state.sessions.find((each) => each.name === name))
  if (session) return <EditFields session={session} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} size="small" title={`Edit ${name}`}>
      <EmptyState icon="sessions" title="There is no such session" action={<Button onClick={onClose}>Close</Button>}>
        The file no longer has a session of this name.
      </EmptyState>
    </Dialog>
  )
}

function EditFields({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const formId = useId()
  const form = useSessionForm(session)
  const { make, pending } = useChange()
  const state = usePreview(form.isGood ? { kind: 'update-session', draft: form.draft } : null)

  async function save() {
    if (!form.submit()) return
    const result = await make({ kind: 'update-session', draft: form.draft })
    if (!result.ok) return form.refuse(result.error)
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Edit ${session.name}`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form={formId} pending={pending} keys="↵">
            Save
          </Button>
        </>
      }
    >
      <SessionForm {...form} formId={formId} onFieldsChange={form.setFields} onSubmit={() => void save()} />
      <ChangePreview state={state} refusal={form.refusal} waiting="The lines that will change appear here." />
    </Dialog>
  )
}
