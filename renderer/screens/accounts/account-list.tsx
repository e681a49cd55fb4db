/** The list of accounts and permission sets. */
import { useRef } from 'react'
import { useRowsInSight } from '../../components/rows-in-sight.ts'
import { AccountRow, NoRolesRow, PermissionSetRow, rowId } from './account-list-row.tsx'
import styles from './account-list.module.css'
import type { Row } from './rows.ts'
import type { AssignmentSelection } from './use-assignment-selection.ts'

/** In px. */
const heights: Record<Row['kind'], number> = { account: 44, role: 40, 'no-roles': 40 }
const layout = {
  keyOf: ({ key }: Row) => key,
  heightOf: ({ kind }: Row) => heights[kind],
  room: { above: heights.account, below: 8 },
}

export function AccountList({
  rows,
  words,
  selection,
  showSession,
  onCreate,
}: {
  readonly rows: readonly Row[]
  readonly words: readonly string[]
  readonly selection: AssignmentSelection
  /** Whether accounts say which session they belong to. */
  readonly showSession: boolean
  readonly onCreate: (row: Row) => void
}) {
  const grid = useRef<HTMLDivElement>(null)
  const virtual = useRowsInSight(grid, rows, selection.at, layout)
  const active = rows[selection.at]
  return (
    <div
      ref={grid}
      className={styles['grid']}
      role="grid"
      aria-label="Accounts and permission sets"
      aria-multiselectable="true"
      aria-rowcount={rows.length}
      aria-activedescendant={active ? rowId(active.key) : undefined}
      tabIndex={0}
    >
      <div role="rowgroup" className={styles['rows']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index]
          if (!row) return null
          const position = { index, style: { height: size, transform: `translateY(${start}px)` } }
          switch (row.kind) {
            case 'account':
              return (
                <AccountRow
                  key={row.key}
                  row={row}
                  position={position}
                  words={words}
                  showSession={showSession}
                  onSelectAll={() => selection.select(rolesOf(rows, index))}
                />
              )
            case 'no-roles':
              return <NoRolesRow key={row.key} row={row} position={position} />
            case 'role':
              return (
                <PermissionSetRow
                  key={row.key}
                  row={row}
                  position={position}
                  words={words}
                  isActive={index === selection.at}
                  isSelected={selection.selected.has(row.key)}
                  onToggle={(extend) => (extend ? selection.extendTo(index) : selection.toggle(index))}
                  onCreate={() => onCreate(row)}
                />
              )
          }
        })}
      </div>
    </div>
  )
}

/** The keys of the permission sets shown below the account at `index`. */
function rolesOf(rows: readonly Row[], index: number): readonly string[] {
  const rest = rows.slice(index + 1)
  const end = rest.findIndex((row) => row.kind === 'account')
  return rest.slice(0, end < 0 ? rest.length : end).flatMap((row) => (row.kind === 'role' ? [row.key] : []))
}
