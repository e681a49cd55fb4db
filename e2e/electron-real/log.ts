/** What has happened, in its order, and waiting for more of it: every wait of these specs ends by an event. */

export interface Log<T> {
  readonly entries: readonly T[]
  add(entry: T): void
  /** What `find` answers about the entries so far, asked again with each new one, as soon as it is not undefined. */
  until<R>(what: string, find: (entries: readonly T[]) => R | undefined): Promise<R>
}

/** How long (ms) anything may take on a machine under load. */
const patience = 30_000

export function createLog<T>(): Log<T> {
  const entries: T[] = []
  const waiting = new Set<() => void>()
  return {
    entries,
    add(entry) {
      entries.push(entry)
      for (const look of waiting) look()
    },
    until(what, find) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = find(entries)
          if (found === undefined) return
          end()
          resolve(found)
        }
        const timer = setTimeout(() => {
          end()
          reject(
            new Error(`${what} did not happen. What did:\n${entries.map((each) => JSON.stringify(each)).join('\n')}`),
          )
        }, patience)
        const end = () => {
          clearTimeout(timer)
          waiting.delete(look)
        }
        waiting.add(look)
        look()
      })
    },
  }
}
