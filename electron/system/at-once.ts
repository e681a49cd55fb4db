/** Much of the same at once: a bounded number, and nothing twice. */

/** What `work` makes of each of `items`, in their order, `atOnce` of them at a time. The first that throws is thrown. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const left = items.entries()
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}

/** Something that a second caller joins, and that can be told to stop. */
export interface UnderWay<T> {
  readonly done: Promise<T>
  readonly stop: () => void
}

/** What runs under `key`; else `start`, which then does until it is over. */
export function joined<K, T>(
  running: Map<K, UnderWay<T>>,
  key: K,
  start: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const known = running.get(key)
  if (known) return known.done
  const controller = new AbortController()
  const done = start(controller.signal).finally(() => running.delete(key))
  running.set(key, { done, stop: () => controller.abort() })
  return done
}

/** Has what runs under `key` stop, and waits until it is over. */
export async function ended<K>(running: ReadonlyMap<K, UnderWay<unknown>>, key: K): Promise<void> {
  const known = running.get(key)
  known?.stop()
  await known?.done
}
