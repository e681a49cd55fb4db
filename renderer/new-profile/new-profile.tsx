/**
 * New profile: session, sign-in, account, permission set, name, review, done. What only one answer is possible for is
 * taken. Nothing is written before the review says so, except a session that the person adds on the way.
 */
import { useId } from 'react'
import { useNavigation } from '../actions/navigation.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Crumbs } from './crumbs.tsx'
import { DetailsStep } from './details-step.tsx'
import { DoneStep } from './done-step.tsx'
import { AccountStep, RoleStep } from './pick-steps.tsx'
import { ReviewStep } from './review-step.tsx'
import { SessionStep } from './session-step.tsx'
import { SignInStep } from './sign-in-step.tsx'
import { crumbs, knownAccount, type Prefill } from './steps.ts'
import { useNewProfile, type NewProfileState, type StepProps } from './use-new-profile.ts'
import { usePreview } from '../dialogs/use-preview.ts'
import { WizardFoot } from './wizard-foot.tsx'

export function NewProfile({ prefill, onClose }: { readonly prefill: Prefill; readonly onClose: () => void }) {
  const state = useNewProfile(prefill)
  const formId = useId()
  const { screen, navigate } = useNavigation()
  const { wizard, draft } = state
  const preview = usePreview(state.change, state.pending)
  const { title, description } = headline(state)

  /** Among the profiles one is then at the new one. */
  function close(): void {
    if (wizard.at === 'done' && draft && screen === 'profiles') navigate({ screen, profile: draft.name })
    else onClose()
  }

  return (
    <Dialog
      open
      onClose={close}
      title={title}
      description={description}
      header={
        <Crumbs crumbs={crumbs(state.app, wizard)} onGoTo={wizard.at === 'done' || state.pending ? null : state.goTo} />
      }
      footer={<WizardFoot key={footKey(state)} state={state} preview={preview} formId={formId} onClose={close} />}
    >
      <Body state={state} formId={formId} preview={preview} />
    </Dialog>
  )
}

function Body({ state, formId, preview }: StepProps & { readonly preview: ReturnType<typeof usePreview> }) {
  switch (state.wizard.at) {
    case 'session':
      return <SessionStep state={state} formId={formId} preview={preview} />
    case 'sign-in':
      return <SignInStep state={state} />
    case 'account':
      return <AccountStep state={state} formId={formId} />
    case 'role':
      return <RoleStep state={state} formId={formId} />
    case 'details':
      return <DetailsStep state={state} formId={formId} />
    case 'review':
      return <ReviewStep state={state} preview={preview} />
    case 'done':
      return state.draft && <DoneStep profile={state.draft.name} />
  }
}

/** The foot begins anew with each step, so that its main button can take the focus. */
function footKey({ wizard, sessionForm }: NewProfileState): string {
  return sessionForm ? 'new-session' : wizard.at
}

function headline(state: NewProfileState): { readonly title: string; readonly description: string } {
  const { app, wizard, draft, sessionForm } = state
  const { session, accountId, roleName } = wizard.answers
  const account = knownAccount(app, wizard.answers)
  const accountName = account?.accountName ?? accountId ?? ''
  const whole = `${roleName} in ${accountName}, through ${session}.`
  switch (wizard.at) {
    case 'session':
      return sessionForm
        ? {
            title: 'New session',
            description: "A session is one organization's IAM Identity Center. Lanyard writes it to your config file.",
          }
        : { title: 'Choose a session', description: 'The organization that the profile belongs to.' }
    case 'sign-in':
      return { title: `Sign in to ${session}`, description: 'Then Lanyard can show which accounts you may use.' }
    case 'account':
      return { title: 'Choose an account', description: `What ${session} lets you use.` }
    case 'role':
      return {
        title: 'Choose a permission set',
        description: accountName === accountId ? `In ${accountId}.` : `In ${accountName}, ${accountId}.`,
      }
    case 'details':
      return { title: 'Name the profile', description: whole }
    case 'review':
      return { title: `Create ${draft?.name}`, description: `${whole} Undo is one click away.` }
    case 'done':
      return { title: `Created ${draft?.name}`, description: whole }
  }
}
