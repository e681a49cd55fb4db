/** The lines that a change would write, or why there are none yet. */
import { DiffView } from '../components/diff-view.tsx'
import { ErrorBox } from '../components/note.tsx'
import type { Problem } from '../../shared/result.ts'
import styles from './change-preview.module.css'
import type { PreviewState } from './use-preview.ts'

export function ChangePreview({
  state,
  waiting,
  refusal = null,
}: {
  readonly state: PreviewState
  /** What stands there until the draft is whole. */
  readonly waiting: string
  /** Why the application did not write it. */
  readonly refusal?: Problem | null
}) {
  const problem = refusal ?? (state.problem?.field === undefined ? state.problem : null)
  return (
    <>
      {problem && <ErrorBox problem={problem} />}
      {state.preview && <DiffView preview={state.preview} />}
      {!state.preview && !problem && <p className={styles['waiting']}>{waiting}</p>}
    </>
  )
}
