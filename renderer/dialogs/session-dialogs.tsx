/** New session, and edit session. */
import { useActions } from '../actions/actions.ts'
import { Button } from '../components/button.tsx'
import { useAppState } from '../state/state.tsx'
import type { Session } from '../../shared/state.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { NoSuch } from './no-such.tsx'
import { SessionForm } from './session-form.tsx'
import { useReview, withProblem } from './use-review.ts'
import { useSessionForm } from './use-session-form.ts'

const fields = ['name', 'startUrl', 'region', 'scopes'] as const

/** Adds a session, and signs in to it when asked to. */
export function NewSession({
  onMade,
  onClose,
}: {
  readonly onMade?: (session: string) => void
  readonly onClose: () => void
}) {
  const form = useSessionForm(null)
  const { draft } = form
  const review = useReview(form.isGood ? { kind: 'create-session', draft } : null, () => {
    onMade?.(draft.name)
    onClose()
  })
  const { signIn } = useActions()

  async function create(andSignIn: boolean) {
    if (!form.submit()) return
    const made = await review.write()
    if (made && andSignIn) await signIn(draft.name)
  }

  return (
    <ChangeDialog
      title="New session"
      description="A session is one organization's IAM Identity Center. You sign in to it once for all its accounts."
      review={review}
      fields={fields}
      waiting="The lines that will be added appear here."
      button="Add and sign in"
      second={
        <Button pending={review.pending} disabled={review.isBlocked} onClick={() => void create(false)}>
          Add
        </Button>
      }
      onSubmit={() => create(true)}
      onClose={onClose}
    >
      <SessionForm {...form} problems={withProblem(form.problems, review.problem)} onFieldsChange={form.setFields} />
    </ChangeDialog>
  )
}

/** Changes a session; its name stays. */
export function EditSession({
  session: name,
  findsRegion,
  onClose,
}: {
  readonly session: string
  /** Looks for its region at once. */
  readonly findsRegion: boolean
  readonly onClose: () => void
}) {
  const session = useAppState((state) => state.sessions.find((each) => each.name === name))
  if (!session) return <NoSuch what="session" name={name} onClose={onClose} />
  return <EditFields session={session} findsRegion={findsRegion} onClose={onClose} />
}

function EditFields({
  session,
  findsRegion,
  onClose,
}: {
  readonly session: Session
  readonly findsRegion: boolean
  readonly onClose: () => void
}) {
  const form = useSessionForm(session)
  const review = useReview(form.isGood ? { kind: 'update-session', draft: form.edit } : null, onClose)
  return (
    <ChangeDialog
      title={`Edit ${session.name}`}
      review={review}
      fields={fields}
      button="Save"
      onSubmit={async () => form.submit() && review.write()}
      onClose={onClose}
    >
      <SessionForm
        {...form}
        problems={withProblem(form.problems, review.problem)}
        findsRegion={findsRegion}
        onFieldsChange={form.setFields}
      />
    </ChangeDialog>
  )
}
