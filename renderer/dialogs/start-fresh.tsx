/** Asks before a fresh session ends others: those whose sign-in the same portal keeps. */
import { useRef } from 'react'
import { useActions } from '../actions/actions.ts'
import { sessionsSharing } from '../../shared/conditions.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useAppState } from '../state/state.tsx'
import styles from './form.module.css'

export function StartFresh({ session, onClose }: { readonly session: string; readonly onClose: () => void }) {
  const sessions = useAppState((state) => state.sessions)
  const { startFresh } = useActions()
  const keep = useRef<HTMLButtonElement>(null)
  const others = sessionsSharing({ sessions }, session)
  return (
    <Dialog
      kind="alert"
      open
      onClose={onClose}
      size="small"
      title={`Start a fresh session of ${session}?`}
      description="Lanyard signs out of the access portal first, so that the new session has its full length."
      initialFocus={keep}
      footer={
        <>
          <Button ref={keep} onClick={onClose}>
            Keep it
          </Button>
          <Button
            variant="primary"
            onClick={() => {
              onClose()
              void startFresh(session)
            }}
          >
            Start a fresh session
          </Button>
        </>
      }
    >
      {others.length > 0 && (
        <div>
          <p>At the same access portal, these may lose their sign-in:</p>
          <ul className={styles['names']}>
            {others.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  )
}
