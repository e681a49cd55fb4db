/**
 * Which row is selected: by name, so that it stays with its profile when rows come, go and move. It begins with what the
 * place that led here asks for, and follows when another one does.
 */
import { useCallback, useState } from 'react'
import { useNavigation } from '../../actions/navigation.tsx'
import { useAppState } from '../../state/state.tsx'
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
  const { place } = useNavigation()
  const [lastPlace, setLastPlace] = useState<typeof place | null>(null)
  const [chosen, setChosen] = useState<{ name: string; index: number } | null>(null)
  if (place !== lastPlace) {
    setLastPlace(place)
    if (place.profile !== undefined) setChosen({ name: place.profile, index: chosen?.index ?? 0 })
  }
  const name = chosen?.name ?? active
  const found = rows.findIndex((row) => row.profile.name === name)
  if (chosen && found >= 0 && found !== chosen.index) setChosen({ ...chosen, index: found })
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
