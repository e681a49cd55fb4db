/** The list of accounts and permission sets. */
import { List } from '../../components/list.tsx'
import lists from '../../components/list.module.css'
import { AccountRow, NoRolesRow, PermissionSetRow } from './account-list-row.tsx'
import type { Row } from './rows.ts'
import type { AssignmentSelection } from './use-assignment-selection.ts'

/** In px. */
const heights: Record<Row['kind'], number> = { account: 44, role: 40, 'no-roles': 40 }
const layout = {
  heightOf: ({ kind }: Row) => heights[kind],
  room: { above: heights.account, below: 8 },
}

export function AccountList({
  words,
  selection,
  showSession,
  onCreate,
}: {
  readonly words: readonly string[]
  readonly selection: AssignmentSelection
  /** Whether accounts say which session they belong to. */
  readonly showSession: boolean
  readonly onCreate: (row: Row) => void
}) {
  const { current, selected } = selection
  return (
    <List
      role="grid"
      label="Accounts and permission sets"
      multiple
      className={lists['screen']}
      current={current}
      layout={layout}
    >
      {(row, position) => {
        switch (row.kind) {
          case 'account':
            return (
              <AccountRow
                key={row.key}
                row={row}
                position={position}
                words={words}
                showSession={showSession}
                onSelectAll={() => selected.add(rolesOf(current.rows, position['data-index']))}
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
                isSelected={selected.keys.has(row.key)}
                onToggle={(extend) => (extend ? selection.extendTo(row) : selection.toggle(row))}
                onCreate={() => onCreate(row)}
              />
            )
        }
      }}
    </List>
  )
}

/** The keys of the permission sets shown below the account at `index`. */
function rolesOf(rows: readonly Row[], index: number): readonly string[] {
  const rest = rows.slice(index + 1)
  const end = rest.findIndex((row) => row.kind === 'account')
  return rest.slice(0, end < 0 ? rest.length : end).flatMap((row) => (row.kind === 'role' ? [row.key] : []))
}
