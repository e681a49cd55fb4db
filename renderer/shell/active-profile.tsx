/** The active profile at the foot of the rail, with how long it works and what it is most used for. */
import { profileCondition, sessionCondition } from '../../shared/conditions.ts'
import type { AppState, Profile } from '../../shared/state.ts'
import { Button } from '../components/button.tsx'
import { Cut } from '../components/cut.tsx'
import { ConditionMark } from '../parts/condition.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { useAppState, useNow } from '../state/state.tsx'
import { useActions } from '../actions/actions.ts'
import styles from './active-profile.module.css'

export function ActiveProfile() {
  const state = useAppState()
  const profile = state.profiles.find(({ name }) => name === state.active)
  return profile ? <Card state={state} profile={profile} /> : <NoActiveProfile name={state.active} />
}

function Card({ state, profile }: { readonly state: AppState; readonly profile: Profile }) {
  const actions = useActions()
  const now = useNow()
  const own = profileCondition(state, profile, now)
  const session = state.sessions.find(({ name }) => name === profile.session)
  const works = own.kind === 'ready' || own.kind === 'verified'
  const condition = works && session ? sessionCondition(state, session, now) : own
  return (
    <section className={styles['card']} aria-label="Active profile">
      <small className={styles['caption']}>Active profile</small>
      <b className={styles['name']}>
        <Cut text={profile.name} />
      </b>
      {profile.roleName !== null && (
        <span className={styles['role']}>
          <Cut text={profile.roleName} />
        </span>
      )}
      {profile.accountId !== null && (
        <span className={styles['account']}>
          <Copyable text={profile.accountId} what="account number" quiet />
        </span>
      )}
      <span className={styles['condition']}>
        <ConditionMark condition={condition} live />
      </span>
      <div className={styles['row']}>
        <Button size="small" onClick={() => void actions.copyExport(profile.name)}>
          Copy export
        </Button>
        {condition.kind === 'sign-in-needed' && session ? (
          <Button size="small" variant="outline" onClick={() => void actions.signIn(session.name)}>
            Sign in
          </Button>
        ) : (
          <Button size="small" onClick={() => void actions.openConsole(profile.name)}>
            Console
          </Button>
        )}
      </div>
    </section>
  )
}

function NoActiveProfile({ name }: { readonly name: string | null }) {
  const profiles = useAppState((state) => state.profiles.length)
  if (profiles === 0) return null
  return (
    <section className={styles['card']} aria-label="Active profile">
      <small className={styles['caption']}>Active profile</small>
      {name === null ? (
        <span className={styles['none']}>None yet. Enter on a profile switches to it.</span>
      ) : (
        <>
          <b className={styles['name']}>
            <Cut text={name} />
          </b>
          <span className={styles['none']}>is not in the file any more.</span>
        </>
      )}
    </section>
  )
}
