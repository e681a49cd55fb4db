/** Puts the chosen theme on the document; `system` leaves the choice to the system. */
import { useLayoutEffect } from 'react'
import { useAppState } from '../state/state.tsx'

export function ThemeFollower() {
  const theme = useAppState((state) => state.settings.theme)
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
  return null
}
