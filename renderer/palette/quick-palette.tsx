/** The palette in a window of its own (the desktop's quick switch): what is done at once, and nothing that asks further. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { LanyardApi } from '../../shared/contract.ts'
import { useApi, useAppState } from '../state/state.tsx'
import { quickEntries, quickEntriesBefore, type QuickVerbs } from './entries.ts'
import { Finder, limit } from './finder.tsx'
import styles from './palette.module.css'

export function QuickPalette() {
  const api = useApi()
  const state = useAppState()
  const entries = useMemo(() => quickEntries(state, verbsOf(api)), [state, api])
  const before = useMemo(() => quickEntriesBefore(state, entries).slice(0, limit), [state, entries])
  const [times, setTimes] = useState(0)
  const main = useRef<HTMLElement>(null)
  useEffect(() => main.current?.querySelector('input')?.focus(), [times])
  useEffect(() => {
    // Emptied as it goes, so that nothing is left to draw when it comes again.
    const empty = () => setTimes((last) => last + 1)
    window.addEventListener('blur', empty)
    return () => window.removeEventListener('blur', empty)
  }, [])
  return (
    <main ref={main} className={styles['quick']}>
      <Finder key={times} entries={entries} before={before} label="Switch to a profile" />
    </main>
  )
}

/** Main puts the window away at the first of these, and at Escape; what comes of it is told by a notification. */
function verbsOf(api: LanyardApi): QuickVerbs {
  return {
    switchTo: (profile) => void api.call('profile.switch', { profile }),
    copyExport: (profile) => void api.call('profile.copyExport', { profile, shell: null }),
    openConsole: (profile) => void api.call('profile.openConsole', { profile }),
    signIn: (session) => void api.call('session.signIn', { session, method: 'browser', openBrowser: true }),
    signOut: (session) => void api.call('session.signOut', { session }),
    openPortal: (session) => void api.call('session.openPortal', { session }),
    requestAccess: (session) => void api.call('session.openRequest', { session }),
  }
}
