/** The very lines that will be added to the file. */
import { useEffect, useEffectEvent } from 'react'
import { ChangePreview } from '../dialogs/change-preview.tsx'
import type { NewProfileState } from './use-new-profile.ts'
import type { PreviewState } from '../dialogs/use-preview.ts'

export function ReviewStep({ state, preview }: { readonly state: NewProfileState; readonly preview: PreviewState }) {
  const { problem } = preview
  const refuse = useEffectEvent(state.refuse)
  useEffect(() => {
    if (problem?.field !== undefined) refuse(problem)
  }, [problem])
  return (
    <ChangePreview
      state={preview}
      refusal={state.wizard.problem}
      waiting={problem ? 'Nothing would be written.' : 'Reading the file…'}
      onAnyway={() => void state.create(false, true)}
    />
  )
}
