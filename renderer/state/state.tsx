/** The hooks through which components see the application: its state, its operations, the link to it and the time. */
import { createContext, use, useCallback, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Input, LanyardApi, OperationName, Output } from '../../shared/contract.ts'
import type { Problem, Result } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import type { Connection, Link } from './connection.ts'
import type { Minutes } from './minutes.ts'
import type { StateStore } from './store.ts'

export interface Sources {
  readonly connection: Connection
  readonly store: StateStore
  readonly minutes: Minutes
}

const SourcesContext = createContext<Sources | null>(null)

/** Gives `sources` to everything inside; `waiting` stands in until the first snapshot is there. */
export function StateProvider({
  sources,
  waiting,
  children,
}: {
  readonly sources: Sources
  readonly waiting: ReactNode
  readonly children: ReactNode
}) {
  const ready = useSyncExternalStore(sources.store.subscribe, () => sources.store.get() !== null)
  return <SourcesContext value={sources}>{ready ? children : waiting}</SourcesContext>
}

function useSources(): Sources {
  const sources = use(SourcesContext)
  if (!sources) throw new Error('StateProvider is missing')
  return sources
}

/**
 * The state, or what `select` takes from it. `select` must give the same value for the same state (a slice, a
 * string, a number): the component is drawn again when that value changes, and not otherwise.
 */
export function useAppState(): AppState
export function useAppState<T>(select: (state: AppState) => T): T
export function useAppState<T>(select?: (state: AppState) => T): T | AppState {
  const { store } = useSources()
  return useSyncExternalStore(store.subscribe, () => {
    const state = store.get()
    if (!state) throw new Error('The state is read before it is there')
    return select ? select(state) : state
  })
}

/** The application's operations as they are. `useOperation` and `useActions` (actions/actions.ts) are more convenient. */
export function useApi(): LanyardApi {
  return useSources().connection.api
}

/** Whether the application is there just now. */
export function useLink(): Link {
  const { link } = useSources().connection
  return useSyncExternalStore(link.subscribe, link.get)
}

/** Now, in milliseconds; moves on at each full minute while the page is visible. */
export function useNow(): number {
  const { minutes } = useSources()
  return useSyncExternalStore(minutes.subscribe, minutes.get)
}

/** True where a browser opened by Lanyard would open on another machine: sign-in offers the device code first. */
export function useIsRemote(): boolean {
  const { face } = useApi()
  const { elsewhere } = useLink()
  const remote = useAppState((state) => state.host.remote)
  return face === 'browser' && (elsewhere || remote)
}

export interface Operation<N extends OperationName> {
  readonly run: (input: Input<N>) => Promise<Result<Output<N>>>
  readonly pending: boolean
  /** Why the last run failed; null while it runs, when it went well, and after `reset`. */
  readonly problem: Problem | null
  readonly reset: () => void
}

/** One operation with what a form needs to know of it. */
export function useOperation<N extends OperationName>(name: N): Operation<N> {
  const api = useApi()
  const [progress, setProgress] = useState<{ pending: number; problem: Problem | null }>({ pending: 0, problem: null })
  const run = useCallback(
    async (input: Input<N>) => {
      setProgress(({ pending }) => ({ pending: pending + 1, problem: null }))
      const result = await api.call(name, input)
      setProgress(({ pending }) => ({ pending: pending - 1, problem: result.ok ? null : result.error }))
      return result
    },
    [api, name],
  )
  const reset = useCallback(() => setProgress(({ pending }) => ({ pending, problem: null })), [])
  return useMemo(
    () => ({ run, pending: progress.pending > 0, problem: progress.problem, reset }),
    [run, progress, reset],
  )
}
