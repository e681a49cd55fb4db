/** The table of profiles. */
import { useRef, useState } from 'react'
import { classes } from '../../components/classes.ts'
import { FloatingMenu, type MenuAnchor } from '../../components/menu.tsx'
import type { CurrentRow } from '../../components/current-row.ts'
import { List } from '../../components/list.tsx'
import lists from '../../components/list.module.css'
import { useAppState, useNow } from '../../state/state.tsx'
import { ProfileTableRow, type Look } from './profile-row.tsx'
import type { ProfileVerbs } from './profile-verbs.ts'
import type { ProfileRow, Sort, SortColumn } from './rows.ts'
import styles from './profile-table.module.css'

/** Heights in px, as the style sheet has them. */
const head = 32
const layout = {
  heightOf: () => 54,
  head,
  room: { above: head, below: 8 },
}

export function ProfileTable({
  current,
  words,
  sort,
  onSort,
  verbs,
}: {
  readonly current: CurrentRow<ProfileRow>
  readonly words: readonly string[]
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  readonly verbs: ProfileVerbs
}) {
  const grid = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<{ row: ProfileRow; anchor: MenuAnchor } | null>(null)
  const look = useLook()

  return (
    <>
      <List
        ref={grid}
        role="grid"
        label="Profiles"
        className={lists['screen']}
        current={current}
        layout={layout}
        head={<Head sort={sort} onSort={onSort} />}
      >
        {(row, position) => (
          <ProfileTableRow
            key={row.profile.name}
            row={row}
            position={position}
            words={words}
            look={look}
            onSelect={() => current.go(row.profile.name)}
            onMenu={(anchor) => setMenu({ row, anchor })}
            verbs={verbs}
          />
        )}
      </List>
      <FloatingMenu
        anchor={menu?.anchor ?? null}
        entries={menu ? verbs.entries(menu.row.profile, menu.row.favourite) : []}
        onClose={() => setMenu(null)}
        returnTo={grid}
      />
    </>
  )
}

function useLook(): Look {
  const sessions = useAppState((state) => state.sessions)
  const signIns = useAppState((state) => state.signIns)
  const identities = useAppState((state) => state.identities)
  const assignments = useAppState((state) => state.assignments)
  const active = useAppState((state) => state.active)
  const now = useNow()
  return { state: { sessions, signIns, identities, assignments }, active, now }
}

const columns: readonly { readonly column: SortColumn | null; readonly label: string; readonly style?: string }[] = [
  { column: 'name', label: 'Name' },
  { column: 'account', label: 'Account' },
  { column: 'role', label: 'Permission set', style: 'role' },
  { column: 'region', label: 'Region', style: 'region' },
  { column: null, label: 'State' },
]

function Head({ sort, onSort }: { readonly sort: Sort; readonly onSort: (sort: Sort) => void }) {
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" className={classes(styles['columns'], styles['headRow'])} aria-rowindex={1}>
        {columns.map(({ column, label, style }) => (
          <div
            key={label}
            role="columnheader"
            className={style === undefined ? undefined : styles[style]}
            aria-sort={sort.column !== column ? undefined : sort.descending ? 'descending' : 'ascending'}
          >
            {column === null ? label : <SortButton label={label} column={column} sort={sort} onSort={onSort} />}
          </div>
        ))}
        <div role="columnheader">
          <span className={lists['hidden']}>Actions</span>
        </div>
      </div>
    </div>
  )
}

function SortButton({
  label,
  column,
  sort,
  onSort,
}: {
  readonly label: string
  readonly column: SortColumn
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
}) {
  const isSorted = sort.column === column
  const isPlain = column === 'name' && !sort.descending
  return (
    <button
      type="button"
      className={styles['sort']}
      onClick={() => onSort({ column, descending: isSorted && !sort.descending })}
    >
      {label}
      {isSorted && !isPlain && <span aria-hidden="true">{sort.descending ? '↓' : '↑'}</span>}
    </button>
  )
}
