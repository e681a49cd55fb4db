/** Which permission sets are selected, and at which the keyboard is. Both hold by key, since rows come and go. */
import { useCurrentRow, type CurrentRow } from '../../components/current-row.ts'
import { useKeySet, type KeySet } from '../../components/key-set.ts'
import { between, withoutProfile, type Row } from './rows.ts'

export interface AssignmentSelection {
  readonly current: CurrentRow<Row>
  readonly selected: KeySet
  /** Selects the row, or no longer, and goes there. */
  readonly toggle: (row: Row | null) => void
  /** Selects everything from the current row to this one, and goes there. */
  readonly extendTo: (row: Row) => void
  readonly extendBy: (by: number) => void
  readonly selectAll: () => void
}

const options = { keyOf: ({ key }: Row) => key, isStop: ({ kind }: Row) => kind === 'role' }

export function useAssignmentSelection(rows: readonly Row[]): AssignmentSelection {
  const current = useCurrentRow(rows, options)
  const selected = useKeySet()
  const addTo = (index: number) => current.at >= 0 && selected.add(between(rows, current.at, index))
  return {
    current,
    selected,
    toggle(row) {
      if (row?.kind !== 'role') return
      current.go(row.key)
      selected.toggle(row.key)
    },
    extendTo(row) {
      addTo(rows.indexOf(row))
      current.go(row.key)
    },
    extendBy: (by) => addTo(current.move(by)),
    selectAll: () => selected.add(withoutProfile(rows)),
  }
}
