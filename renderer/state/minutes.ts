/** The time as the window shows it: moves on at each full minute, and only while somebody listens and can see it. */

export interface Minutes {
  /** Milliseconds since the epoch; the same value until the next tick. */
  readonly get: () => number
  readonly subscribe: (listener: () => void) => () => void
}

export function createMinutes(page: Pick<Window, 'document' | 'setTimeout' | 'clearTimeout'>): Minutes {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: number | null = null

  function stop(): void {
    if (timer !== null) page.clearTimeout(timer)
    timer = null
  }

  function tick(): void {
    stop()
    if (listeners.size === 0 || page.document.visibilityState !== 'visible') return
    now = Date.now()
    timer = page.setTimeout(tick, 60_000 - (now % 60_000) + 20)
    for (const listener of listeners) listener()
  }

  return {
    get: () => now,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        page.document.addEventListener('visibilitychange', tick)
        tick()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop()
        page.document.removeEventListener('visibilitychange', tick)
      }
    },
  }
}
