/** Every session with its state, beneath a screen's header, and the sign-ins that are under way. */
import { useNavigate } from '../actions/navigation.tsx'
import { useSignInAll } from '../actions/sign-in-all.tsx'
import { useAppState } from '../state/state.tsx'
import { Button } from '../components/button.tsx'
import { SessionChip, wordsBehindName } from './session-chip.tsx'
import { SignInPanels } from './sign-in-panel.tsx'
import styles from './session-strip.module.css'

export function SessionStrip() {
  const sessions = useAppState((state) => state.sessions)
  const navigate = useNavigate()
  const all = useSignInAll()
  return (
    <>
      {sessions.length > 0 && (
        <ul className={styles['strip']} aria-label="Sessions">
          {sessions.map((session) => (
            <li key={session.name} className={styles['item']}>
              <SessionChip session={session} words={wordsBehindName}>
                {({ kind }) =>
                  kind === 'misconfigured' && (
                    <Button
                      size="small"
                      aria-label={`Edit the session ${session.name}`}
                      onClick={() => navigate({ screen: 'edit-session', session: session.name })}
                    >
                      Edit
                    </Button>
                  )
                }
              </SessionChip>
            </li>
          ))}
          {all && (
            <li className={styles['item']}>
              <Button className={styles['all'] ?? ''} onClick={all.start}>
                Sign in to all {all.count}
              </Button>
            </li>
          )}
        </ul>
      )}
      <SignInPanels />
    </>
  )
}
