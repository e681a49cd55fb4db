/** Whether a person can be at the machine: not while it sleeps or its screen is locked. */
import { powerMonitor } from 'electron'

export interface Power {
  /** True while the machine sleeps or its screen is locked. Linux tells of no locked screen. */
  isAway(): boolean
  /** Calls `run` each time the machine wakes or its screen is unlocked. */
  onBack(run: () => void): void
}

/** Once Electron is ready. */
export function followPower(): Power {
  const away = { asleep: false, locked: false }
  powerMonitor.on('suspend', () => void (away.asleep = true))
  powerMonitor.on('resume', () => void (away.asleep = false))
  powerMonitor.on('lock-screen', () => void (away.locked = true))
  powerMonitor.on('unlock-screen', () => void (away.locked = false))
  return {
    isAway: () => away.asleep || away.locked,
    onBack(run) {
      powerMonitor.on('resume', run)
      powerMonitor.on('unlock-screen', run)
    },
  }
}
