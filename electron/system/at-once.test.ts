import { describe, expect, test } from 'vitest'
import { ended, inParallel, joined, type UnderWay } from './at-once.ts'

/** Work that ends when the test says so. */
function held() {
  const ends: (() => void)[] = []
  const work = <T>(value: T) => new Promise<T>((resolve) => ends.push(() => resolve(value)))
  const settle = () => new Promise<void>((resolve) => void setImmediate(resolve))
  return { ends, work, settle }
}

describe('work in parallel', () => {
  test('has no more under way than it may, and answers in the order of the items', async () => {
    const { ends, work, settle } = held()
    const all = inParallel(['a', 'b', 'c', 'd', 'e'], 2, (item, index) => work(`${item}${index}`))
    for (const begun of [2, 3, 4, 5]) {
      await settle()
      expect(ends).toHaveLength(begun)
      // The later of the two ends first.
      ends[begun - 1]!()
    }
    ends[0]!()
    expect(await all).toEqual(['a0', 'b1', 'c2', 'd3', 'e4'])
  })

  test('of nothing is over at once', async () => {
    expect(await inParallel([], 4, () => Promise.reject(new Error('asked')))).toEqual([])
  })

  test('throws what one of it throws', async () => {
    const work = (item: number) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve())
    await expect(inParallel([1, 2, 3], 2, work)).rejects.toThrow('two')
  })
})

describe('what runs under a key', () => {
  test('is joined until it is over, whatever its end is, and then begun anew', async () => {
    const running = new Map<string, UnderWay<number>>()
    let begun = 0
    const start = async () => {
      begun += 1
      if (begun === 2) throw new Error('second')
      return begun
    }
    expect(await Promise.all([joined(running, 'a', start), joined(running, 'a', start)])).toEqual([1, 1])
    const both = await Promise.allSettled([joined(running, 'a', start), joined(running, 'a', start)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await Promise.all([joined(running, 'a', start), joined(running, 'b', start)])).toEqual([3, 4])
    expect(running.size).toBe(0)
  })

  test('is told to stop, and is over before anything else is done', async () => {
    const running = new Map<string, UnderWay<string>>()
    const stopped = joined(running, 'a', async (signal) => {
      while (!signal.aborted) await new Promise((resolve) => void setImmediate(resolve))
      return 'stopped'
    })
    await ended(running, 'a')
    await ended(running, 'b')
    expect(running.size).toBe(0)
    expect(await stopped).toBe('stopped')
  })
})
