/** The dialog that a place names. */
import type { Overlay } from '../actions/navigation.tsx'
import { RestoreConfig } from '../dialogs/restore-config.tsx'
import { ChangesDialog } from '../changes/changes-dialog.tsx'
import { ImportDialog } from '../sharing/import-dialog.tsx'
import { ShareDialog } from '../sharing/share-dialog.tsx'
import { DuplicateProfile } from '../dialogs/duplicate-profile.tsx'
import { EditProfile } from '../dialogs/edit-profile.tsx'
import { NewProfile } from '../new-profile/new-profile.tsx'
import { RemoveProfile, RemoveSession } from '../dialogs/remove-dialogs.tsx'
import { RenameProfile, RenameSession } from '../dialogs/rename-dialogs.tsx'
import { EditSession } from '../dialogs/session-dialogs.tsx'
import { SignInPlace } from '../dialogs/sign-in-place.tsx'
import { StartFresh } from '../dialogs/start-fresh.tsx'

export function Dialogs({ place, onClose }: { readonly place: Overlay; readonly onClose: () => void }) {
  switch (place.screen) {
    case 'new-profile':
      return <NewProfile prefill={place} onClose={onClose} />
    case 'edit-profile':
      return <EditProfile key={place.profile} profile={place.profile} onClose={onClose} />
    case 'rename-profile':
      return <RenameProfile key={place.profile} profile={place.profile} onClose={onClose} />
    case 'duplicate-profile':
      return <DuplicateProfile key={place.profile} profile={place.profile} onClose={onClose} />
    case 'remove-profile':
      return <RemoveProfile key={place.profile} profile={place.profile} onClose={onClose} />
    case 'edit-session':
      return (
        <EditSession
          key={place.session}
          session={place.session}
          findsRegion={'findRegion' in place}
          onClose={onClose}
        />
      )
    case 'sign-in-place':
      return <SignInPlace key={place.session} session={place.session} onClose={onClose} />
    case 'start-fresh':
      return <StartFresh key={place.session} session={place.session} onClose={onClose} />
    case 'rename-session':
      return <RenameSession key={place.session} session={place.session} onClose={onClose} />
    case 'remove-session':
      return <RemoveSession key={place.session} session={place.session} onClose={onClose} />
    case 'changes':
      return <ChangesDialog key={place.id} id={place.id ?? null} onClose={onClose} />
    case 'share':
      return <ShareDialog key={place.session} session={place.session ?? null} onClose={onClose} />
    case 'import':
      return <ImportDialog key={place.text} text={place.text ?? null} onClose={onClose} />
    case 'restore':
      return <RestoreConfig onClose={onClose} />
  }
}
