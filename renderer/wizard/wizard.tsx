/** The dialog that a place names: new profile, edit profile, edit session. */
import type { Overlay } from '../app/navigation.tsx'
import { RestoreConfig } from '../app/restore-config.tsx'
import { EditProfile } from './edit-profile.tsx'
import { NewProfile } from './new-profile.tsx'
import { EditSession } from './session-dialogs.tsx'

export function Wizard({ place, onClose }: { readonly place: Overlay; readonly onClose: () => void }) {
  switch (place.screen) {
    case 'new-profile':
      return <NewProfile prefill={place} onClose={onClose} />
    case 'edit-profile':
      return <EditProfile key={place.profile} profile={place.profile} onClose={onClose} />
    case 'edit-session':
      return <EditSession key={place.session} session={place.session} onClose={onClose} />
    case 'restore':
      return <RestoreConfig onClose={onClose} />
  }
}
