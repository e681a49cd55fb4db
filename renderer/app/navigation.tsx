/** Where the window is: one of four screens, and at most one dialog that a `Place` names on top of it. */
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Place } from '../../shared/contract.ts'
import { useApi } from '../state.tsx'

export type ScreenName = 'profiles' | 'accounts' | 'sessions' | 'settings'

/** A place that is drawn as a dialog over the screen behind it. */
export type Overlay = Exclude<Place, { screen: ScreenName }>

interface Navigation {
  readonly screen: ScreenName
  readonly overlay: Overlay | null
  readonly navigate: (place: Place) => void
  readonly closeOverlay: () => void
}

const NavigationContext = createContext<Navigation | null>(null)

export function isScreen(place: Place): place is Extract<Place, { screen: ScreenName }> {
  return ['profiles', 'accounts', 'sessions', 'settings'].includes(place.screen)
}

/** Holds the place, and follows the application when it asks the window to go somewhere. */
export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi()
  const [screen, setScreen] = useState<ScreenName>('profiles')
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const navigation = useMemo<Navigation>(
    () => ({
      screen,
      overlay,
      navigate(place) {
        if (isScreen(place)) {
          setScreen(place.screen)
          setOverlay(null)
        } else {
          setOverlay(place)
        }
      },
      closeOverlay: () => setOverlay(null),
    }),
    [screen, overlay],
  )
  const { navigate } = navigation
  useEffect(() => api.onNavigate(navigate), [api, navigate])
  return <NavigationContext value={navigation}>{children}</NavigationContext>
}

/** The place, and how to change it. */
export function useNavigation(): Navigation {
  const navigation = use(NavigationContext)
  if (!navigation) throw new Error('NavigationProvider is missing')
  return navigation
}

/** Goes to a place: `navigate({ screen: 'edit-profile', profile })`. */
export function useNavigate(): (place: Place) => void {
  return useNavigation().navigate
}
