import { expect, test } from 'vitest'
import type { AppState, StatePatch } from '../../shared/state.ts'
import { watchDeadlines } from './deadline-watch.ts'
import { at, exampleSession, exampleState, hours, minutes, noon } from './state.testing.ts'

/** A watch over sessions that end as given (ms after noon), by a clock that is set by hand. */
function watch(left: number, settings: Partial<AppState['settings']> = {}) {
  const session = exampleSession('corp', { expiresAt: at(noon + left) })
  let state = exampleState({ sessions: [session], settings: { ...exampleState().settings, ...settings } })
  let now = noon
  let timer: { readonly due: number; readonly run: () => void } | null = null
  const person = { isAway: false, back: (): void => undefined }
  const listeners: ((patch: StatePatch) => void)[] = []
  const told: string[] = []
  watchDeadlines({
    app: { state: () => state, subscribe: (listener) => (listeners.push(listener), () => undefined) },
    clock: {
      now: () => now,
      after(ms, run) {
        const set = { due: now + ms, run }
        timer = set
        return () => void (timer === set && (timer = null))
      },
    },
    power: { isAway: () => person.isAway, onBack: (run) => void (person.back = run) },
    tell: ({ title }) => told.push(title),
  })
  return {
    told,
    person,
    timer: () => timer?.due ?? null,
    /** Time goes by, and the timer with it. */
    pass(ms: number) {
      now += ms
      if (timer && timer.due <= now) timer.run()
    },
    change(slices: Partial<AppState>) {
      state = { ...state, ...slices }
      for (const listener of listeners) listener({ revision: 2, ...slices })
    },
  }
}

test('one timer stands for the next moment, and tells then', () => {
  const { told, timer, pass } = watch(hours)
  expect(timer()).toBe(noon + 45 * minutes)
  pass(45 * minutes)
  expect(told).toEqual(['corp ends in 15 min'])
  expect(timer()).toBe(noon + hours + 1)
  pass(15 * minutes + 1)
  expect(told).toEqual(['corp ends in 15 min', 'corp: sign-in needed'])
  expect(timer()).toBeNull()
})

test('a sign-in moves the moment', () => {
  const { told, timer, change } = watch(hours)
  change({ sessions: [exampleSession('corp', { expiresAt: at(noon + 8 * hours) })] })
  expect(timer()).toBe(noon + 7.75 * hours)
  expect(told).toEqual([])
})

test('nobody is told while they are away; when they are back, what is still true is told', () => {
  const { told, person, pass, timer } = watch(hours)
  person.isAway = true
  pass(45 * minutes)
  pass(3 * hours)
  expect([told, timer()]).toEqual([[], null])
  person.isAway = false
  person.back()
  expect(told).toEqual(['corp: sign-in needed'])
})

test('what is no longer true when they are back is not told', () => {
  const { told, person, pass, change } = watch(hours)
  person.isAway = true
  pass(45 * minutes)
  change({ sessions: [exampleSession('corp', { expiresAt: at(noon + 9 * hours) })] })
  person.isAway = false
  person.back()
  expect(told).toEqual([])
})

test('nothing is told by who does not want it, nor later when they do', () => {
  const { told, pass, change } = watch(hours, { notifications: false })
  pass(45 * minutes)
  change({ settings: { ...exampleState().settings, notifications: true } })
  pass(minutes)
  expect(told).toEqual([])
  pass(15 * minutes)
  expect(told).toEqual(['corp: sign-in needed'])
})
