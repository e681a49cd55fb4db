/** One line on the selected profile: who AWS says it is, or what is wrong with it and the button that mends it. */
import { profileCondition, profileSource, whoOf } from '../../../shared/conditions.ts'
import { agoInWords } from '../../../shared/time.ts'
import { settingsOfSession, type Profile } from '../../../shared/state.ts'
import { useActions, useRemedy } from '../../actions/actions.ts'
import { requestAccess } from '../../actions/remedy.ts'
import { useNavigate } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { Cut } from '../../components/cut.tsx'
import { Copyable } from '../../parts/copyable.tsx'
import { Icon } from '../../components/icon.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { useAppState, useNow } from '../../state/state.tsx'
import styles from './profile-detail.module.css'

export function ProfileDetail({ profile }: { readonly profile: Profile }) {
  const { accountId } = whoOf(profile)
  return (
    <section className={styles['detail']} aria-label={`About ${profile.name}`}>
      <b className={styles['name']}>
        <Cut text={profile.name} />
      </b>
      {accountId !== null && (
        <span className={styles['number']}>
          <Copyable text={accountId} what="account number" />
        </span>
      )}
      <Standing profile={profile} />
    </section>
  )
}

function Standing({ profile }: { readonly profile: Profile }) {
  const state = useAppState()
  const now = useNow()
  const actions = useActions()
  const condition = profileCondition(state, profile, now)
  const remedy = useRemedy(condition.problem, () => void actions.check(profile.name))
  const identity = state.identities[profile.name]

  if (condition.problem) {
    const { message, fix } = condition.problem
    return (
      <>
        <span className={styles[condition.tone]}>
          <Icon name="warning" size={15} />
        </span>
        <span className={styles['words']} title={`${message} ${fix}`}>
          {message} <span className={styles['fix']}>{fix}</span>
        </span>
        {condition.kind === 'not-assigned' && remedy?.label !== requestAccess && <RequestAccess profile={profile} />}
        {remedy && (
          <Button size="small" onClick={remedy.run}>
            {remedy.label}
          </Button>
        )}
      </>
    )
  }
  if (identity?.status === 'verified') {
    return (
      <span className={styles['who']}>
        <span className={styles['fix']}>{agoInWords(Date.parse(identity.at), now)} you were</span>
        <Copyable text={identity.arn} what="ARN" />
        {profile.otherAnswer !== undefined && (
          <span className={styles['but']} title={profile.otherAnswer}>
            {profile.otherAnswer}
          </span>
        )}
      </span>
    )
  }
  if (condition.kind === 'not-assigned') return <NotAssigned profile={profile} />
  if (identity?.status === 'checking') return <span className={styles['hint']}>Asking AWS who this is…</span>
  if (condition.kind === 'other') {
    return (
      <span className={styles['hint']}>
        <bdi>{profileSource(state, profile)}</bdi>. Lanyard switches to it, no more.
      </span>
    )
  }
  return (
    <span className={styles['hint']}>
      <Kbd keys="I" />
      asks AWS who this profile is.
    </span>
  )
}

/** Where the session has a page for that. */
function RequestAccess({ profile: { session } }: { readonly profile: Profile }) {
  const actions = useActions()
  const settings = useAppState((state) => state.settings)
  if (session === null || settingsOfSession(settings, session).requestUrl === null) return null
  return (
    <Button size="small" onClick={() => void actions.requestAccess(session)}>
      {requestAccess}
    </Button>
  )
}

/** What the list of assignments says, before anybody tried. */
function NotAssigned({ profile }: { readonly profile: Profile }) {
  const navigate = useNavigate()
  return (
    <>
      <span className={styles['words']}>
        {profile.roleName} is not assigned to you in this account now. It works as soon as it is.
      </span>
      <RequestAccess profile={profile} />
      <Button size="small" onClick={() => navigate({ screen: 'accounts', query: profile.accountId ?? '' })}>
        Show what is assigned
      </Button>
    </>
  )
}
