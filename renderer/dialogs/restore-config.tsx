/** Puts the last good copy in the place of the file, once the person has seen the lines that come and go. */
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useAppState } from '../state/state.tsx'
import { ChangePreview } from './change-preview.tsx'
import { usePreview } from './use-preview.ts'
import { useChange } from '../actions/use-change.ts'

const change = { kind: 'restore' } as const

export function RestoreConfig({ onClose }: { readonly onClose: () => void }) {
  const path = useAppState((state) => state.config.path)
  const { make, pending, problem } = useChange()
  const state = usePreview(change, pending)
  const isSame = state.preview?.added === 0 && state.preview.removed === 0

  async function restore(): Promise<void> {
    // The file may well have lost most of itself: that is what the copy is for.
    const result = await make(change, true)
    if (result.ok) onClose()
  }

  return (
    <Dialog
      open
      holds={false}
      onClose={onClose}
      title="Put the last good copy back?"
      description={`Lanyard keeps a copy of ${path} from when it last changed the file and every AWS tool could read it.`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Leave the file as it is
          </Button>
          <Button
            variant="primary"
            pending={pending}
            disabled={!state.preview || isSame}
            onClick={() => void restore()}
          >
            Put it back
          </Button>
        </>
      }
    >
      <ChangePreview state={state} waiting="Reading the copy…" refusal={problem} />
    </Dialog>
  )
}
