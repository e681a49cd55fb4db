/** The renderer's copy of AppState: subscribe, then the snapshot, then patches in order of revision. */
import { applyPatch, withOwnNames, type AppState, type StatePatch } from '../../shared/state.ts'
import type { Connection } from './connection.ts'

export interface StateStore {
  /** Null until the first snapshot. */
  readonly get: () => AppState | null
  readonly subscribe: (listener: () => void) => () => void
}

/**
 * Follows `connection` from now on. After a reconnection the application may be another one whose revisions begin
 * again, so a new snapshot replaces everything, and patches that came before it wait for it.
 */
export function createStateStore(connection: Connection): StateStore {
  const listeners = new Set<() => void>()
  let state: AppState | null = null
  let early: StatePatch[] | null = []
  let generation = 0

  function publish(next: AppState): void {
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  connection.api.subscribe((patch) => {
    if (early) early.push(patch)
    else if (state) publish(applyPatch(state, patch))
  })

  async function load(): Promise<void> {
    generation += 1
    const mine = generation
    early = []
    const snapshot = await connection.api.snapshot()
    if (mine !== generation) return
    const waited = early.sort((a, b) => a.revision - b.revision)
    early = null
    publish(waited.reduce(applyPatch, withOwnNames(snapshot)))
  }

  let wasOpen = false
  function followLink(): void {
    const isOpen = connection.link.get().status === 'open'
    if (isOpen && !wasOpen) void load()
    wasOpen = isOpen
  }

  connection.link.subscribe(followLink)
  followLink()

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
