/** The list of accounts and permission sets. Only the rows in sight are drawn, so that thousands stay smooth. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { AccountRow, NoRolesRow, PermissionSetRow, rowId } from './account-list-row.tsx'
import styles from './account-list.module.css'
import type { Row } from './rows.ts'
import type { AssignmentSelection } from './use-assignment-selection.ts'

/** Heights in px. */
const heights: Record<Row['kind'], number> = { account: 44, role: 40, 'no-roles': 40 }

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
  const virtual = useRowsInSight(grid, rows, selection.at)
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
          const place = { index, style: { height: size, transform: `translateY(${start}px)` } }
          switch (row.kind) {
            case 'account':
              return (
                <AccountRow
                  key={row.key}
                  row={row}
                  place={place}
                  words={words}
                  showSession={showSession}
                  onSelectAll={() => selection.select(rolesOf(rows, index))}
                />
              )
            case 'no-roles':
              return <NoRolesRow key={row.key} row={row} place={place} />
            case 'role':
              return (
                <PermissionSetRow
                  key={row.key}
                  row={row}
                  place={place}
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

/** The virtual rows; the one of the keyboard is always among them, so that assistive technology can find it. */
function useRowsInSight(grid: React.RefObject<HTMLElement | null>, rows: readonly Row[], at: number) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'role'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    scrollPaddingStart: heights.account,
    scrollPaddingEnd: 8,
    rangeExtractor(range) {
      const indexes = defaultRangeExtractor(range)
      if (at < 0 || at >= rows.length || indexes.includes(at)) return indexes
      return [...indexes, at].sort((a, b) => a - b)
    },
  })
  // Kinds of rows have heights of their own, so that other rows are measured anew.
  useEffect(() => virtual.measure(), [virtual, rows])
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // Only a moved keyboard scrolls, never the person's own scrolling.
  }, [virtual, at])
  return virtual
}
