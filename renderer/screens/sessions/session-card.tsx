/** One session with its facts and its buttons; a sign-in under way stands inside. Its keys work anywhere in it. */
import { useRef, useState } from 'react'
import { endOfWork, sessionCondition } from '../../../shared/conditions.ts'
import { defaultScope } from '../../../shared/names.ts'
import { managedBy } from '../../../shared/owners.ts'
import { findRegion } from '../../../shared/regions.ts'
import { settingsOfSession, type Session } from '../../../shared/state.ts'
import { momentInWords } from '../../../shared/time.ts'
import { useActions } from '../../actions/actions.ts'
import { useNavigate, type WindowPlace } from '../../actions/navigation.tsx'
import { choiceInWords, useBrowsers } from '../../state/browsers.ts'
import { useFocusOnArrival } from '../../components/arrival.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { ConditionMark } from '../../parts/condition.tsx'
import { Copyable } from '../../parts/copyable.tsx'
import { FloatingMenu, type MenuAnchor, type MenuEntry } from '../../components/menu.tsx'
import { ErrorBox } from '../../parts/error-box.tsx'
import { SignInPanel } from '../../parts/sign-in-panel.tsx'
import { useAppState, useNow } from '../../state/state.tsx'
import styles from './sessions.module.css'

export function SessionCard({
  session,
  isNew,
}: {
  readonly session: Session
  /** Whether it was made just now: it has the focus then. */
  readonly isNew: boolean
}) {
  const card = useRef<HTMLElement>(null)
  useFocusOnArrival(card, isNew ? session.name : null)
  const signIns = useAppState((state) => state.signIns)
  const now = useNow()
  const condition = sessionCondition({ signIns }, session, now)
  const hasSignIn = signIns[session.name] !== undefined
  const verbs = useFileVerbs(session.name)

  function onKeyDown(event: React.KeyboardEvent) {
    const verb = verbs.find(({ key }) => key === event.key.toLowerCase())
    if (!verb || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    // What is portalled out of the card, its menu, has keys of its own.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
    event.preventDefault()
    verb.onSelect()
  }

  return (
    // The keys of what can have the focus inside it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article ref={card} className={styles['card']} aria-label={session.name} tabIndex={-1} onKeyDown={onKeyDown}>
      <header className={styles['head']}>
        <h2 className={styles['name']} title={session.name}>
          <bdi>{session.name}</bdi>
        </h2>
        {session.managedBy !== undefined && (
          <span title={managedBy([session.managedBy])}>
            <Badge tone="dim">{session.managedBy}</Badge>
          </span>
        )}
        <ConditionMark
          live
          condition={condition.kind === 'misconfigured' ? { ...condition, words: 'Needs attention' } : condition}
        />
      </header>
      <Facts session={session} />
      {hasSignIn ? (
        <SignInPanel session={session.name} hasSignIn />
      ) : (
        session.problem && <ErrorBox problem={session.problem} />
      )}
      <Buttons
        session={session}
        isUnderWay={hasSignIn && signIns[session.name]?.stage !== 'failed'}
        isActive={condition.kind === 'ready'}
        verbs={verbs}
      />
    </article>
  )
}

type FileVerb = Exclude<MenuEntry, 'separator'> & { readonly key: string }

/** What changes the session, and the key for each. */
function useFileVerbs(session: string): readonly FileVerb[] {
  const navigate = useNavigate()
  const to = (place: WindowPlace) => () => navigate(place)
  return [
    { label: 'Edit…', icon: 'pencil', key: 'e', keys: 'E', onSelect: to({ screen: 'edit-session', session }) },
    {
      label: 'Where it opens…',
      icon: 'external',
      key: 'o',
      keys: 'O',
      onSelect: to({ screen: 'sign-in-place', session }),
    },
    { label: 'Rename…', icon: 'rename', key: 'f2', keys: 'F2', onSelect: to({ screen: 'rename-session', session }) },
    { label: 'Share…', icon: 'share', key: 's', keys: 'S', onSelect: to({ screen: 'share', session }) },
    {
      label: 'Remove…',
      icon: 'trash',
      key: 'delete',
      keys: 'Del',
      danger: true,
      onSelect: to({ screen: 'remove-session', session }),
    },
  ]
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
      <div>
        <dt>Session</dt>
        <dd>{endWords(session, now)}</dd>
      </div>
      <div>
        <dt>Opens in</dt>
        <dd>
          <SignInBrowser session={session.name} />
        </dd>
      </div>
    </dl>
  )
}

/** Where its sign-in opens, as far as that was chosen. */
function SignInBrowser({ session }: { readonly session: string }) {
  const settings = useAppState((state) => state.settings)
  const { browser } = settingsOfSession(settings, session)
  const browsers = useBrowsers(browser?.kind === 'browser')
  const words = choiceInWords(browser, browsers)
  return (
    <span className={browser === null ? styles['quiet'] : styles['cut']} title={words}>
      {words}
    </span>
  )
}

/** When work stops, which is not when the token ends while it renews itself. */
function endWords(session: Session, now: number): string {
  if (session.status !== 'signed-in') return 'none'
  const end = endOfWork(session, now)
  if (end === null) return 'its end is not known yet'
  return `ends ${end.isKnown ? 'at' : 'about'} ${momentInWords(end.at, now)}`
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
  isActive,
  verbs,
}: {
  readonly session: Session
  readonly isUnderWay: boolean
  /** It stands in *Active now*, which ends it or begins it anew. */
  readonly isActive: boolean
  readonly verbs: readonly FileVerb[]
}) {
  const actions = useActions()
  const more = useRef<HTMLButtonElement>(null)
  const [anchor, setAnchor] = useState<MenuAnchor | null>(null)
  const [edit, ...others] = verbs
  const signedIn = session.status === 'signed-in'
  const { name } = session
  return (
    <div className={styles['buttons']}>
      <div className={styles['group']}>
        {!isUnderWay && (
          <>
            <Button
              size="small"
              variant={signedIn ? 'normal' : 'outline'}
              onClick={() => void actions.signIn(name, signedIn ? { again: true } : {})}
            >
              {signedIn ? 'Sign in again' : 'Sign in'}
            </Button>
            {!signedIn && (
              <Button size="small" onClick={() => void actions.signIn(name, { method: 'device' })}>
                Use a code
              </Button>
            )}
          </>
        )}
        <Button size="small" icon="external" onClick={() => void actions.openPortal(name)}>
          Open access portal
        </Button>
      </div>
      <div className={styles['group']}>
        {session.status !== 'signed-out' && !isActive && (
          <Button size="small" variant="ghost" onClick={() => void actions.signOut(name)}>
            Sign out
          </Button>
        )}
        <Button size="small" variant="ghost" keys="E" onClick={edit?.onSelect}>
          Edit
        </Button>
        <IconButton
          ref={more}
          icon="more"
          label={`More for ${name}`}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        />
        <FloatingMenu anchor={anchor} entries={others} onClose={() => setAnchor(null)} returnTo={more} />
      </div>
    </div>
  )
}
