/** The sessions in which one can work now, the soonest to end first, with what ends them or begins them anew. */
import { useId } from 'react'
import { activeSessions, sessionCondition } from '../../../shared/conditions.ts'
import type { Session } from '../../../shared/state.ts'
import { useActions, useStartFresh } from '../../actions/actions.ts'
import { Button } from '../../components/button.tsx'
import { ConditionMark } from '../../parts/condition.tsx'
import { isEndingSoon } from '../../parts/session-chip.tsx'
import { useAppState, useNow } from '../../state/state.tsx'
import styles from './sessions.module.css'

export function ActiveNow() {
  const title = useId()
  const sessions = useAppState((state) => state.sessions)
  const signIns = useAppState((state) => state.signIns)
  const active = activeSessions({ sessions, signIns }, useNow())
  if (active.length === 0) return null
  return (
    <section className={styles['active']} aria-labelledby={title}>
      <h2 id={title}>Active now</h2>
      <ul>
        {active.map((session) => (
          <ActiveSession key={session.name} session={session} />
        ))}
      </ul>
    </section>
  )
}

function ActiveSession({ session }: { readonly session: Session }) {
  const { name } = session
  const { signOut } = useActions()
  const startFresh = useStartFresh()
  const condition = sessionCondition({ signIns: {} }, session, useNow())
  return (
    <li className={styles['activeRow']}>
      <b title={name}>
        <bdi>{name}</bdi>
      </b>
      <ConditionMark condition={condition} />
      <Button
        size="small"
        variant={isEndingSoon(condition) ? 'outline' : 'normal'}
        aria-label={`Start a fresh session of ${name}`}
        onClick={() => startFresh(name)}
      >
        Start a fresh session
      </Button>
      <Button size="small" variant="ghost" aria-label={`Sign out of ${name}`} onClick={() => void signOut(name)}>
        Sign out
      </Button>
    </li>
  )
}
