/** What is known of each session's assignments: how many accounts, since when, and how reading them goes. */
import { useEffect, useRef, useState } from 'react'
import type { Condition } from '../../../shared/conditions.ts'
import type { Assignments, Session } from '../../../shared/state.ts'
import { momentInWords } from '../../../shared/time.ts'
import { useActions } from '../../actions/actions.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { ErrorBox } from '../../parts/error-box.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { SessionChip, wordsBehindName } from '../../parts/session-chip.tsx'
import { useAppState, useOperation } from '../../state/state.tsx'
import styles from './session-bars.module.css'

export function SessionBars() {
  const sessions = useAppState((state) => state.sessions)
  if (sessions.length === 0) return null
  return (
    <ul className={styles['bars']} aria-label="Sessions">
      {sessions.map((session) => (
        <SessionBar key={session.name} session={session} />
      ))}
    </ul>
  )
}

function SessionBar({ session }: { readonly session: Session }) {
  const assignments = useAppState((state) => state.assignments[session.name])
  const { readAccounts } = useActions()
  const isWide = assignments?.status === 'reading' || assignments?.status === 'failed'
  const problem = assignments?.status === 'failed' ? assignments.problem : null
  return (
    <li className={isWide ? styles['wide'] : styles['bar']}>
      <Chip session={session} assignments={assignments} />
      {assignments?.status === 'reading' && <Reading session={session.name} progress={assignments.progress} />}
      {/* What the sign-in button in the chip mends needs no box of its own. */}
      {problem && !(problem.code === 'sign-in-needed' && session.status !== 'signed-in') && (
        <div className={styles['problem']}>
          <ErrorBox problem={problem} onRetry={() => void readAccounts(session.name)} />
        </div>
      )}
    </li>
  )
}

function Chip({ session, assignments }: { readonly session: Session; readonly assignments: Assignments | undefined }) {
  const { readAccounts } = useActions()
  const canRead =
    session.status === 'signed-in' && assignments?.status !== 'reading' && assignments?.status !== 'failed'
  const words = (condition: Condition, now: number) =>
    [condition.kind === 'ready' ? null : wordsBehindName(condition), known(assignments, now)]
      .filter((part) => part !== null)
      .join(' · ')
  return (
    <SessionChip session={session} words={words}>
      {() =>
        canRead && (
          <IconButton
            icon="refresh"
            label={`Read the accounts of ${session.name} again`}
            onClick={() => void readAccounts(session.name)}
          />
        )
      }
    </SessionChip>
  )
}

/** `312 accounts · known since 14:31`. */
function known(assignments: Assignments | undefined, now: number): string | null {
  if (!assignments || (assignments.accounts.length === 0 && assignments.knownSince === null)) return null
  const count = `${assignments.accounts.length.toLocaleString('en')} ${assignments.accounts.length === 1 ? 'account' : 'accounts'}`
  if (assignments.status === 'stopped') return `${count} · reading was stopped`
  if (assignments.knownSince === null) return count
  return `${count} · known since ${momentInWords(Date.parse(assignments.knownSince), now)}`
}

function Reading({ session, progress }: { readonly session: string; readonly progress: Assignments['progress'] }) {
  const stop = useOperation('accounts.stop')
  const seconds = useSecondsLeft(progress)
  return (
    <div className={styles['reading']}>
      <span role="status" className={styles['progress']}>
        {progress
          ? `Reading permission sets: ${progress.done} of ${progress.total}${seconds === null ? '' : `, about ${inWords(seconds)}`}`
          : 'Reading accounts…'}
      </span>
      {progress && <ProgressBar label="Permission sets read" done={progress.done} total={progress.total} />}
      <Button
        size="small"
        variant="ghost"
        pending={stop.pending}
        aria-label={`Stop reading the accounts of ${session}`}
        onClick={() => void stop.run({ session })}
      >
        Stop
      </Button>
    </div>
  )
}

/** How long reading will take at the pace seen since it began, in seconds; null until there is a pace. */
function useSecondsLeft(progress: Assignments['progress']): number | null {
  const began = useRef<{ done: number; at: number } | null>(null)
  const [seconds, setSeconds] = useState<number | null>(null)
  useEffect(() => {
    if (progress === null) return undefined
    const now = performance.now()
    began.current ??= { done: progress.done, at: now }
    const read = progress.done - began.current.done
    if (read < 8) return undefined
    const each = (now - began.current.at) / read / 1000
    const frame = requestAnimationFrame(() => setSeconds(Math.ceil(each * (progress.total - progress.done))))
    return () => cancelAnimationFrame(frame)
  }, [progress])
  return seconds
}

function inWords(seconds: number): string {
  return seconds < 60 ? `${Math.max(1, seconds)} s` : `${Math.ceil(seconds / 60)} min`
}
