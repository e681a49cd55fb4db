/** Asks before a profile is removed, with the very lines that would go. */
import { useEffect, useRef, useState } from 'react'
import type { Preview } from '../../../shared/contract.ts'
import type { Profile } from '../../../shared/state.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { DiffView } from '../../components/diff-view.tsx'
import { ErrorBox } from '../../components/note.tsx'
import { useToast } from '../../components/toast.tsx'
import { useAppState, useOperation } from '../../state.tsx'

export function RemoveProfile({
  profile,
  onClose,
}: {
  readonly profile: Profile | null
  readonly onClose: () => void
}) {
  const cancel = useRef<HTMLButtonElement>(null)
  // Stays while the dialog fades out.
  const [shown, setShown] = useState(profile)
  if (profile && shown !== profile) setShown(profile)
  const isActive = useAppState((state) => state.active !== null && state.active === shown?.name)
  const { preview, problem, removing, remove } = useRemoval(profile, onClose)
  return (
    <Dialog
      kind="alert"
      open={profile !== null}
      onClose={onClose}
      title={`Remove ${shown?.name ?? ''}?`}
      description={
        isActive
          ? 'It is the active profile: afterwards none is. Nothing changes in AWS.'
          : 'Only these lines go. Nothing changes in AWS, and you stay signed in.'
      }
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            Keep it
          </Button>
          <Button variant="danger" pending={removing} disabled={!preview} onClick={remove}>
            Remove profile
          </Button>
        </>
      }
    >
      {preview && <DiffView preview={preview} />}
      {problem && <ErrorBox problem={problem} />}
    </Dialog>
  )
}

function useRemoval(profile: Profile | null, onClose: () => void) {
  const { run: runPreview, problem: previewProblem } = useOperation('config.preview')
  const removal = useOperation('profile.remove')
  const toast = useToast()
  const [preview, setPreview] = useState<Preview | null>(null)
  const { reset } = removal
  const name = profile?.name ?? null
  useEffect(() => {
    if (name === null) return undefined
    let current = true
    setPreview(null)
    reset()
    void runPreview({ change: { kind: 'remove-profile', name } }).then((result) => {
      if (current && result.ok) setPreview(result.value)
    })
    return () => {
      current = false
    }
  }, [name, runPreview, reset])

  async function remove(): Promise<void> {
    if (name === null) return
    const result = await removal.run({ profile: name })
    if (!result.ok) return
    onClose()
    toast({ title: `Removed ${name}` })
  }

  return {
    preview,
    problem: removal.problem ?? previewProblem,
    removing: removal.pending,
    remove: () => void remove(),
  }
}
