import { describe, expect, test } from 'vitest'
import { tracksOf, withLineReset, withMovedLine } from './columns.ts'

const shares = { name: 160, account: 110, role: 110 }
const pair = ['name', 'account'] as const

describe('the line between two columns', () => {
  test('moved gives one what the other loses, and leaves the third as it is', () => {
    expect(withMovedLine(shares, pair, [320, 220], 40)).toEqual({ name: 180, account: 90, role: 110 })
    expect(withMovedLine(shares, pair, [320, 220], -40)).toEqual({ name: 140, account: 130, role: 110 })
  })

  test('stops where a column would be too narrow to read', () => {
    const far = withMovedLine(shares, pair, [320, 220], 1000)
    expect((far.account / 270) * 540).toBeCloseTo(72, -1)
    const back = withMovedLine(shares, pair, [320, 220], -1000)
    expect((back.name / 270) * 540).toBeCloseTo(72, -1)
  })

  test('stays where both have no room to give', () => {
    expect(withMovedLine(shares, pair, [60, 60], 20)).toBe(shares)
  })

  test('goes back to where it was at first', () => {
    expect(withLineReset(withMovedLine(shares, pair, [320, 220], 77), pair)).toEqual(shares)
  })
})

test('shares are tracks that fill the table, whatever its width', () => {
  expect(tracksOf(shares)).toEqual({
    all: 'minmax(0, 160fr) minmax(0, 110fr) minmax(0, 110fr)',
    few: 'minmax(0, 160fr) minmax(0, 110fr)',
  })
})
