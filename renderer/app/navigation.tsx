/** Where the window is: one of five screens, and at most one dialog that a `Place` names on top of it. */
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Place } from '../../shared/contract.ts'
import { useApi } from '../state.tsx'

export type ScreenName = 'profiles' | 'accounts' | 'sessions' | 'doctor' | 'settings'

/** A place that is drawn as a dialog over the screen behind it. */
export type Overlay = Exclude<Place, { screen: ScreenName }>

type ScreenPlace = Extract<Place, { screen: ScreenName }>

interface Navigation {
  readonly screen: ScreenName
  /** What led to the screen last, and may ask for a search or a selection there. */
  readonly place: ScreenPlace
  readonly overlay: Overlay | null
  readonly navigate: (place: Place) => void
  readonly closeOverlay: () => void
}

const NavigationContext = createContext<Navigation | null>(null)

function isScreen(place: Place): place is ScreenPlace {
  return ['profiles', 'accounts', 'sessions', 'doctor', 'settings'].includes(place.screen)
}

/** Holds the place, and follows the application when it asks the window to go somewhere. */
export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi()
  const [place, setPlace] = useState<ScreenPlace>({ screen: 'profiles' })
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const navigation = useMemo<Navigation>(
    () => ({
      screen: place.screen,
      place,
      overlay,
      navigate(next) {
        if (isScreen(next)) {
          setPlace(next)
          setOverlay(null)
        } else {
          setOverlay(next)
        }
      },
      closeOverlay: () => setOverlay(null),
    }),
    [place, overlay],
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

/** The search of a screen: begins with what the place that led here asks for, and follows when another one does. */
export function useSearch(): [query: string, setQuery: (query: string) => void] {
  const { query: asked = '' } = useNavigation().place
  const [search, setSearch] = useState({ asked, query: asked })
  if (search.asked !== asked) setSearch({ asked, query: asked })
  const setQuery = useCallback((query: string) => setSearch((before) => ({ ...before, query })), [])
  return [search.asked === asked ? search.query : asked, setQuery]
}
