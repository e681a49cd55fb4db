/** The window: rail, banners, the current screen, and the dialogs that stand over it. */
import { lazy, Suspense, useState } from 'react'
import { ProfilesScreen } from '../screens/profiles/profiles-screen.tsx'
import { Palette } from '../palette/palette.tsx'
import { useLink } from '../state.tsx'
import { Banners } from './banners.tsx'
import { useKeys } from './keys.ts'
import { useNavigation, type ScreenName } from './navigation.tsx'
import { Rail } from './rail.tsx'
import { RefusedNotice } from './waiting.tsx'
import styles from './layout.module.css'

const AccountsScreen = lazy(async () => ({
  default: (await import('../screens/accounts/accounts-screen.tsx')).AccountsScreen,
}))
const SessionsScreen = lazy(async () => ({
  default: (await import('../screens/sessions/sessions-screen.tsx')).SessionsScreen,
}))
const SettingsScreen = lazy(async () => ({
  default: (await import('../screens/settings/settings-screen.tsx')).SettingsScreen,
}))
const Wizard = lazy(async () => ({ default: (await import('../wizard/wizard.tsx')).Wizard }))

export function Layout() {
  const { screen, overlay, closeOverlay, navigate } = useNavigation()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const { status } = useLink()
  useKeys({ 'mod+k': () => setPaletteOpen(true), n: () => navigate({ screen: 'new-profile' }) })

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
      <Palette open={paletteOpen} onClose={() => setPaletteOpen(false)} />
      {overlay && (
        <Suspense fallback={null}>
          <Wizard place={overlay} onClose={closeOverlay} />
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
    case 'settings':
      return <SettingsScreen />
  }
}
