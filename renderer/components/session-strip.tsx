/** Every session with its state, beneath a screen's header, and the sign-ins that are under way. */
import { sessionCondition } from '../../shared/conditions.ts'
import type { Session } from '../../shared/state.ts'
import { useActions } from '../app/actions.ts'
import { useNavigate } from '../app/navigation.tsx'
import { useAppState, useNow } from '../state.tsx'
import { Button } from './button.tsx'
import { ToneDot } from './condition.tsx'
import { SignInPanels } from './sign-in-panel.tsx'
import styles from './session-strip.module.css'

export function SessionStrip() {
  const sessions = useAppState((state) => state.sessions)
  return (
    <>
      {sessions.length > 0 && (
        <ul className={styles['strip']} aria-label="Sessions">
          {sessions.map((session) => (
            <li key={session.name} className={styles['item']}>
              <SessionChip session={session} />
            </li>
          ))}
        </ul>
      )}
      <SignInPanels />
    </>
  )
}

function SessionChip({ session }: { readonly session: Session }) {
  const signIns = useAppState((state) => state.signIns)
  const now = useNow()
  const { signIn } = useActions()
  const navigate = useNavigate()
  const condition = sessionCondition({ signIns }, session, now)
  return (
    <div className={styles['chip']}>
      <span className={styles[condition.tone]}>
        <ToneDot tone={condition.tone} />
      </span>
      <b className={styles['name']} title={session.name}>
        <bdi>{session.name}</bdi>
      </b>
      <small className={styles['words']} title={condition.words}>
        {condition.kind === 'misconfigured' ? 'misconfigured' : uncapitalized(condition.words)}
      </small>
      {condition.kind === 'sign-in-needed' && (
        <Button
          size="small"
          variant="outline"
          aria-label={`Sign in to ${session.name}`}
          onClick={() => void signIn(session.name)}
        >
          Sign in
        </Button>
      )}
      {condition.kind === 'misconfigured' && (
        <Button
          size="small"
          aria-label={`Edit the session ${session.name}`}
          onClick={() => navigate({ screen: 'edit-session', session: session.name })}
        >
          Edit
        </Button>
      )}
    </div>
  )
}

/** The words as they follow a name. */
function uncapitalized(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
