/** Sees to it that Lanyard can be found: by its icon in the tray or, where the desktop shows none, by its window. */
import type { Clock } from '../system/ports.ts'
import type { TrayHost } from './tray-host.ts'

/** How long (ms) a panel may take to come: at login it often starts after Lanyard. */
const patience = 10_000

export interface InSightOptions {
  readonly host: TrayHost
  readonly clock: Clock
  /** Called each time that there has been no tray for a while. */
  readonly lost: () => void
}

export function keepInSight({ host, clock, lost }: InSightOptions): void {
  let cancelTimer = (): void => undefined
  const look = (isThere: boolean): void => {
    cancelTimer()
    if (!isThere) cancelTimer = clock.after(patience, lost)
  }
  look(host.isThere())
  host.onChange(look)
}
