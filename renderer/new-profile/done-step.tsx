/** What AWS answers when it is asked who the new profile is. */
import { useEffect, useEffectEvent } from 'react'
import { Copyable, CopyButton } from '../parts/copyable.tsx'
import { Note } from '../components/note.tsx'
import { ErrorBox } from '../parts/error-box.tsx'
import { useApi, useAppState } from '../state/state.tsx'
import styles from '../dialogs/form.module.css'

export function DoneStep({ profile }: { readonly profile: string }) {
  const api = useApi()
  const identity = useAppState((state) => state.identities[profile])
  const isActive = useAppState((state) => state.active === profile)
  // How it went is in the state, success and failure alike.
  const check = useEffectEvent(() => void api.call('identity.check', { profile }))
  useEffect(() => check(), [profile])

  if (identity?.status === 'failed') {
    return (
      <>
        <Note tone="ok" title={isActive ? 'The profile is written, and active.' : 'The profile is written.'} />
        <ErrorBox problem={identity.problem} onRetry={check} />
      </>
    )
  }
  if (identity?.status !== 'verified') {
    return (
      <div className={styles['waiting']} role="status">
        Asking AWS who {profile} is…
      </div>
    )
  }
  return (
    <>
      <Note
        tone="ok"
        alert
        title={isActive ? 'AWS knows who you are. The profile is active.' : 'AWS knows who you are.'}
      />
      <dl className={styles['facts']}>
        <dt>UserId</dt>
        <dd>
          <Copyable text={identity.userId} what="user id" />
        </dd>
        <dt>Account</dt>
        <dd>
          <Copyable text={identity.account} what="account number" />
        </dd>
        <dt>Arn</dt>
        <dd>
          <span className={styles['arn']}>
            <code>{identity.arn}</code>
            <CopyButton text={identity.arn} what="ARN" />
          </span>
        </dd>
      </dl>
    </>
  )
}
