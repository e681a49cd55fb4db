/** What somebody shared: first its text, then what it would add, looked at before anything is written. */
import { useRef, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useAppState } from '../state/state.tsx'
import type { SharedItem, SharedSetup } from '../../shared/setup.ts'
import { ChangePreview } from '../dialogs/change-preview.tsx'
import formStyles from '../dialogs/form.module.css'
import { useReview } from '../dialogs/use-review.ts'
import { canAdd, choicesOf, firstDraft, nameFault, type ImportDraft } from './import-draft.ts'
import { ImportItems } from './import-items.tsx'
import { ImportText } from './import-text.tsx'
import styles from './sharing.module.css'
import { useSharedSetup } from './use-shared-text.ts'

const title = 'Add a shared set-up'

/** With the text of a link that was opened, if there is one. */
export function ImportDialog({ text, onClose }: { readonly text: string | null; readonly onClose: () => void }) {
  const [typed, setTyped] = useState(text ?? '')
  /** The text that is looked at; null while one types. */
  const [given, setGiven] = useState(text)
  const setup = useSharedSetup(given)
  if (given !== null && setup?.ok) {
    return <ReviewSetup key={given} text={given} setup={setup.value} onBack={() => setGiven(null)} onClose={onClose} />
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description="Sessions and profiles that somebody gave you. You see what they are before anything is added."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            disabled={typed.trim() === ''}
            pending={given !== null && setup === null}
            onClick={() => setGiven(typed)}
          >
            Continue
          </Button>
        </>
      }
    >
      <ImportText
        text={typed}
        problem={setup?.ok === false ? setup.error : null}
        onTextChange={(next) => {
          setTyped(next)
          setGiven(null)
        }}
        onGiven={(next) => {
          setTyped(next)
          setGiven(next)
        }}
      />
    </Dialog>
  )
}

/** Enter does not add: one has just pasted, and not yet read. */
function ReviewSetup({
  text,
  setup,
  onBack,
  onClose,
}: {
  readonly text: string
  readonly setup: SharedSetup
  readonly onBack: () => void
  readonly onClose: () => void
}) {
  const [draft, setDraft] = useState<ImportDraft>(() => firstDraft(setup))
  const sessions = useAppState((state) => state.sessions)
  const profiles = useAppState((state) => state.profiles)
  // Those there are when the review begins: the new ones come while it closes.
  const [there] = useState({ sessions, profiles })
  const choices = choicesOf(draft, setup)
  const fault = (item: SharedItem) => nameFault(item, choices, there)
  const isGood = choices.length > 0 && setup.items.every((item) => fault(item) === null)
  const review = useReview(isGood ? { kind: 'import', text, chosen: choices } : null, onClose)
  const canAddSome = setup.items.some(canAdd)
  const top = useRef<HTMLParagraphElement>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      initialFocus={top}
      footer={
        <>
          <Button variant="ghost" className={formStyles['left'] ?? ''} onClick={onBack}>
            Back
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {canAddSome ? 'Cancel' : 'Close'}
          </Button>
          {canAddSome && (
            <Button
              variant="primary"
              disabled={!isGood || !review.isReady}
              pending={review.pending}
              onClick={() => void review.write()}
            >
              {choices.length > 1 ? `Add ${choices.length}` : 'Add'}
            </Button>
          )}
        </>
      }
    >
      <p ref={top} className={styles['top']} tabIndex={-1}>
        {summary(setup)}{' '}
        {canAddSome ? 'Nothing is added until you say so.' : 'Nothing of it can be added to your file.'}
      </p>
      <ImportItems setup={setup} draft={draft} onDraftChange={setDraft} faultOf={fault} />
      {canAddSome && (
        <ChangePreview
          state={review.preview}
          refusal={review.problem}
          waiting={choices.length === 0 ? 'Choose what to add.' : 'The lines that will be added appear here.'}
          onAnyway={() => void review.write(true)}
        />
      )}
    </Dialog>
  )
}

function summary({ items }: SharedSetup): string {
  const counts = (['session', 'profile'] as const).flatMap((kind) => {
    const count = items.filter((item) => item.kind === kind).length
    return count === 0 ? [] : [`${count} ${kind}${count === 1 ? '' : 's'}`]
  })
  return `It has ${counts.join(' and ')}.`
}
