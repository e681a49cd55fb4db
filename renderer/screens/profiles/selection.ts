/** Which row is selected: by name, so that it stays with its profile when rows come, go and move. */
import { useCallback, useState } from 'react'
import { useAppState } from '../../state.tsx'
import type { ProfileRow } from './rows.ts'

export interface Selection {
  readonly index: number
  readonly row: ProfileRow | null
  readonly select: (index: number) => void
  /** Back to the first row: for a new search. */
  readonly toFirst: () => void
  /** By so many rows; stops at both ends. */
  readonly move: (by: number) => void
}

export function useSelection(rows: readonly ProfileRow[]): Selection {
  const active = useAppState((state) => state.active)
  const [chosen, setChosen] = useState<{ name: string; index: number } | null>(null)
  const name = chosen?.name ?? active
  const found = rows.findIndex((row) => row.profile.name === name)
  // A row that is gone leaves its place to the one that came after it.
  const index = found >= 0 ? found : Math.min(chosen?.index ?? 0, rows.length - 1)
  const select = useCallback(
    (next: number) => {
      const row = rows[next]
      if (row) setChosen({ name: row.profile.name, index: next })
    },
    [rows],
  )
  const move = useCallback(
    (by: number) => select(Math.max(0, Math.min(rows.length - 1, index + by))),
    [select, rows.length, index],
  )
  const toFirst = useCallback(() => setChosen({ name: '', index: 0 }), [])
  return { index, row: rows[index] ?? null, select, toFirst, move }
}
