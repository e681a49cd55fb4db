/** What can be done with one profile, and the key for it: the same in table, menu and foot. */
import { useMemo } from 'react'
import { settingsOfSession, type Profile } from '../../../shared/state.ts'
import { useActions } from '../../actions/actions.ts'
import { useNavigate } from '../../actions/navigation.tsx'
import { requestAccess } from '../../actions/remedy.ts'
import type { MenuEntry } from '../../components/menu.tsx'
import { useAppState } from '../../state/state.tsx'

export interface ProfileVerbs {
  readonly switchTo: (profile: Profile) => void
  readonly copyExport: (profile: Profile) => void
  readonly check: (profile: Profile) => void
  readonly openConsole: (profile: Profile) => void
  readonly edit: (profile: Profile) => void
  readonly rename: (profile: Profile) => void
  readonly duplicate: (profile: Profile) => void
  readonly remove: (profile: Profile) => void
  readonly toggleFavourite: (profile: Profile) => void
  readonly signIn: (session: string) => void
  readonly showAssigned: (profile: Profile) => void
  /** Whether its session has a page where access is asked for. */
  readonly canRequest: (profile: Profile) => boolean
  readonly requestAccess: (profile: Profile) => void
  readonly entries: (profile: Profile, isFavourite: boolean) => readonly MenuEntry[]
}

/** The settings of profiles that get their credentials elsewhere are another tool's. */
const canEdit = ({ kind }: Profile): boolean => kind !== 'other'

export function useProfileVerbs(): ProfileVerbs {
  const actions = useActions()
  const navigate = useNavigate()
  const settings = useAppState((state) => state.settings)
  return useMemo(() => {
    const verbs = {
      switchTo: ({ name }: Profile) => void actions.switchTo(name),
      copyExport: ({ name }: Profile) => void actions.copyExport(name),
      check: ({ name }: Profile) => void actions.check(name),
      openConsole: ({ name }: Profile) => void actions.openConsole(name),
      edit: (profile: Profile) => canEdit(profile) && navigate({ screen: 'edit-profile', profile: profile.name }),
      rename: ({ name }: Profile) => navigate({ screen: 'rename-profile', profile: name }),
      duplicate: ({ name }: Profile) => navigate({ screen: 'duplicate-profile', profile: name }),
      remove: ({ name }: Profile) => navigate({ screen: 'remove-profile', profile: name }),
      toggleFavourite: ({ name }: Profile) => void actions.toggleFavourite(name),
      signIn: (session: string) => void actions.signIn(session),
      canRequest: ({ session }: Profile) =>
        session !== null && settingsOfSession(settings, session).requestUrl !== null,
      requestAccess: ({ session }: Profile) => session !== null && void actions.requestAccess(session),
      showAssigned: ({ accountId }: Profile) => navigate({ screen: 'accounts', query: accountId ?? '' }),
    }
    const entries = (profile: Profile, isFavourite: boolean): readonly MenuEntry[] => [
      { label: 'Switch', icon: 'switch', keys: 'Enter', onSelect: () => verbs.switchTo(profile) },
      { label: 'Copy export', icon: 'terminal', keys: 'C', onSelect: () => verbs.copyExport(profile) },
      { label: 'Check identity', icon: 'identity', keys: 'I', onSelect: () => verbs.check(profile) },
      { label: 'Open console', icon: 'external', keys: 'O', onSelect: () => verbs.openConsole(profile) },
      ...(verbs.canRequest(profile)
        ? [{ label: requestAccess, icon: 'accounts' as const, onSelect: () => verbs.requestAccess(profile) }]
        : []),
      'separator',
      {
        label: isFavourite ? 'Remove from favourites' : 'Add to favourites',
        icon: 'star',
        keys: 'F',
        onSelect: () => verbs.toggleFavourite(profile),
      },
      { label: 'Edit…', icon: 'pencil', keys: 'E', disabled: !canEdit(profile), onSelect: () => verbs.edit(profile) },
      { label: 'Rename…', icon: 'rename', keys: 'F2', onSelect: () => verbs.rename(profile) },
      { label: 'Duplicate…', icon: 'copy', keys: 'D', onSelect: () => verbs.duplicate(profile) },
      'separator',
      { label: 'Remove…', icon: 'trash', keys: 'Del', danger: true, onSelect: () => verbs.remove(profile) },
    ]
    return { ...verbs, entries }
  }, [actions, navigate, settings])
}
