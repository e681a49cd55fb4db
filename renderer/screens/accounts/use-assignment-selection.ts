/** Which permission sets are selected, and at which row the keyboard is. Both hold by key, since rows come and go. */
import { useState } from 'react'
import { between, withoutProfile, type Row } from './rows.ts'

export interface AssignmentSelection {
  readonly selected: ReadonlySet<string>
  /** The row of the keyboard; -1 when there is none. */
  readonly at: number
  readonly toggle: (index: number) => void
  /** Selects everything from the row one was at to this one. */
  readonly extendTo: (index: number) => void
  /** To the next permission set in this direction, that many times. */
  readonly move: (by: number, extend?: boolean) => void
  readonly selectAll: () => void
  readonly select: (keys: readonly string[]) => void
  readonly clear: () => void
}

export function useAssignmentSelection(rows: readonly Row[]): AssignmentSelection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<string | null>(null)
  const found = rows.findIndex((row) => row.key === active)
  const at = found >= 0 ? found : rows.findIndex((row) => row.kind === 'role')

  function add(keys: readonly string[]) {
    setSelected((before) => new Set([...before, ...keys]))
  }

  function extendTo(index: number) {
    if (at >= 0) add(between(rows, at, index))
    setActive(rows[index]?.key ?? null)
  }

  return {
    selected,
    at,
    toggle(index) {
      const row = rows[index]
      if (row?.kind !== 'role') return
      setActive(row.key)
      setSelected((before) => {
        const after = new Set(before)
        if (!after.delete(row.key)) after.add(row.key)
        return after
      })
    },
    extendTo,
    move(by, extend = false) {
      const to = stepTo(rows, at, by)
      if (to < 0) return
      if (extend) extendTo(to)
      else setActive(rows[to]?.key ?? null)
    },
    selectAll: () => add(withoutProfile(rows)),
    select: add,
    clear: () => setSelected(new Set()),
  }
}

/** The permission set `by` permission sets away from row `at`, or the last one in that direction. */
function stepTo(rows: readonly Row[], at: number, by: number): number {
  const step = Math.sign(by)
  let left = Math.abs(by)
  let found = at
  for (let index = at + step; index >= 0 && index < rows.length && left > 0; index += step) {
    if (rows[index]?.kind !== 'role') continue
    found = index
    left -= 1
  }
  return found
}
