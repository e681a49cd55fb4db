/** The rows of the list of accounts. */
import { useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { classes } from '../../components/classes.ts'
import { Cut } from '../../components/cut.tsx'
import type { RowPosition } from '../../components/list.tsx'
import lists from '../../components/list.module.css'
import { Marked } from '../../components/screen.tsx'
import { Checkbox } from '../../components/toggles.tsx'
import styles from './account-list.module.css'
import { matches } from '../../components/search.ts'
import type { Row } from './rows.ts'

/** An account: its name, number and e-mail address above its permission sets. */
export function AccountRow({
  row,
  position,
  words,
  showSession,
  onSelectAll,
}: {
  readonly row: Extract<Row, { kind: 'account' }>
  readonly position: RowPosition
  readonly words: readonly string[]
  readonly showSession: boolean
  readonly onSelectAll: () => void
}) {
  const { accountName, accountId, emailAddress } = row.account
  // An address mostly repeats the name: it is marked where it alone was found.
  const addressWords = words.filter((word) => !matches([word], [accountName, accountId]))
  return (
    <div {...position} role="row" className={classes(lists['row'], styles['row'], styles['account'])}>
      <div role="rowheader" className={styles['heading']}>
        {accountName !== null && (
          <bdi className={styles['accountName']} title={accountName}>
            <Marked text={accountName} words={words} />
          </bdi>
        )}
        <code className={styles['number']}>
          <Marked text={accountId} words={words} />
        </code>
        {emailAddress !== null && (
          <bdi className={styles['email']} title={emailAddress}>
            <Marked text={emailAddress} words={addressWords} />
          </bdi>
        )}
      </div>
      <div role="gridcell" className={styles['acts']}>
        <Button
          size="small"
          variant="ghost"
          className={lists['onDemand']}
          tabIndex={-1}
          aria-label={`Select all in ${accountName ?? accountId}`}
          onClick={onSelectAll}
        >
          Select all
        </Button>
        {showSession && <bdi className={styles['session']}>{row.session}</bdi>}
      </div>
    </div>
  )
}

/** A permission set: whether it is selected, which profiles use it, and the button for one more. */
export function PermissionSetRow({
  row,
  position,
  words,
  isSelected,
  onToggle,
  onCreate,
}: {
  readonly row: Extract<Row, { kind: 'role' }>
  readonly position: RowPosition
  readonly words: readonly string[]
  readonly isSelected: boolean
  /** `extend`: from the row one was at to this one. */
  readonly onToggle: (extend: boolean) => void
  readonly onCreate: () => void
}) {
  const { roleName, accountName, accountId } = row.assignment
  const label = row.profiles.length > 0 ? 'Create another' : 'Create profile'
  const where = `${roleName} in ${accountName ?? accountId}`
  return (
    // The grid has the keyboard (aria-activedescendant); a row has the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      {...position}
      role="row"
      aria-selected={isSelected}
      className={classes(lists['row'], styles['row'], styles['role'])}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => onToggle(event.shiftKey)}
    >
      <SelectCell label={where} isSelected={isSelected} onToggle={onToggle} />
      <div role="gridcell" className={styles['cell']}>
        <Cut text={roleName} words={words} />
      </div>
      <div role="gridcell" className={styles['cell']}>
        {row.profiles.length === 0 ? (
          <span className={styles['none']}>no profile yet</span>
        ) : (
          <b className={styles['profile']}>
            <Cut text={row.profiles.join(', ')} words={words} />
          </b>
        )}
      </div>
      <div role="gridcell" className={styles['acts']}>
        <Button
          size="small"
          variant="ghost"
          className={row.profiles.length > 0 ? lists['onDemand'] : undefined}
          tabIndex={position['data-current'] ? 0 : -1}
          aria-label={`${label}: ${where}`}
          onClick={(event) => {
            event.stopPropagation()
            onCreate()
          }}
        >
          {label}
        </Button>
      </div>
    </div>
  )
}

/** The checkbox answers for itself; a press beside it is one on the row. */
function SelectCell({
  label,
  isSelected,
  onToggle,
}: {
  readonly label: string
  readonly isSelected: boolean
  readonly onToggle: (extend: boolean) => void
}) {
  const shift = useRef(false)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="gridcell"
      className={styles['check']}
      onPointerDown={(event) => {
        shift.current = event.shiftKey
      }}
      onClick={(event) => event.target !== event.currentTarget && event.stopPropagation()}
    >
      <Checkbox label={label} checked={isSelected} tabIndex={-1} onCheckedChange={() => onToggle(shift.current)} />
    </div>
  )
}

const why = {
  reading: 'Reading permission sets…',
  unread: 'The permission sets have not been read.',
  empty: 'No permission set is assigned to you here.',
} as const

/** Stands for permission sets that are not known, or not there. */
export function NoRolesRow({
  row,
  position,
}: {
  readonly row: Extract<Row, { kind: 'no-roles' }>
  readonly position: RowPosition
}) {
  return (
    <div {...position} role="row" className={classes(lists['row'], styles['row'])}>
      <div role="gridcell" className={classes(styles['cell'], styles['none'], styles['indented'])}>
        {why[row.why]}
      </div>
    </div>
  )
}
