/** Paired measurements: every contender once in each round, in turn, so that a machine that slows down slows all. */

/** Something to be timed; what it needs is made before the clock runs. */
export type Contender = () => unknown

/**
 * The median time of each contender, in ms, over `rounds` rounds. A tenth as many go before and do not count: by then the
 * code is compiled, and the disk has what it will read.
 */
export async function medians<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  rounds: number,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(contenders) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = -Math.ceil(rounds / 10); round < rounds; round += 1) {
    for (const name of names) {
      const began = performance.now()
      await contenders[name]()
      if (round >= 0) times[name].push(performance.now() - began)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
