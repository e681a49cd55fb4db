/** The window: rail, banners, the current screen, and the dialogs that stand over it. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { ProfilesScreen } from '../screens/profiles/profiles-screen.tsx'
import { Palette } from '../palette/palette.tsx'
import { useLink } from '../state/state.tsx'
import { Banners } from './banners.tsx'
import { useKeys } from '../components/keys.ts'
import { useNavigation, type ScreenName } from '../actions/navigation.tsx'
import { Rail } from './rail.tsx'
import { useUndoLast } from '../actions/use-change.ts'
import { RefusedNotice } from './waiting.tsx'
import styles from './layout.module.css'

/** What is not needed for the first picture. It is fetched as soon as that is painted, so that a click finds it here. */
const later = {
  accounts: () => import('../screens/accounts/accounts-screen.tsx'),
  sessions: () => import('../screens/sessions/sessions-screen.tsx'),
  doctor: () => import('../screens/doctor/doctor-screen.tsx'),
  settings: () => import('../screens/settings/settings-screen.tsx'),
  dialogs: () => import('./dialogs.tsx'),
}
const AccountsScreen = lazy(async () => ({ default: (await later.accounts()).AccountsScreen }))
const SessionsScreen = lazy(async () => ({ default: (await later.sessions()).SessionsScreen }))
const DoctorScreen = lazy(async () => ({ default: (await later.doctor()).DoctorScreen }))
const SettingsScreen = lazy(async () => ({ default: (await later.settings()).SettingsScreen }))
const Dialogs = lazy(async () => ({ default: (await later.dialogs()).Dialogs }))

export function Layout() {
  const { screen, overlay, closeOverlay, navigate } = useNavigation()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const { status } = useLink()
  const undoLast = useUndoLast()
  useEffect(() => {
    // What cannot be fetched now is asked for again when it is needed, and then says so.
    void Promise.allSettled(Object.values(later).map((load) => load()))
  }, [])
  useKeys({
    'mod+k': () => setPaletteOpen(true),
    'mod+z': () => void undoLast(),
    n: () => navigate({ screen: 'new-profile' }),
  })

  if (status === 'refused') return <RefusedNotice />
  return (
    <div className={styles['app']}>
      <Rail />
      <main className={styles['main']}>
        <Banners />
        <Suspense fallback={null}>
          <Screen name={screen} />
        </Suspense>
      </main>
      {paletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}
      {overlay && (
        // A dialog already: the keys must not reach the screen behind it.
        <Suspense fallback={<div role="dialog" aria-modal="true" aria-busy="true" aria-label="Opening" />}>
          <Dialogs place={overlay} onClose={closeOverlay} />
        </Suspense>
      )}
    </div>
  )
}

function Screen({ name }: { readonly name: ScreenName }) {
  switch (name) {
    case 'profiles':
      return <ProfilesScreen />
    case 'accounts':
      return <AccountsScreen />
    case 'sessions':
      return <SessionsScreen />
    case 'doctor':
      return <DoctorScreen />
    case 'settings':
      return <SettingsScreen />
  }
}
