/** Finding entries by a few letters, with the letters that matched. */
import fuzzysort from 'fuzzysort'
import type { Entry } from './entries.ts'

export interface Find {
  readonly entry: Entry
  /** Positions in the title that the search matched. */
  readonly marks: ReadonlySet<number>
}

const none: ReadonlySet<number> = new Set()

/** A search over `entries`, prepared once: gives the best finds first, at most `limit`. */
export function createFinder(entries: readonly Entry[]): (query: string, limit: number) => readonly Find[] {
  const keys = [(entry: Entry) => entry.title, (entry: Entry) => entry.detail]
  const snapshot = fuzzysort.snapshot(entries, { keys })
  return (query, limit) => {
    const [first = ''] = query.trim().toLowerCase().split(/\s+/)
    const isAsked = ({ onlyAfter }: Entry) =>
      onlyAfter === undefined || (first.length > 1 && onlyAfter.startsWith(first))
    return fuzzysort
      .go(query.trim(), snapshot, {
        limit,
        threshold: 0.4,
        scoreFn: (find) => (isAsked(find.obj) ? find.score * find.obj.weight : 0),
      })
      .map((find) => ({ entry: find.obj, marks: find[0] ? new Set(find[0].indexes) : none }))
  }
}

/** Entries that nobody searched for. */
export function unsought(entries: readonly Entry[]): readonly Find[] {
  return entries.map((entry) => ({ entry, marks: none }))
}
