import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMinutes } from './minutes.ts'

const start = Date.parse('2026-11-22T17:00:40.000Z')

function createPage() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const page = {
    document,
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
  } as unknown as Parameters<typeof createMinutes>[0]
  return {
    page,
    show(visibilityState: 'visible' | 'hidden') {
      document.visibilityState = visibilityState
      document.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.setSystemTime(start)
})
afterEach(() => vi.useRealTimers())

describe('the time of the window', () => {
  test('moves on at each full minute', () => {
    const minutes = createMinutes(createPage().page)
    let ticks = 0
    minutes.subscribe(() => {
      ticks += 1
    })
    ticks = 0
    vi.advanceTimersByTime(19_000)
    expect(ticks).toBe(0)
    vi.advanceTimersByTime(2000)
    expect(ticks).toBe(1)
    expect(new Date(minutes.get()).toISOString()).toMatch(/17:01:00/)
    vi.advanceTimersByTime(120_000)
    expect(ticks).toBe(3)
  })

  test('rests while nobody can see it, and is right at once when somebody can', () => {
    const { page, show } = createPage()
    const minutes = createMinutes(page)
    minutes.subscribe(() => {})
    show('hidden')
    vi.advanceTimersByTime(3_600_000)
    expect(vi.getTimerCount()).toBe(0)
    show('visible')
    expect(minutes.get()).toBe(start + 3_600_000)
  })

  test('rests while nobody listens', () => {
    const minutes = createMinutes(createPage().page)
    expect(vi.getTimerCount()).toBe(0)
    const leave = minutes.subscribe(() => {})
    expect(vi.getTimerCount()).toBe(1)
    leave()
    expect(vi.getTimerCount()).toBe(0)
  })
})
