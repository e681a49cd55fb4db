/**
 * Whether a Linux desktop shows tray icons, now and from now on: asked of the session bus, since Electron's tray fails in
 * silence. A panel may come later than Lanyard (at login), go, and come back.
 */
import type { System } from '../system/ports.ts'
import { watchName } from './session-bus.ts'

/** Who shows tray icons owns this name. */
const watcher = 'org.kde.StatusNotifierWatcher'
/** The bus answers at once or is not there; in ms. */
const patience = 1000

export interface TrayHost {
  isThere(): boolean
  /** Calls `listener` each time that it comes or goes. */
  onChange(listener: (isThere: boolean) => void): void
}

/** Settles once it is known, at the latest after a second. Elsewhere than on Linux there always is one. Never rejects. */
export function findTrayHost(
  { env, clock, platform }: Pick<System, 'env' | 'clock' | 'platform'>,
  uid: number,
): Promise<TrayHost> {
  const listeners: ((isThere: boolean) => void)[] = []
  let isThere = platform !== 'linux'
  const host: TrayHost = { isThere: () => isThere, onChange: (listener) => void listeners.push(listener) }
  if (isThere) return Promise.resolve(host)
  return new Promise((resolve) => {
    const stop = clock.after(patience, () => resolve(host))
    watchName(env, uid, watcher, (owned) => {
      const changed = owned !== isThere
      isThere = owned
      stop()
      resolve(host)
      if (changed) for (const listener of listeners) listener(owned)
    })
  })
}
