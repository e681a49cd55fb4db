/** One session with its facts and its buttons; a sign-in under way stands inside. */
import { sessionCondition } from '../../../shared/conditions.ts'
import { defaultScope } from '../../../shared/names.ts'
import { findRegion } from '../../../shared/regions.ts'
import type { Session } from '../../../shared/state.ts'
import { momentInWords } from '../../../shared/time.ts'
import { useActions } from '../../app/actions.ts'
import { useNavigate } from '../../app/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { ConditionMark } from '../../components/condition.tsx'
import { Copyable } from '../../components/copyable.tsx'
import { ErrorBox } from '../../components/note.tsx'
import { SignInPanel } from '../../components/sign-in-panel.tsx'
import { useAppState, useNow } from '../../state.tsx'
import styles from './sessions.module.css'

export function SessionCard({ session, onRemove }: { readonly session: Session; readonly onRemove: () => void }) {
  const signIns = useAppState((state) => state.signIns)
  const now = useNow()
  const condition = sessionCondition({ signIns }, session, now)
  const hasSignIn = signIns[session.name] !== undefined
  return (
    <article className={styles['card']} aria-label={session.name}>
      <header className={styles['head']}>
        <h2 className={styles['name']} title={session.name}>
          <bdi>{session.name}</bdi>
        </h2>
        <ConditionMark
          live
          condition={condition.kind === 'misconfigured' ? { ...condition, words: 'Needs attention' } : condition}
        />
      </header>
      <Facts session={session} />
      {hasSignIn ? <SignInPanel session={session.name} /> : session.problem && <ErrorBox problem={session.problem} />}
      <Buttons
        session={session}
        isUnderWay={hasSignIn && signIns[session.name]?.stage !== 'failed'}
        onRemove={onRemove}
      />
    </article>
  )
}

function Facts({ session }: { readonly session: Session }) {
  const now = useNow()
  const profiles = useAppState(({ profiles }) => profiles.filter((each) => each.session === session.name).length)
  const accounts = useAppState((state) => state.assignments[session.name])
  const region = findRegion(session.region)
  return (
    <dl className={styles['facts']}>
      <div className={styles['wide']}>
        <dt>Start URL</dt>
        <dd>
          <Copyable text={session.startUrl} what="start URL" />
        </dd>
      </div>
      <div>
        <dt>Region</dt>
        <dd>
          <code>{session.region}</code> {region && <span className={styles['quiet']}>{region.name}</span>}
        </dd>
      </div>
      <div>
        <dt>Scopes</dt>
        <dd>
          {session.scopes.length > 0 ? (
            <code className={styles['cut']} title={session.scopes.join(', ')}>
              {session.scopes.join(', ')}
            </code>
          ) : (
            <span className={styles['quiet']}>none given ({defaultScope})</span>
          )}
        </dd>
      </div>
      <div>
        <dt>Used by</dt>
        <dd>
          {profiles} {profiles === 1 ? 'profile' : 'profiles'}
          {accounts && accounts.knownSince !== null && (
            <span className={styles['quiet']}>
              {' '}
              · {accounts.accounts.length.toLocaleString('en')}{' '}
              {accounts.accounts.length === 1 ? 'account' : 'accounts'} assigned
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>Token</dt>
        <dd>{tokenWords(session, now)}</dd>
      </div>
    </dl>
  )
}

/** When the access token ends, which is not when the session does while it renews itself. */
function tokenWords({ status, expiresAt, renews }: Session, now: number): string {
  if (status === 'signed-out' || expiresAt === null) return 'none'
  const moment = momentInWords(Date.parse(expiresAt), now)
  if (status === 'expired') return Date.parse(expiresAt) > now ? 'refused by AWS' : `ended at ${moment}`
  return renews ? `until ${moment}, then renewed` : `until ${moment}`
}

function Buttons({
  session,
  isUnderWay,
  onRemove,
}: {
  readonly session: Session
  readonly isUnderWay: boolean
  readonly onRemove: () => void
}) {
  const actions = useActions()
  const navigate = useNavigate()
  const signedIn = session.status === 'signed-in'
  const { name } = session
  return (
    <div className={styles['buttons']}>
      <div className={styles['group']}>
        {!isUnderWay && (
          <>
            <Button size="small" variant={signedIn ? 'normal' : 'outline'} onClick={() => void actions.signIn(name)}>
              {signedIn ? 'Sign in again' : 'Sign in'}
            </Button>
            <Button size="small" onClick={() => void actions.signIn(name, 'device')}>
              Use a code
            </Button>
          </>
        )}
        <Button size="small" icon="external" onClick={() => void actions.openPortal(name)}>
          Open access portal
        </Button>
      </div>
      <div className={styles['group']}>
        {session.status !== 'signed-out' && (
          <Button size="small" variant="ghost" onClick={() => void actions.signOut(name)}>
            Sign out
          </Button>
        )}
        <Button size="small" variant="ghost" onClick={() => navigate({ screen: 'edit-session', session: name })}>
          Edit
        </Button>
        <Button size="small" variant="ghost" onClick={onRemove}>
          Remove
        </Button>
      </div>
    </div>
  )
}
