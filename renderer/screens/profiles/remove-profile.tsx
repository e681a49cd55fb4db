/** Asks before a profile is removed, with the very lines that would go. */
import { useRef, useState } from 'react'
import type { Profile } from '../../../shared/state.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useChange } from '../../app/use-change.ts'
import { useAppState } from '../../state.tsx'
import { ChangePreview } from '../../wizard/change-preview.tsx'
import { usePreview } from '../../wizard/use-preview.ts'

export function RemoveProfile({
  profile,
  onClose,
}: {
  readonly profile: Profile | null
  readonly onClose: () => void
}) {
  // The last one stays while the dialog fades out.
  const [shown, setShown] = useState(profile)
  if (profile && shown !== profile) setShown(profile)
  return shown && <RemoveDialog key={shown.name} name={shown.name} open={profile !== null} onClose={onClose} />
}

function RemoveDialog({
  name,
  open,
  onClose,
}: {
  readonly name: string
  readonly open: boolean
  readonly onClose: () => void
}) {
  const keep = useRef<HTMLButtonElement>(null)
  const isActive = useAppState((state) => state.active === name)
  const { make, pending, problem } = useChange()
  const change = { kind: 'remove-profile', name } as const
  const state = usePreview(change, pending || !open)

  async function remove(): Promise<void> {
    const result = await make(change)
    if (result.ok) onClose()
  }

  return (
    <Dialog
      kind="alert"
      open={open}
      onClose={onClose}
      title={`Remove ${name}?`}
      description={
        isActive
          ? 'It is the active profile: afterwards none is. Nothing changes in AWS.'
          : 'Only these lines go. Nothing changes in AWS, and you stay signed in.'
      }
      initialFocus={keep}
      footer={
        <>
          <Button ref={keep} onClick={onClose}>
            Keep it
          </Button>
          <Button variant="danger" pending={pending} disabled={!state.preview} onClick={() => void remove()}>
            Remove profile
          </Button>
        </>
      }
    >
      <ChangePreview state={state} waiting="Reading the file…" refusal={problem} />
    </Dialog>
  )
}
