/**
 * Where the window is: one of five screens, and at most one dialog that a place names on top of it. What the tray or a
 * link asks for waits while a dialog holds something that a person entered.
 */
import { createContext, use, useCallback, useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react'
import type { Place } from '../../shared/contract.ts'
import { useApi } from '../state/state.tsx'

export type ScreenName = 'profiles' | 'accounts' | 'sessions' | 'doctor' | 'settings'

/** A place that the window itself leads to: the tray and links have no use for these. */
export type WindowPlace =
  | Place
  /** The region is looked for at once. */
  | { readonly screen: 'edit-session'; readonly session: string; readonly findRegion: true }
  /** Where a session's sign-in opens, and where access is asked for. */
  | { readonly screen: 'sign-in-place'; readonly session: string }
  | { readonly screen: 'start-fresh'; readonly session: string }
  /** Begins with a session that has this start URL. */
  | { readonly screen: 'new-profile'; readonly startUrl: string }

/** A place that is drawn as a dialog over the screen behind it. */
export type Overlay = Exclude<WindowPlace, { screen: ScreenName }>

type ScreenPlace = Extract<Place, { screen: ScreenName }>

interface Navigation {
  readonly screen: ScreenName
  /** What led to the screen last, and may ask for a search or a selection there. */
  readonly place: ScreenPlace
  readonly overlay: Overlay | null
  readonly navigate: (place: WindowPlace) => void
  readonly closeOverlay: () => void
}

const NavigationContext = createContext<Navigation | null>(null)

interface Waiting {
  /** What was asked for from outside, until the last dialog that holds has closed. */
  readonly place: Place | null
  readonly goThere: () => void
  /** Lets places wait until the returned function is called. */
  readonly hold: () => () => void
}

const WaitingContext = createContext<Waiting>({ place: null, goThere: () => {}, hold: () => () => {} })

const screens: readonly string[] = ['profiles', 'accounts', 'sessions', 'doctor', 'settings'] satisfies ScreenName[]

function isScreen(place: WindowPlace): place is ScreenPlace {
  return screens.includes(place.screen)
}

/** The first one has the address of the page itself, and each other one its own: `#/accounts`. Null for any other. */
function screenOfAddress(): ScreenName | null {
  const { hash } = window.location
  if (hash === '') return 'profiles'
  const name = hash.slice('#/'.length)
  return screens.includes(name) ? (name as ScreenName) : null
}

/** Holds the place, and follows the application when it asks the window to go somewhere. */
export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const isBrowser = useApi().face === 'browser'
  const [place, setPlace] = useState<ScreenPlace>(() => ({
    screen: (isBrowser ? screenOfAddress() : null) ?? 'profiles',
  }))
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
  const waiting = useWaiting(navigation)
  useAddress(isBrowser, navigation)
  return (
    <NavigationContext value={navigation}>
      <WaitingContext value={waiting}>{children}</WaitingContext>
    </NavigationContext>
  )
}

/** In a browser, screens are addresses: Back and Forward lead through those one has seen, and a reload stays. */
function useAddress(isBrowser: boolean, { screen, navigate }: Navigation): void {
  useEffect(() => {
    if (!isBrowser || screenOfAddress() === screen) return
    const { pathname, search } = window.location
    window.history.pushState(null, '', screen === 'profiles' ? pathname + search : `#/${screen}`)
  }, [isBrowser, screen])
  const follow = useEffectEvent(() => {
    const asked = screenOfAddress()
    if (asked && asked !== screen) navigate({ screen: asked })
  })
  useEffect(() => {
    if (!isBrowser) return undefined
    const onPop = () => follow()
    window.addEventListener('popstate', onPop)
    return () => window.removeEventListener('popstate', onPop)
  }, [isBrowser])
}

/** Follows what is asked for from outside, at once or after the last dialog that holds. */
function useWaiting({ overlay, navigate }: Navigation): Waiting {
  const api = useApi()
  const [place, setPlace] = useState<Place | null>(null)
  const [holders, setHolders] = useState(0)
  const hold = useCallback(() => {
    setHolders((count) => count + 1)
    return () => setHolders((count) => count - 1)
  }, [])
  const goThere = useCallback(() => {
    setPlace(null)
    if (place) navigate(place)
  }, [place, navigate])
  const ask = useEffectEvent((next: Place) => {
    if (holders === 0) navigate(next)
    else if (JSON.stringify(next) !== JSON.stringify(overlay)) setPlace(next)
  })
  useEffect(() => api.onNavigate((next) => ask(next)), [api])
  if (holders === 0 && place) goThere()
  return useMemo(() => ({ place, goThere, hold }), [place, goThere, hold])
}

/** What waits for this dialog, and how to go there all the same; `holds` says whether anything has to wait for it. */
export function useHeldPlace(holds: boolean): Omit<Waiting, 'hold'> {
  const { hold, place, goThere } = use(WaitingContext)
  useEffect(() => (holds ? hold() : undefined), [holds, hold])
  return { place, goThere }
}

/** The place, and how to change it. */
export function useNavigation(): Navigation {
  const navigation = use(NavigationContext)
  if (!navigation) throw new Error('NavigationProvider is missing')
  return navigation
}

/** Goes to a place: `navigate({ screen: 'edit-profile', profile })`. */
export function useNavigate(): (place: WindowPlace) => void {
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
