/** The palette (Ctrl/⌘ K): any profile, account, permission set, session or command by a few letters. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { useMemo } from 'react'
import { useActions, useStartFresh } from '../actions/actions.ts'
import { useNavigate } from '../actions/navigation.tsx'
import { useSignInAll } from '../actions/sign-in-all.tsx'
import { useUndoLast } from '../actions/use-change.ts'
import { classes } from '../components/classes.ts'
import { useApi, useAppState } from '../state/state.tsx'
import { allEntries, entriesBefore, type PaletteVerbs } from './entries.ts'
import { Finder } from './finder.tsx'
import dialogStyles from '../parts/dialog.module.css'
import styles from './palette.module.css'

/** It is there while it is open: one that faded away would take the next key with it. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialogStyles['veil']} />
        <Base.Viewport className={styles['viewport']}>
          <Base.Popup className={classes(dialogStyles['dialog'], styles['palette'])} aria-label="Find anything">
            <Everything onClose={onClose} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

function Everything({ onClose }: { readonly onClose: () => void }) {
  const state = useAppState()
  const verbs = usePaletteVerbs()
  const entries = useMemo(() => allEntries(state, verbs), [state, verbs])
  const before = useMemo(() => entriesBefore(state, entries), [state, entries])
  return (
    <Finder
      entries={entries}
      before={before}
      label="Find a profile, account, permission set, session or command"
      onClose={onClose}
    />
  )
}

function usePaletteVerbs(): PaletteVerbs {
  const api = useApi()
  const actions = useActions()
  const navigate = useNavigate()
  const undoLast = useUndoLast()
  const startFresh = useStartFresh()
  const signInAll = useSignInAll()?.start ?? null
  return useMemo(
    () => ({
      navigate,
      switchTo: (profile) => void actions.switchTo(profile),
      copyExport: (profile) => void actions.copyExport(profile),
      openConsole: (profile) => void actions.openConsole(profile),
      checkAll: () => void actions.checkAll(),
      signIn: (session) => void actions.signIn(session),
      signOut: (session) => void actions.signOut(session),
      openPortal: (session) => void actions.openPortal(session),
      startFresh,
      requestAccess: (session) => void actions.requestAccess(session),
      signInAll,
      undoLast: () => void undoLast(),
      reload: () => void api.call('config.reload', {}),
      setTheme: (theme) => void api.call('settings.update', { settings: { theme } }),
    }),
    [api, actions, navigate, undoLast, startFresh, signInAll],
  )
}
