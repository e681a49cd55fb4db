/** The row of the keyboard: by key, so that it stays with its finding when others come and go. */
import { useState } from 'react'
import type { FindingRow, Row } from './rows.ts'

export interface Selection {
  /** Among all rows; -1 when there is none. */
  readonly index: number
  readonly row: FindingRow | null
  readonly select: (key: string) => void
  /** By so many findings and groups; stops at both ends. */
  readonly move: (by: number) => void
}

export function useSelection(rows: readonly Row[]): Selection {
  const [chosen, setChosen] = useState<{ readonly key: string; readonly at: number } | null>(null)
  const places = rows.flatMap((row, index) => (row.kind === 'severity' ? [] : [{ row, index }]))
  const same = places.findIndex(({ row }) => row.key === chosen?.key)
  // A row that is gone leaves its place to the one that came after it.
  const at = same >= 0 ? same : Math.min(chosen?.at ?? 0, places.length - 1)

  function choose(next: number) {
    const row = places[next]?.row
    if (row) setChosen({ key: row.key, at: next })
  }

  return {
    index: places[at]?.index ?? -1,
    row: places[at]?.row ?? null,
    select: (key) => choose(places.findIndex(({ row }) => row.key === key)),
    move: (by) => choose(Math.max(0, Math.min(places.length - 1, at + by))),
  }
}
