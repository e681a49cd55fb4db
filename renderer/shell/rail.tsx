/** The rail at the left: where one can go, and the profile that is active. */
import type { AppState } from '../../shared/state.ts'
import { classes } from '../components/classes.ts'
import { BrandMark, Icon, type IconName } from '../components/icon.tsx'
import { useAppState } from '../state/state.tsx'
import { ActiveProfile } from './active-profile.tsx'
import { useNavigation, type ScreenName } from '../actions/navigation.tsx'
import styles from './rail.module.css'

const destinations: readonly {
  readonly screen: ScreenName
  readonly icon: IconName
  readonly label: string
  readonly count: (state: AppState) => number | null
  /** Whether the count is of what does not work. */
  readonly isUrgent?: (state: AppState) => boolean
}[] = [
  { screen: 'profiles', icon: 'profiles', label: 'Profiles', count: (state) => state.profiles.length },
  { screen: 'accounts', icon: 'accounts', label: 'Accounts', count: knownAccounts },
  { screen: 'sessions', icon: 'sessions', label: 'Sessions', count: (state) => state.sessions.length },
  { screen: 'doctor', icon: 'doctor', label: 'Doctor', count: troubles, isUrgent: hasErrors },
  { screen: 'settings', icon: 'settings', label: 'Settings', count: () => null },
]

export function Rail() {
  return (
    <aside className={styles['rail']}>
      <div className={styles['brand']}>
        <BrandMark /> Lanyard
      </div>
      <nav className={styles['nav']} aria-label="Screens">
        {destinations.map((destination) => (
          <Destination key={destination.screen} {...destination} />
        ))}
      </nav>
      <ActiveProfile />
    </aside>
  )
}

function Destination({ screen, icon, label, count, isUrgent = never }: (typeof destinations)[number]) {
  const navigation = useNavigation()
  const number = useAppState(count)
  const urgent = useAppState(isUrgent)
  const isCurrent = navigation.screen === screen
  return (
    <button
      type="button"
      className={classes(styles['link'], isCurrent && styles['current'])}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => navigation.navigate({ screen })}
    >
      <Icon name={icon} />
      {label}
      {number !== null && number > 0 && (
        <span className={classes(styles['count'], urgent && styles['urgent'])}>{number.toLocaleString('en')}</span>
      )}
    </button>
  )
}

const never = () => false

function knownAccounts({ assignments }: AppState): number | null {
  return Object.values(assignments).reduce((sum, { accounts }) => sum + accounts.length, 0)
}

/** What is wrong or may bite; notes are no reason to look. */
function troubles({ doctor }: AppState): number {
  return doctor.findings.filter(({ severity }) => severity !== 'note').length
}

function hasErrors({ doctor }: AppState): boolean {
  return doctor.findings.some(({ severity }) => severity === 'error')
}
