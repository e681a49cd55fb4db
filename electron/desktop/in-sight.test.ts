import { expect, test } from 'vitest'
import type { Clock } from '../system/ports.ts'
import { keepInSight } from './in-sight.ts'
import type { TrayHost } from './tray-host.ts'

/** A panel that comes and goes, a clock whose one timer is run by hand, and how often the window was called for. */
function desk(isThere: boolean) {
  let tell: ((isThere: boolean) => void) | null = null
  let timer: { readonly ms: number; run(): void } | null = null
  const found = { lost: 0 }
  const host: TrayHost = { isThere: () => isThere, onChange: (listener) => void (tell = listener) }
  const clock: Clock = {
    now: () => 0,
    after(ms, run) {
      timer = { ms, run }
      return () => void (timer = null)
    },
  }
  keepInSight({ host, clock, lost: () => void (found.lost += 1) })
  return { found, panel: (now: boolean) => tell?.(now), waits: () => timer?.ms ?? null, passes: () => timer?.run() }
}

test('where there is a tray nothing is waited for', () => {
  expect(desk(true).waits()).toBeNull()
})

test('a panel may come a while after Lanyard', () => {
  const { found, panel, waits } = desk(false)
  expect(waits()).toBe(10_000)
  panel(true)
  expect(waits()).toBeNull()
  expect(found.lost).toBe(0)
})

test('without one for a while the window is called for, and again when a panel has gone for good', () => {
  const { found, panel, passes } = desk(false)
  passes()
  expect(found.lost).toBe(1)
  panel(true)
  panel(false)
  passes()
  expect(found.lost).toBe(2)
})
