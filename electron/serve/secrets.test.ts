import { describe, expect, test } from 'vitest'
import { testClock } from '../system/clock.testing.ts'
import { createSecrets } from './secrets.ts'

describe('a one-time secret', () => {
  test('is traded for the lasting one, once', () => {
    const secrets = createSecrets(testClock(0))
    const once = secrets.issue()
    const lasting = secrets.redeem(once)
    expect(lasting).toMatch(/^[\w-]{43}$/)
    expect(lasting).not.toBe(once)
    expect(secrets.redeem(once)).toBeNull()
    expect(secrets.redeem(lasting ?? '')).toBe(lasting)
    expect(secrets.redeem(lasting ?? '')).toBe(lasting)
  })

  test('is too old after two minutes', () => {
    const clock = testClock(0)
    const secrets = createSecrets(clock)
    const [early, late] = [secrets.issue(), secrets.issue()]
    clock.advance(119_999)
    expect(secrets.redeem(early)).not.toBeNull()
    clock.advance(1)
    expect(secrets.redeem(late)).toBeNull()
  })

  test('tells once that it is over: used, too old, pushed out or ended', () => {
    const clock = testClock(0)
    const secrets = createSecrets(clock)
    const over: string[] = []
    const used = secrets.issue(() => over.push('used'))
    secrets.redeem(used)
    secrets.redeem(used)
    secrets.issue(() => over.push('old'))
    clock.advance(120_000)
    secrets.issue(() => over.push('pushed out'))
    for (let more = 0; more < 16; more += 1) secrets.issue()
    expect(over).toEqual(['used', 'old', 'pushed out'])
    secrets.issue(() => over.push('ended'))
    secrets.end()
    expect(over.at(-1)).toBe('ended')
    clock.advance(240_000)
    expect(over).toHaveLength(4)
  })
})

test.each(['', 'a', 'x'.repeat(43)])('%j is no secret', (given) => {
  const secrets = createSecrets(testClock(0))
  secrets.issue()
  expect(secrets.redeem(given)).toBeNull()
})
