/** A change under review: the lines that it would write, why it can't be written, and writing it. */
import { useState } from 'react'
import type { Change, Changed } from '../../shared/contract.ts'
import type { Field, Problem } from '../../shared/result.ts'
import { useChange } from '../actions/use-change.ts'
import { usePreview, type PreviewState } from './use-preview.ts'

export interface Review {
  readonly preview: PreviewState
  /** Why the application refused to preview or to write the change as it is now. */
  readonly problem: Problem | null
  readonly pending: boolean
  /** True while the lines are shown and the file can be written. */
  readonly isReady: boolean
  /** True when the file can't be written as it stands, whatever the change is. */
  readonly isBlocked: boolean
  /** Writes it; `anyway` after `config-shrunk`. True when it is written. */
  readonly write: (anyway?: boolean) => Promise<boolean>
}

/** The review of `change`, which is null while the draft has faults. `onMade` is told what came of it. */
export function useReview(change: Change | null, onMade: (changed: Changed) => void): Review {
  const { make, pending } = useChange()
  const preview = usePreview(change, pending)
  const [refused, setRefused] = useState<{ readonly change: string; readonly problem: Problem } | null>(null)
  const text = JSON.stringify(change)
  const isBlocked = preview.preview?.problem !== undefined
  return {
    preview,
    problem: refused?.change === text ? refused.problem : preview.problem,
    pending,
    isReady: preview.preview !== null && !isBlocked,
    isBlocked,
    async write(anyway = false) {
      if (change === null) return false
      const made = await make(change, anyway)
      if (made.ok) onMade(made.value)
      else setRefused({ change: text, problem: made.error })
      return made.ok
    },
  }
}

/** `problems` of a form's fields, with what the application said beside its field where the form has that. */
export function withProblem<F extends Field>(
  problems: Readonly<Record<F, string | null>>,
  problem: Problem | null,
): Readonly<Record<F, string | null>> {
  if (problem?.field === undefined || !Object.hasOwn(problems, problem.field)) return problems
  return { ...problems, [problem.field]: problem.message }
}
