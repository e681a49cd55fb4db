/** One profile in the table. */
import { memo } from 'react'
import { profileCondition, whoOf, type Condition } from '../../../shared/conditions.ts'
import type { AppState, Profile } from '../../../shared/state.ts'
import { requestAccess } from '../../actions/remedy.ts'
import { managedBy } from '../../../shared/owners.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { classes } from '../../components/classes.ts'
import { Cut } from '../../components/cut.tsx'
import { ConditionMark } from '../../parts/condition.tsx'
import { Icon } from '../../components/icon.tsx'
import { isSamePosition, type RowPosition } from '../../components/list.tsx'
import lists from '../../components/list.module.css'
import type { MenuAnchor } from '../../components/menu.tsx'
import { Marked } from '../../components/screen.tsx'
import type { ProfileVerbs } from './profile-verbs.ts'
import type { ProfileRow } from './rows.ts'
import styles from './profile-table.module.css'

/** What every row needs to say how its profile stands. */
export interface Look {
  readonly state: Pick<AppState, 'sessions' | 'signIns' | 'identities' | 'assignments'>
  readonly active: string | null
  readonly now: number
}

interface RowProps {
  readonly row: ProfileRow
  readonly position: RowPosition
  readonly words: readonly string[]
  readonly look: Look
  readonly onSelect: (profile: string) => void
  readonly onMenu: (menu: { readonly row: ProfileRow; readonly anchor: MenuAnchor }) => void
  readonly verbs: ProfileVerbs
}

/** Drawn again when something of it is another: a key that moves among thousands draws two. */
export const ProfileTableRow = memo(TableRow, (before, after) =>
  (Object.keys(after) as (keyof RowProps)[]).every((key) =>
    key === 'position' ? isSamePosition(before.position, after.position) : before[key] === after[key],
  ),
)

function TableRow({ row, position, words, look, onSelect, onMenu, verbs }: RowProps) {
  const { profile, accountName, favourite } = row
  const isSelected = position['data-current'] === true
  const condition = profileCondition(look.state, profile, look.now)
  return (
    // The grid has the keyboard (aria-activedescendant); a row has the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      {...position}
      role="row"
      aria-selected={isSelected}
      className={classes(lists['row'], styles['columns'], styles['row'])}
      onClick={() => onSelect(profile.name)}
      onDoubleClick={() => verbs.switchTo(profile)}
      onContextMenu={(event) => {
        event.preventDefault()
        onSelect(profile.name)
        const point = new DOMRect(event.clientX, event.clientY, 0, 0)
        onMenu({ row, anchor: { getBoundingClientRect: () => point } })
      }}
    >
      <div role="gridcell" className={styles['cell']}>
        <span className={styles['name']}>
          <Cut text={profile.name} words={words} />
        </span>
        <small className={styles['below']}>
          {favourite && (
            <span className={styles['star']} role="img" aria-label="Favourite" title="Favourite">
              <Icon name="star" size={11} filled />
            </span>
          )}
          {look.active === profile.name && <Badge>Active</Badge>}
          {profile.managedBy !== undefined && (
            <span title={managedBy([profile.managedBy])}>
              <Badge tone="dim">{profile.managedBy}</Badge>
            </span>
          )}
          <bdi className={styles['others']}>
            {[whoOf(profile).roleName, profile.region].filter(Boolean).join(' · ')}
          </bdi>
        </small>
      </div>
      <AccountCell profile={profile} accountName={accountName} words={words} />
      <div role="gridcell" className={classes(styles['cell'], styles['role'])}>
        <Text text={whoOf(profile).roleName} words={words} />
      </div>
      <div role="gridcell" className={classes(styles['cell'], styles['region'])}>
        <Text text={profile.region} words={words} />
      </div>
      <div role="gridcell" className={styles['cell']}>
        <ConditionMark condition={condition} />
      </div>
      <div role="gridcell" className={styles['acts']}>
        <RowActions
          profile={profile}
          condition={condition}
          isActive={look.active === profile.name}
          isSelected={isSelected}
          onMenu={(anchor) => {
            onSelect(profile.name)
            onMenu({ row, anchor })
          }}
          verbs={verbs}
        />
      </div>
    </div>
  )
}

function AccountCell({
  profile,
  accountName,
  words,
}: Pick<ProfileRow, 'profile' | 'accountName'> & { readonly words: readonly string[] }) {
  const { accountId } = whoOf(profile)
  return (
    <div role="gridcell" className={styles['cell']}>
      {accountName !== null && <Text text={accountName} words={words} />}
      {accountId === null ? (
        <Text text={null} words={words} />
      ) : (
        <code className={styles['number']}>
          <Marked text={accountId} words={words} />
        </code>
      )}
    </div>
  )
}

function Text({ text, words }: { readonly text: string | null; readonly words: readonly string[] }) {
  return text === null ? <span className={styles['none']}>–</span> : <Cut text={text} words={words} />
}

/** What one most likely wants to do with a profile in this state; the menu has everything. */
function RowActions({
  profile,
  condition,
  isActive,
  isSelected,
  onMenu,
  verbs,
}: {
  readonly profile: Profile
  readonly condition: Condition
  readonly isActive: boolean
  readonly isSelected: boolean
  readonly onMenu: (anchor: MenuAnchor) => void
  readonly verbs: ProfileVerbs
}) {
  const main = mainAction(profile, condition, isActive, verbs)
  // Only the selected row's buttons are on the way of the Tab key.
  const tabIndex = isSelected ? 0 : -1
  const stop = (event: React.SyntheticEvent) => event.stopPropagation()
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
    <div className={styles['buttons']} onClick={stop} onDoubleClick={stop}>
      {main && (
        <Button
          size="small"
          tabIndex={tabIndex}
          aria-label={`${main.name ?? main.label}: ${profile.name}`}
          onClick={main.run}
        >
          {main.label}
        </Button>
      )}
      <IconButton
        icon="more"
        label={`More for ${profile.name}`}
        variant="normal"
        tabIndex={tabIndex}
        aria-haspopup="menu"
        onClick={(event) => onMenu(event.currentTarget)}
      />
    </div>
  )
}

interface MainAction {
  readonly label: string
  /** What it is called in full, where there is no room for that. */
  readonly name?: string
  readonly run: () => void
}

function mainAction(
  profile: Profile,
  { kind, problem }: Condition,
  isActive: boolean,
  verbs: ProfileVerbs,
): MainAction | null {
  const { session } = profile
  const remedy = problem?.remedy
  if (kind === 'sign-in-needed' && session !== null) {
    return { label: 'Sign in', run: () => verbs.signIn(session) }
  }
  if (kind === 'signing-in') return null
  if (kind === 'not-assigned' && verbs.canRequest(profile)) {
    return { label: 'Request', name: requestAccess, run: () => verbs.requestAccess(profile) }
  }
  if (kind === 'not-assigned') return { label: 'See access', run: () => verbs.showAssigned(profile) }
  if (kind === 'misconfigured' && remedy?.kind === 'edit-profile') {
    return { label: 'Fix…', run: () => verbs.edit(profile) }
  }
  return isActive
    ? { label: 'Copy export', run: () => verbs.copyExport(profile) }
    : { label: 'Switch', run: () => verbs.switchTo(profile) }
}
