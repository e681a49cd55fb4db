/** The one state: get it, change a slice of it, hear of changes. */
import { applyPatch, withOwnNames, type AppState, type StatePatch } from '../../shared/state.ts'

export type Slices = Partial<Omit<AppState, 'revision'>>

export interface Store {
  get(): AppState
  /** Puts in the slices that differ from what is there; one revision, or none when nothing differs. */
  update(slices: Slices): void
  /** Calls `listener` with each change until the returned function is called. */
  subscribe(listener: (patch: StatePatch) => void): () => void
}

export function createStore(initial: AppState): Store {
  let state = withOwnNames(initial)
  const listeners = new Set<(patch: StatePatch) => void>()
  return {
    get: () => state,
    update(slices) {
      const changed = Object.fromEntries(
        Object.entries(slices).filter(([name, value]) => !same(value, state[name as keyof Slices])),
      ) as Slices
      if (Object.keys(changed).length === 0) return
      const patch: StatePatch = { ...changed, revision: state.revision + 1 }
      state = applyPatch(state, patch)
      for (const listener of listeners) listener(patch)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Plain data compared by value, so that reading unchanged files again wakes nobody. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [a, b] as Record<string, unknown>[]
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length || Array.isArray(a) !== Array.isArray(b)) return false
  return keys.every((key) => Object.hasOwn(b, key) && same(left?.[key], right?.[key]))
}
