/**
 * Has the files read again when the window comes to the front: some disks tell nobody of changes (NFS, `/mnt/c` in WSL).
 * When the network is back, seen or not, the same has what waits for it tried at once. Doctor looks at everything when the
 * window comes and when one returns to it, so that its count does not wait for its screen.
 */
import { useEffect } from 'react'
import { useApi } from '../state/state.tsx'

/** Between two readings, in ms: a window that comes to the front says so more than once. */
const pause = 1000
/** Between two looks at everything, in ms: that costs more. */
const longPause = 60_000

export function FreshFiles() {
  const api = useApi()
  useEffect(() => {
    let last = -Infinity
    let lastLook = -Infinity

    function read(): void {
      const now = performance.now()
      if (document.visibilityState !== 'visible' || now - last < pause) return
      last = now
      readNow()
      look(now)
    }

    function look(now: number): void {
      if (now - lastLook < longPause) return
      lastLook = now
      void api.call('doctor.check', {})
    }

    function readNow(): void {
      void api.call('config.reload', {})
    }

    look(performance.now())
    window.addEventListener('focus', read)
    window.addEventListener('online', readNow)
    document.addEventListener('visibilitychange', read)
    return () => {
      window.removeEventListener('focus', read)
      window.removeEventListener('online', readNow)
      document.removeEventListener('visibilitychange', read)
    }
  }, [api])
  return null
}
