/** The table of profiles. */
import { useMemo, useRef, useState, type CSSProperties } from 'react'
import type { ColumnShares } from '../../../shared/state.ts'
import { useActions } from '../../actions/actions.ts'
import { useNavigation } from '../../actions/navigation.tsx'
import { useFocusOnArrival } from '../../components/arrival.ts'
import { classes } from '../../components/classes.ts'
import { FloatingMenu, type MenuAnchor } from '../../components/menu.tsx'
import type { CurrentRow } from '../../components/current-row.ts'
import { List } from '../../components/list.tsx'
import lists from '../../components/list.module.css'
import { useMedia } from '../../components/media.ts'
import type { ListLayout } from '../../components/rows-in-sight.ts'
import { useAppState, useNow } from '../../state/state.tsx'
import { ColumnLine } from './column-line.tsx'
import { tracksOf, type SharedColumn } from './columns.ts'
import { ProfileTableRow, type Look } from './profile-row.tsx'
import type { ProfileVerbs } from './profile-verbs.ts'
import type { ProfileRow, Sort, SortColumn } from './rows.ts'
import styles from './profile-table.module.css'

/** Heights in px, as the style sheet has them. A low window has lower rows. */
const head = 32
const layouts = { roomy: layoutOf(54), dense: layoutOf(40) }

function layoutOf(height: number): ListLayout<ProfileRow> {
  return { heightOf: () => height, head, room: { above: head, below: 8 } }
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
  const { place } = useNavigation()
  useFocusOnArrival(grid, place.profile === undefined ? null : place)
  const [menu, setMenu] = useState<{ row: ProfileRow; anchor: MenuAnchor } | null>(null)
  const look = useLook()
  const isLow = useMedia('(height < 560px)')
  const columns = useColumns()
  const tracks = tracksOf(columns.shares)

  return (
    <>
      <List
        ref={grid}
        role="grid"
        label="Profiles"
        className={lists['screen']}
        current={current}
        layout={isLow ? layouts.dense : layouts.roomy}
        style={{ '--tracks': tracks.all, '--few-tracks': tracks.few } as CSSProperties}
        head={<Head sort={sort} onSort={onSort} columns={columns} />}
      >
        {(row, position) => (
          <ProfileTableRow
            key={row.profile.name}
            row={row}
            position={position}
            words={words}
            look={look}
            onSelect={current.go}
            onMenu={setMenu}
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
  return useMemo(
    () => ({ state: { sessions, signIns, identities, assignments }, active, now }),
    [sessions, signIns, identities, assignments, active, now],
  )
}

interface Columns {
  readonly shares: ColumnShares
  readonly drag: (shares: ColumnShares) => void
  readonly save: (shares: ColumnShares) => void
}

/** The shares that are kept, or those of a line that is being dragged. */
function useColumns(): Columns {
  const kept = useAppState((state) => state.settings.columns)
  const [dragged, setDragged] = useState<ColumnShares | null>(null)
  const { setColumns } = useActions()

  async function save(shares: ColumnShares): Promise<void> {
    setDragged(shares)
    await setColumns(shares)
    setDragged(null)
  }

  return { shares: dragged ?? kept, drag: setDragged, save: (shares) => void save(shares) }
}

const headings: readonly {
  readonly column: SortColumn | null
  readonly label: string
  readonly style?: string
  /** The column with which it shares its width. */
  readonly next?: SharedColumn
}[] = [
  { column: 'name', label: 'Name', next: 'account' },
  { column: 'account', label: 'Account', next: 'role' },
  { column: 'role', label: 'Permission set', style: 'role' },
  { column: 'region', label: 'Region', style: 'region' },
  { column: null, label: 'State' },
]

function Head({
  sort,
  onSort,
  columns,
}: {
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  readonly columns: Columns
}) {
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" className={classes(styles['columns'], styles['headRow'])} aria-rowindex={1}>
        {headings.map(({ column, label, style, next }) => (
          <div
            key={label}
            role="columnheader"
            aria-label={label}
            className={style === undefined ? undefined : styles[style]}
            aria-sort={sort.column !== column ? undefined : sort.descending ? 'descending' : 'ascending'}
          >
            {column === null ? label : <SortButton label={label} column={column} sort={sort} onSort={onSort} />}
            {next && column && (
              <ColumnLine
                columns={[column as SharedColumn, next]}
                label={label}
                shares={columns.shares}
                onDrag={columns.drag}
                onDone={columns.save}
              />
            )}
          </div>
        ))}
        <div role="columnheader" className={lists['hidden']}>
          Actions
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
