/** What a dialog says that was asked for a profile or a session which the file does not have (any more). */
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../components/empty-state.tsx'

export function NoSuch({
  what,
  name,
  onClose,
}: {
  readonly what: 'profile' | 'session'
  readonly name: string
  readonly onClose: () => void
}) {
  return (
    <Dialog open holds={false} onClose={onClose} size="small" title={name}>
      <EmptyState
        icon={what === 'profile' ? 'profiles' : 'sessions'}
        title={`There is no such ${what}`}
        action={<Button onClick={onClose}>Close</Button>}
      >
        The file no longer has a {what} of this name.
      </EmptyState>
    </Dialog>
  )
}
