/**
 * Whether a Linux desktop shows tray icons, now and from now on: asked of the session bus and of the X server, since
 * Electron's tray fails in silence. A panel may come later than Lanyard (at login), go, and come back.
 */
import type { System } from '../system/ports.ts'
import { watchName } from './session-bus.ts'
import { watchXTray } from './x11-tray.ts'

/** Who shows tray icons owns this name. */
const watcher = 'org.kde.StatusNotifierWatcher'
/** Both answer at once or are not there; in ms. */
const patience = 1000

export interface TrayHost {
  isThere(): boolean
  /** Calls `listener` each time that one comes or goes, with whether there is one then. */
  onChange(listener: (isThere: boolean) => void): void
}

/** Settles once it is known, at the latest after a second. Elsewhere than on Linux there always is one. Never rejects. */
export function findTrayHost(
  { env, clock, platform, paths }: Pick<System, 'env' | 'clock' | 'platform' | 'paths'>,
  uid: number,
): Promise<TrayHost> {
  const listeners: ((isThere: boolean) => void)[] = []
  /** Null while it is not known. */
  const found: { onBus: boolean | null; onScreen: boolean | null } = { onBus: null, onScreen: null }
  const isThere = () => platform !== 'linux' || found.onBus === true || found.onScreen === true
  const host: TrayHost = { isThere, onChange: (listener) => void listeners.push(listener) }
  if (isThere()) return Promise.resolve(host)
  return new Promise((resolve) => {
    const stop = clock.after(patience, () => resolve(host))
    const hear = (where: keyof typeof found) => (has: boolean) => {
      const before = found[where] ?? false
      found[where] = has
      if (isThere() || (found.onBus !== null && found.onScreen !== null)) {
        stop()
        resolve(host)
      }
      if (has !== before) for (const listener of listeners) listener(isThere())
    }
    watchName(env, uid, watcher, hear('onBus'))
    void watchXTray(env, paths.home, hear('onScreen'))
  })
}
