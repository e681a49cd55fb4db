/** A clock that the test moves. */
import type { Clock } from './ports.ts'

export interface TestClock extends Clock {
  /** Moves the time on, and runs what is due, in order. */
  advance(ms: number): void
  /** Moves the time on as a machine does that sleeps: timers stand still meanwhile. */
  sleep(ms: number): void
  /** How far off the next timer is, in ms; resolves as soon as there is one. */
  nextTimer(): Promise<number>
  /** How many timers wait. */
  timers(): number
}

export function testClock(start: number): TestClock {
  let now = start
  const timers = new Set<{ at: number; readonly run: () => void }>()
  const waiting: (() => void)[] = []
  const first = () => [...timers].sort((a, b) => a.at - b.at)[0]
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.add(timer)
      for (const resolve of waiting.splice(0)) resolve()
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      const end = now + ms
      for (let timer = first(); timer && timer.at <= end; timer = first()) {
        timers.delete(timer)
        now = timer.at
        timer.run()
      }
      now = end
    },
    sleep: (ms) => {
      now += ms
      for (const timer of timers) timer.at += ms
    },
    nextTimer: async () => {
      for (let timer = first(); ; timer = first()) {
        if (timer) return timer.at - now
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    timers: () => timers.size,
  }
}
