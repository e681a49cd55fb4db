/** The button that stands beside a problem, as data. */
import type { Problem } from '../../shared/result.ts'
import type { WindowPlace } from './navigation.tsx'

export interface RemedyButton {
  readonly label: string
  readonly run: () => void
}

/** What a remedy may set going. */
export interface RemedyVerbs {
  readonly signIn: (session: string) => void
  readonly request: (session: string) => void
  readonly navigate: (place: WindowPlace) => void
  readonly retry?: (() => void) | undefined
}

/** What the button says that opens the page for it. */
export const requestAccess = 'Request access'

/** The button for `problem`; null when there is nothing to press. */
export function remedyButton(
  { remedy }: Problem,
  { signIn, request, navigate, retry }: RemedyVerbs,
): RemedyButton | null {
  switch (remedy?.kind) {
    case 'sign-in':
      return { label: 'Sign in', run: () => signIn(remedy.session) }
    case 'edit-session':
      return { label: 'Edit the session', run: () => navigate({ screen: 'edit-session', session: remedy.session }) }
    case 'edit-profile':
      return { label: 'Edit the profile', run: () => navigate({ screen: 'edit-profile', profile: remedy.profile }) }
    case 'show-accounts':
      return { label: 'Show what is assigned', run: () => navigate({ screen: 'accounts' }) }
    case 'show-doctor':
      return { label: 'Show in Doctor', run: () => navigate({ screen: 'doctor' }) }
    case 'restore-config':
      return { label: 'Put the last good copy back…', run: () => navigate({ screen: 'restore' }) }
    case 'find-region':
      return {
        label: 'Find the region',
        run: () => navigate({ screen: 'edit-session', session: remedy.session, findRegion: true }),
      }
    case 'request-access':
      return { label: requestAccess, run: () => request(remedy.session) }
    case 'retry':
    case undefined:
      return retry ? { label: 'Try again', run: retry } : null
  }
}
