/** Has the files read again when the window comes to the front: some disks tell nobody of changes (NFS, `/mnt/c` in WSL). */
import { useEffect } from 'react'
import { useApi } from '../state.tsx'

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
      void api.call('config.reload', {})
    }

    window.addEventListener('focus', read)
    document.addEventListener('visibilitychange', read)
    return () => {
      window.removeEventListener('focus', read)
      document.removeEventListener('visibilitychange', read)
    }
  }, [api])
  return null
}
