/** Waiting for the sign-in; the step is over by itself once it is done. */
import { useActions } from '../actions/actions.ts'
import { Button } from '../components/button.tsx'
import { SignInPanel } from '../parts/sign-in-panel.tsx'
import { useIsRemote } from '../state/state.tsx'
import type { NewProfileState } from './use-new-profile.ts'
import styles from '../dialogs/form.module.css'

export function SignInStep({ state }: { readonly state: NewProfileState }) {
  const { signIn } = useActions()
  const isRemote = useIsRemote()
  const name = state.wizard.answers.session ?? ''
  const session = state.app.sessions.find((each) => each.name === name)
  if (state.app.signIns[name]) return <SignInPanel session={name} takesFocus hasSignIn />
  return (
    <div className={styles['form']}>
      <p>
        {isRemote
          ? 'You get a code and a page to enter it on. The page can be open on any device.'
          : 'Your browser shows the sign-in page. Sign in there and choose Allow; Lanyard waits here.'}
      </p>
      {session && (
        <dl className={styles['facts']}>
          <dt>Start URL</dt>
          <dd>
            <code>{session.startUrl}</code>
          </dd>
          <dt>Region</dt>
          <dd>
            <code>{session.region}</code>
          </dd>
        </dl>
      )}
      <div>
        <Button
          variant="ghost"
          size="small"
          className={styles['flush']}
          onClick={() => void signIn(name, { method: isRemote ? 'browser' : 'device' })}
        >
          {isRemote ? 'Use a browser on the machine of Lanyard instead' : 'Use a code instead'}
        </Button>
      </div>
    </div>
  )
}
