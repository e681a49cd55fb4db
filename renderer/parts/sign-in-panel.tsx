/** A sign-in under way, or the one that failed: what it waits for, for how long, and every way on or out. */
import { useEffect, useRef } from 'react'
import { consentNote } from '../../shared/consent.ts'
import { spanInWords } from '../../shared/time.ts'
import { settingsOfSession, type SignIn } from '../../shared/state.ts'
import { useActions } from '../actions/actions.ts'
import { useApi, useAppState, useNow } from '../state/state.tsx'
import { Button, LinkButton } from '../components/button.tsx'
import { CopyButton } from './copyable.tsx'
import { ErrorBox } from './error-box.tsx'
import styles from './sign-in-panel.module.css'

/**
 * The panel of one session; nothing while nobody signs in to it. With `takesFocus` the link to the page has the focus as
 * soon as there is one, so that Enter goes on. Where the page around it `hasSignIn`, a button of its own, a refusal
 * comes without another.
 */
export function SignInPanel({
  session,
  takesFocus = false,
  hasSignIn = false,
}: {
  readonly session: string
  readonly takesFocus?: boolean
  readonly hasSignIn?: boolean
}) {
  const signIn = useAppState((state) => state.signIns[session])
  if (!signIn) return null
  if (signIn.stage === 'failed') return <Failed signIn={signIn} hasSignIn={hasSignIn} />
  return signIn.elsewhere ? <Elsewhere signIn={signIn} /> : <UnderWay signIn={signIn} takesFocus={takesFocus} />
}

/** The panels of all sessions. */
export function SignInPanels() {
  const signIns = useAppState((state) => state.signIns)
  const names = Object.keys(signIns)
  if (names.length === 0) return null
  return (
    <div className={styles['panels']}>
      {names.map((name) => (
        <SignInPanel key={name} session={name} />
      ))}
    </div>
  )
}

function UnderWay({ signIn, takesFocus }: { readonly signIn: SignIn; readonly takesFocus: boolean }) {
  const actions = useActions()
  const now = useNow()
  const copiesLink = useAppState(({ settings }) => settingsOfSession(settings, signIn.session).browser?.kind === 'copy')
  const { session, stage, method, url, deadline } = signIn
  const left = deadline === null ? null : Date.parse(deadline) - now
  return (
    <section className={styles['panel']} aria-label={`Sign-in to ${session}`}>
      <span className={styles['ring']} />
      <div className={styles['words']}>
        <div className={styles['title']}>
          Signing in to <bdi>{session}</bdi>
        </div>
        <div className={styles['text']} role="status">
          {says(signIn, copiesLink)}
          {stage === 'waiting' && <> {consentNote(session)}</>}
          {stage === 'waiting' && left !== null && (
            <span className={styles['left']}> Waiting {spanInWords(left)} more.</span>
          )}
        </div>
      </div>
      {stage === 'waiting' && method === 'device' && <DeviceCode signIn={signIn} />}
      <div className={styles['buttons']}>
        {stage === 'waiting' && url !== null && (
          <OpenPage signIn={signIn} url={url} isMain={!signIn.opened && !copiesLink} takesFocus={takesFocus} />
        )}
        {stage === 'waiting' && method === 'browser' && (
          <>
            <Button
              size="small"
              variant={copiesLink ? 'primary' : 'normal'}
              onClick={() => void actions.copySignInLink(session)}
            >
              Copy the link
            </Button>
            <Button size="small" onClick={() => void changeToCode(actions, session)}>
              Use a code instead
            </Button>
          </>
        )}
        <Button size="small" variant="ghost" onClick={() => void actions.cancelSignIn(session)}>
          Cancel
        </Button>
      </div>
    </section>
  )
}

/** Another process has the sign-in; this one takes what comes of it. */
function Elsewhere({ signIn: { session, deadline } }: { readonly signIn: SignIn }) {
  const actions = useActions()
  const now = useNow()
  const left = deadline === null ? null : Date.parse(deadline) - now
  return (
    <section className={styles['panel']} aria-label={`Sign-in to ${session}`}>
      <span className={styles['ring']} />
      <div className={styles['words']}>
        <div className={styles['title']}>
          Another Lanyard is signing in to <bdi>{session}</bdi>
        </div>
        <div className={styles['text']} role="status">
          This one waits, and is signed in when the other is.
          {left !== null && <span className={styles['left']}> Waiting {spanInWords(left)} at most.</span>}
        </div>
      </div>
      <div className={styles['buttons']}>
        <Button size="small" variant="ghost" onClick={() => void actions.cancelSignIn(session)}>
          Stop waiting
        </Button>
      </div>
    </section>
  )
}

/** In the desktop Lanyard opens the page; in a browser it is a link, which no pop-up blocker stops. */
function OpenPage({
  signIn,
  url,
  isMain,
  takesFocus,
}: {
  readonly signIn: SignIn
  readonly url: string
  /** Whether it is what most likely comes next. */
  readonly isMain: boolean
  readonly takesFocus: boolean
}) {
  const { face } = useApi()
  const actions = useActions()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (takesFocus) link.current?.focus()
  }, [takesFocus])
  const label = signIn.opened ? 'Open the page again' : 'Open the sign-in page'
  if (face === 'browser') {
    return (
      <LinkButton ref={link} size="small" variant={isMain ? 'primary' : 'normal'} icon="external" href={url}>
        {label}
      </LinkButton>
    )
  }
  return (
    <Button
      size="small"
      variant={isMain ? 'primary' : 'normal'}
      onClick={() => void actions.openSignInPage(signIn.session)}
    >
      {label}
    </Button>
  )
}

function DeviceCode({ signIn }: { readonly signIn: SignIn }) {
  if (signIn.userCode === null) return null
  return (
    <div className={styles['code']}>
      <output className={styles['digits']} aria-label={`Code: ${signIn.userCode.split('').join(' ')}`}>
        {signIn.userCode}
      </output>
      <CopyButton text={signIn.userCode} what="code" />
    </div>
  )
}

function Failed({ signIn, hasSignIn }: { readonly signIn: SignIn; readonly hasSignIn: boolean }) {
  const actions = useActions()
  if (!signIn.problem) return null
  const { remedy, ...plain } = signIn.problem
  const isSignIn = remedy === undefined || remedy.kind === 'sign-in' || remedy.kind === 'retry'
  return (
    <ErrorBox
      problem={hasSignIn && isSignIn ? plain : signIn.problem}
      {...(hasSignIn
        ? {}
        : { onRetry: () => void actions.signIn(signIn.session, { method: signIn.method, again: true }) })}
      actions={
        <Button size="small" variant="ghost" onClick={() => void actions.cancelSignIn(signIn.session)}>
          Dismiss
        </Button>
      }
    />
  )
}

/** A sign-in that is joined keeps its method, so the one under way ends first. */
async function changeToCode({ cancelSignIn, signIn }: ReturnType<typeof useActions>, session: string): Promise<void> {
  await cancelSignIn(session)
  await signIn(session, { method: 'device', again: true })
}

function says({ stage, method, opened, verificationUri }: SignIn, copiesLink: boolean): string {
  if (stage === 'preparing') return 'Asking AWS for the sign-in page…'
  if (stage === 'finishing') return 'Allowed. Getting the token…'
  if (method === 'device') {
    return `Open ${verificationUri ?? 'the sign-in page'} on any device, check that it shows this code, and allow.`
  }
  if (copiesLink) return 'Copy the link, open it where you want to sign in, and choose Allow.'
  return opened
    ? 'Your browser has the sign-in page. Sign in there and choose Allow.'
    : 'Open the sign-in page, sign in there and choose Allow.'
}
