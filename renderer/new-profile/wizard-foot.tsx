/** The buttons of each step: back at the left, on at the right, the main one on Enter. */
import { useActions } from '../actions/actions.ts'
import { Button } from '../components/button.tsx'
import styles from '../dialogs/form.module.css'
import type { NewProfileState } from './use-new-profile.ts'
import type { PreviewState } from '../dialogs/use-preview.ts'

interface FootProps {
  readonly state: NewProfileState
  readonly preview: PreviewState
  readonly formId: string
  readonly onClose: () => void
}

export function WizardFoot({ state, preview, formId, onClose }: FootProps) {
  if (state.wizard.at === 'done') return <DoneFoot state={state} onClose={onClose} />
  return (
    <>
      {state.back === null ? (
        <Button variant="ghost" className={styles['left'] ?? ''} onClick={onClose}>
          Cancel
        </Button>
      ) : (
        <Button variant="ghost" className={styles['left'] ?? ''} disabled={state.pending} onClick={state.back}>
          Back
        </Button>
      )}
      <Forward state={state} preview={preview} formId={formId} />
    </>
  )
}

function Forward({ state, preview, formId }: Omit<FootProps, 'onClose'>) {
  const { wizard, pending, sessionForm } = state
  const isBlocked = preview.preview?.problem !== undefined
  switch (wizard.at) {
    case 'sign-in':
      return <SignInFoot state={state} />
    case 'review': {
      const isReading = preview.preview === null && preview.problem === null
      return (
        <>
          <Button pending={pending || isReading} disabled={isBlocked} onClick={() => void state.create(false)}>
            Create
          </Button>
          <Button
            variant="primary"
            keys="↵"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter creates and switches
            autoFocus
            pending={pending || isReading}
            disabled={isBlocked}
            onClick={() => void state.create(true)}
          >
            Create and switch
          </Button>
        </>
      )
    }
    case 'session':
    case 'account':
    case 'role':
    case 'details':
    case 'done':
      return (
        <Button variant="primary" type="submit" form={formId} pending={pending} disabled={isBlocked} keys="↵">
          {sessionForm ? 'Add and continue' : wizard.at === 'details' ? 'Review' : 'Continue'}
        </Button>
      )
  }
}

function SignInFoot({ state }: { readonly state: NewProfileState }) {
  const { signIn } = useActions()
  const name = state.wizard.answers.session ?? ''
  const stage = state.app.signIns[name]?.stage ?? 'failed'
  return (
    <>
      <Button onClick={() => state.advance({})}>Continue without signing in</Button>
      <Button
        variant="primary"
        {...(stage === 'failed' ? { keys: '↵' } : {})}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter signs in
        autoFocus
        pending={stage !== 'failed'}
        onClick={() => void signIn(name)}
      >
        {stage === 'failed' ? 'Sign in' : 'Signing in…'}
      </Button>
    </>
  )
}

function DoneFoot({ state, onClose }: Pick<FootProps, 'state' | 'onClose'>) {
  const { copyExport, switchTo } = useActions()
  const name = state.draft?.name ?? ''
  const isActive = state.app.active === name
  return (
    <>
      <Button icon="copy" onClick={() => void copyExport(name)}>
        Copy export
      </Button>
      {!isActive && <Button onClick={() => void switchTo(name)}>Switch to it</Button>}
      <Button
        variant="primary"
        keys="↵"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter closes
        autoFocus
        onClick={onClose}
      >
        Done
      </Button>
    </>
  )
}
