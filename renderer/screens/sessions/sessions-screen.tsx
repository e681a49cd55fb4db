/** Every session: where it leads, how it stands, and what to do with it. */
import { useState } from 'react'
import { useNavigate } from '../../actions/navigation.tsx'
import { useSignInAll } from '../../actions/sign-in-all.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Foot, ScreenBody, ScreenHeader } from '../../components/screen.tsx'
import { useAppState } from '../../state/state.tsx'
import { NewSession } from '../../dialogs/session-dialogs.tsx'
import { ActiveNow } from './active-now.tsx'
import { SessionCard } from './session-card.tsx'
import styles from './sessions.module.css'

export function SessionsScreen() {
  const sessions = useAppState((state) => state.sessions)
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const navigate = useNavigate()
  const all = useSignInAll()
  const add = (
    <>
      {sessions.length > 0 && <Button onClick={() => navigate({ screen: 'share' })}>Share…</Button>}
      <Button onClick={() => navigate({ screen: 'import' })}>Import…</Button>
      <Button variant="primary" onClick={() => setAdding(true)}>
        New session
      </Button>
    </>
  )
  return (
    <>
      <ScreenHeader title="Sessions">{sessions.length > 0 && add}</ScreenHeader>
      {sessions.length === 0 ? (
        <EmptyState icon="sessions" title="No session yet" action={<div className={styles['begin']}>{add}</div>}>
          A session is one organization&apos;s IAM Identity Center: its start URL and its region. You sign in to it once
          for all its accounts.
        </EmptyState>
      ) : (
        <ScreenBody>
          {all && (
            <div className={styles['needed']}>
              {all.count} sessions need a sign-in.
              <Button size="small" variant="outline" onClick={all.start}>
                Sign in to all {all.count}
              </Button>
            </div>
          )}
          <ActiveNow />
          <ul className={styles['cards']}>
            {sessions.map((session) => (
              <li key={session.name}>
                <SessionCard session={session} isNew={session.name === made} />
              </li>
            ))}
          </ul>
        </ScreenBody>
      )}
      {sessions.length > 0 && <SessionsFoot />}
      {adding && <NewSession onMade={setMade} onClose={() => setAdding(false)} />}
    </>
  )
}

function SessionsFoot() {
  const sessions = useAppState((state) => state.sessions)
  const path = useAppState((state) => state.config.path)
  const signedIn = sessions.filter(({ status }) => status === 'signed-in').length
  return (
    <Foot label="Summary">
      <span>
        {sessions.length} {sessions.length === 1 ? 'session' : 'sessions'} · {signedIn} signed in
      </span>
      <span className={styles['path']}>
        in <code>{path}</code>
      </span>
    </Foot>
  )
}
