/** The lines that a change would write, or why it can't be written. */
import { useNavigate } from '../actions/navigation.tsx'
import { ShrunkChoice } from './shrunk-choice.tsx'
import { DiffView } from '../parts/diff-view.tsx'
import { ErrorBox } from '../parts/error-box.tsx'
import { managedBy } from '../../shared/owners.ts'
import type { Problem } from '../../shared/result.ts'
import styles from './change-preview.module.css'
import type { PreviewState } from './use-preview.ts'

export function ChangePreview({
  state,
  waiting,
  refusal = null,
  onAnyway,
}: {
  readonly state: PreviewState
  /** What stands there until the draft is whole. */
  readonly waiting: string
  /** Why the application did not write it. */
  readonly refusal?: Problem | null
  /** Makes the change although the file has suddenly lost most of itself. */
  readonly onAnyway?: () => void
}) {
  const navigate = useNavigate()
  const problem = refusal ?? (state.problem?.field === undefined ? state.problem : null)
  const shown = problem ?? state.preview?.problem ?? null
  return (
    <>
      {shown?.code === 'config-shrunk' && onAnyway ? (
        <ShrunkChoice problem={shown} onAnyway={onAnyway} onRestore={() => navigate({ screen: 'restore' })} />
      ) : (
        shown && <ErrorBox problem={shown} />
      )}
      {state.preview?.managedBy && <p className={styles['managed']}>{managedBy(state.preview.managedBy)}</p>}
      {state.preview && <DiffView preview={state.preview} />}
      {!state.preview && !problem && <p className={styles['waiting']}>{waiting}</p>}
    </>
  )
}
