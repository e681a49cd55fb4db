/**
 * Has the files read again when the window comes to the front: some disks tell nobody of changes (NFS, `/mnt/c` in WSL).
 * When the network is back, seen or not, the same has what waits for it tried at once.
 */
import { useEffect } from 'react'
import { useApi } from '../state/state.tsx'

/** Between two readings, in ms: a window that comes to the front says so more than once. */
const pause = 1000

export function FreshFiles() {
  const api = useApi()
  useEffect(() => {
    let last = -Infinity

    function read(): void {
      const now = performance.now()
      if (document.visibilityState !== 'visible' || now - last < pause) return
      last = now
      readNow()
    }

    function readNow(): void {
      void api.call('config.reload', {})
    }

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
