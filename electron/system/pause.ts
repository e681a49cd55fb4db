/** Waiting that can be given up, and telling of many things in few words. */
import type { Clock } from './ports.ts'

/** Resolves after `ms` milliseconds by the clock, or when the signal aborts. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const stop = clock.after(ms, () => done())
    const done = () => {
      stop()
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}

/** How often, in ms, what changes all the time is told. */
const tellEvery = 100

/** Calls `run` at once (`now`), at most so often (`soon`), or no more (`end`). */
export function throttled(clock: Clock, run: () => void): { now: () => void; soon: () => void; end: () => void } {
  let cancel: (() => void) | null = null
  const end = () => {
    cancel?.()
    cancel = null
  }
  return {
    now: run,
    soon: () => {
      cancel ??= clock.after(tellEvery, () => {
        cancel = null
        run()
      })
    },
    end,
  }
}
