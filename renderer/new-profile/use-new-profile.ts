/** The wizard's state and what its buttons do: answers stay here until the profile is created. */
import { useState } from 'react'
import { useActions } from '../actions/actions.ts'
import type { Change, ProfileDraft } from '../../shared/contract.ts'
import type { Problem } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import { useChange } from '../actions/use-change.ts'
import { useAppState } from '../state/state.tsx'
import {
  advance,
  answer,
  back,
  checkDetails,
  goTo,
  settle,
  startWizard,
  toDraft,
  withProblem,
  type Answers,
  type Prefill,
  type Step,
  type WizardState,
} from './steps.ts'
import { useReadAccounts } from '../actions/use-read-accounts.ts'
import { useSessionForm, type SessionFormState } from '../dialogs/use-session-form.ts'

export interface NewProfileState {
  readonly app: AppState
  readonly wizard: WizardState
  readonly draft: ProfileDraft | null
  /** The form of a new session while the session step shows it; null while it shows the list. */
  readonly sessionForm: SessionFormState | null
  /** Whether there is a list of sessions to go back to. */
  readonly hasSessions: boolean
  /** What the button of this step writes; null where it writes nothing, or the form has faults. */
  readonly change: Change | null
  readonly pending: boolean
  readonly answer: (answers: Partial<Answers>) => void
  readonly advance: (answers: Partial<Answers>) => void
  /** Null where there is nothing before. */
  readonly back: (() => void) | null
  readonly goTo: (step: Step) => void
  readonly refuse: (problem: Problem) => void
  readonly addSession: () => void
  /** Both take `anyway` for a file that has suddenly lost most of itself. */
  readonly createSession: (anyway?: boolean) => Promise<void>
  /** From the details to the review, unless something is wrong with them. */
  readonly review: () => void
  readonly create: (andSwitch: boolean, anyway?: boolean) => Promise<void>
}

/** What a step is drawn from; its form has the id that the button below names. */
export interface StepProps {
  readonly state: NewProfileState
  readonly formId: string
}

export function useNewProfile(prefill: Prefill): NewProfileState {
  const app = useAppState()
  const [stored, setStored] = useState(() => settle(app, startWizard(prefill)))
  const wizard = settle(app, stored)
  if (wizard !== stored) setStored(wizard)

  const [adding, setAdding] = useState(false)
  const form = useSessionForm(null, prefill.startUrl)
  const { make, pending } = useChange()
  const { switchTo } = useActions()
  const draft = toDraft(app, wizard)
  const hasSessions = app.sessions.length > 0
  const isAdding = wizard.at === 'session' && (adding || !hasSessions)
  const change = changeAt(wizard, isAdding ? form : null, draft)
  const before = isAdding && hasSessions ? wizard : back(app, wizard)
  useReadAccounts(wizard.at === 'account' || wizard.at === 'role' ? wizard.answers.session : null)

  return {
    app,
    wizard,
    draft,
    sessionForm: isAdding ? form : null,
    hasSessions,
    change,
    pending,
    answer: (answers) => setStored(answer(wizard, answers)),
    advance: (answers) => setStored(advance(wizard, answers)),
    back:
      before === null
        ? null
        : () => {
            setAdding(false)
            setStored(before)
          },
    goTo(step) {
      setAdding(false)
      setStored(goTo(wizard, step))
    },
    refuse: (problem) => setStored(withProblem(wizard, problem)),
    addSession: () => setAdding(true),
    async createSession(anyway) {
      if (!form.submit() || !change) return
      const made = await make(change, anyway)
      if (!made.ok) return form.refuse(made.error)
      setAdding(false)
      setStored(advance(wizard, { session: form.draft.name }))
    },
    review() {
      if (!draft) return
      const isGood = Object.values(checkDetails(app, draft)).every((problem) => problem === null)
      if (isGood) setStored(advance(wizard, { name: draft.name }))
    },
    async create(andSwitch, anyway) {
      if (!draft || !change) return
      const made = await make(change, anyway)
      if (!made.ok) return setStored(withProblem(wizard, made.error))
      setStored(advance(wizard, { name: draft.name }))
      if (andSwitch) await switchTo(draft.name)
    },
  }
}

function changeAt(
  { at }: WizardState,
  sessionForm: SessionFormState | null,
  profile: ProfileDraft | null,
): Change | null {
  if (at === 'review') return profile && { kind: 'create-profiles', drafts: [profile] }
  return sessionForm?.isGood ? { kind: 'create-session', draft: sessionForm.draft } : null
}
