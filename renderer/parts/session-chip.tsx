/** A session's name and how it stands, with the sign-in when it needs one. */
import type { ReactNode } from 'react'
import { sessionCondition, type Condition } from '../../shared/conditions.ts'
import type { Session } from '../../shared/state.ts'
import { useActions, useStartFresh } from '../actions/actions.ts'
import { useAppState, useNow } from '../state/state.tsx'
import { Button } from '../components/button.tsx'
import { Cut } from '../components/cut.tsx'
import { ToneDot } from './condition.tsx'
import styles from './session-chip.module.css'

/** `words` is what stands behind the name; `children`, what stands behind that and the sign-in. */
export function SessionChip({
  session,
  words,
  children,
}: {
  readonly session: Session
  readonly words: (condition: Condition, now: number) => string
  readonly children?: (condition: Condition) => ReactNode
}) {
  const signIns = useAppState((state) => state.signIns)
  const now = useNow()
  const { signIn } = useActions()
  const startFresh = useStartFresh()
  const condition = sessionCondition({ signIns }, session, now)
  const said = words(condition, now)
  return (
    <div className={styles['chip']}>
      <ToneDot tone={condition.tone} />
      <b className={styles['name']}>
        <Cut text={session.name} />
      </b>
      <small className={styles['words']} title={said}>
        {said}
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
      {isEndingSoon(condition) && (
        <Button size="small" aria-label={`Start fresh: ${session.name}`} onClick={() => startFresh(session.name)}>
          Start fresh
        </Button>
      )}
      {children?.(condition)}
    </div>
  )
}

/** Whether it works, and not for long. */
export function isEndingSoon({ kind, tone }: Condition): boolean {
  return kind === 'ready' && tone === 'warn'
}

/** How a session stands, as it follows the session's name. */
export function wordsBehindName({ kind, words }: Condition): string {
  return kind === 'misconfigured' ? 'misconfigured' : words.charAt(0).toLowerCase() + words.slice(1)
}
