/** Which row of a list the keyboard is at, and where keys lead from it: one rule for tables, lists and options. */
import { useCallback, useState, type KeyboardEvent } from 'react'
import type { KeyMap } from './keys.ts'

/** By how many rows a key moves. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
/** With those that a field for text needs for itself. */
const allSteps: Readonly<Record<string, number>> = { ...steps, Home: -Infinity, End: Infinity, j: 1, k: -1 }

export interface CurrentRow<R> {
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  /** Its index; -1 when there is none. */
  readonly at: number
  readonly row: R | null
  /** To the row with this key, now or when it comes; null is the first one. */
  readonly go: (key: string | null) => void
  /** By so many rows, as far as there are any. The index that this leads to. */
  readonly move: (by: number) => number
}

/**
 * The current one of `rows`: by key, so that it stays with what it shows when rows come, go and move; one that is gone
 * leaves its place to the one after it. It begins at the key `first`. Only what `isStop` says can be current.
 */
export function useCurrentRow<R>(
  rows: readonly R[],
  {
    keyOf,
    isStop = () => true,
    first = null,
  }: {
    readonly keyOf: (row: R) => string
    readonly isStop?: (row: R) => boolean
    readonly first?: string | null
  },
): CurrentRow<R> {
  const [chosen, setChosen] = useState<{ readonly key: string | null; readonly at: number } | null>(null)
  const key = chosen ? chosen.key : first
  const found = key === null ? -1 : rows.findIndex((row) => keyOf(row) === key)
  if (chosen && found >= 0 && found !== chosen.at) setChosen({ key, at: found })
  const at = found >= 0 ? found : stopNear(rows, isStop, chosen?.at ?? 0)
  const go = useCallback((next: string | null) => {
    setChosen((before) => ({ key: next, at: next === null ? 0 : (before?.at ?? 0) }))
  }, [])

  function move(by: number): number {
    const next = stepFrom(rows, isStop, at, by)
    const row = rows[next]
    if (row !== undefined) setChosen({ key: keyOf(row), at: next })
    return next
  }

  return { rows, keyOf, at, row: rows[at] ?? null, go, move }
}

/** The stop that is `by` stops away from `at`, or the last one in that direction. */
export function stepFrom<R>(rows: readonly R[], isStop: (row: R) => boolean, at: number, by: number): number {
  const step = Math.sign(by)
  let found = at
  let left = Math.abs(by)
  for (let index = at + step; index >= 0 && index < rows.length && left > 0; index += step) {
    if (!isStop(rows[index]!)) continue
    found = index
    left -= 1
  }
  return found
}

/** The first stop from `at` on, else the last one before it; -1 when there is none. */
export function stopNear<R>(rows: readonly R[], isStop: (row: R) => boolean, at: number): number {
  const after = rows.findIndex((row, index) => index >= at && isStop(row))
  return after >= 0 ? after : rows.findLastIndex(isStop)
}

/** The keys of a screen that move in its list. */
export function moveKeys(move: (by: number) => void): KeyMap {
  return Object.fromEntries(Object.entries(allSteps).map(([key, by]) => [key.toLowerCase(), () => move(by)]))
}

/** Moves by a key that was pressed in a list, or in the field above it. Whether it was one that moves. */
export function moveByKey(event: KeyboardEvent, move: (by: number) => void): boolean {
  const { key, target, ctrlKey, metaKey, altKey, shiftKey, nativeEvent } = event
  const by = (target instanceof HTMLInputElement ? steps : allSteps)[key]
  if (by === undefined || ctrlKey || metaKey || altKey || shiftKey || nativeEvent.isComposing) return false
  event.preventDefault()
  move(by)
  return true
}
