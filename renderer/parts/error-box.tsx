/** A problem in a dialog or on a screen, with the button that mends it. */
import type { ReactNode } from 'react'
import type { Problem } from '../../shared/result.ts'
import { useRemedy } from '../actions/actions.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import { DiffView } from './diff-view.tsx'

/**
 * What happened, what to do, the button for it, and the lines that are the reason where there are some. `onRetry` gives
 * a remedy of kind `retry` (and a problem without a remedy) its button. Use it for whatever no form field shows.
 */
export function ErrorBox({
  problem,
  onRetry,
  actions,
}: {
  readonly problem: Problem
  readonly onRetry?: () => void
  readonly actions?: ReactNode
}) {
  const remedy = useRemedy(problem, onRetry)
  const note = (
    <Note
      tone="bad"
      title={problem.message}
      alert
      actions={
        remedy || actions !== undefined ? (
          <>
            {actions}
            {remedy && (
              <Button size="small" onClick={remedy.run}>
                {remedy.label}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      {problem.fix}
    </Note>
  )
  if (!problem.diff) return note
  return (
    <>
      {note}
      <DiffView preview={problem.diff} kind="difference" />
    </>
  )
}
