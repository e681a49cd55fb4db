/** Looking for the region that knows a start URL, among all of its partition. */
import { useEffect, useState } from 'react'
import type { FoundRegion } from '../../shared/contract.ts'
import type { Result } from '../../shared/result.ts'
import { useApi } from '../state/state.tsx'

export interface RegionFinder {
  /** `idle` too when the start URL has become another one since. */
  readonly status: 'idle' | 'asking' | 'answered'
  readonly answer: Result<FoundRegion> | null
  readonly find: () => void
  /** Wants no answer any more. */
  readonly close: () => void
}

interface Search {
  readonly startUrl: string
  readonly answer: Result<FoundRegion> | null
}

/** For the start URL as it is typed now; `atOnce` begins by itself. */
export function useRegionFinder(startUrl: string, atOnce: boolean): RegionFinder {
  const api = useApi()
  const [search, setSearch] = useState<Search | null>(atOnce ? { startUrl, answer: null } : null)
  useEffect(() => {
    if (search === null || search.answer !== null) return undefined
    let current = true
    void api
      .call('session.findRegion', { startUrl: search.startUrl })
      .then((answer) => current && setSearch({ ...search, answer }))
    return () => {
      current = false
    }
  }, [api, search])

  const its = search?.startUrl === startUrl ? search : null
  return {
    status: its === null ? 'idle' : its.answer === null ? 'asking' : 'answered',
    answer: its?.answer ?? null,
    find: () => setSearch({ startUrl, answer: null }),
    close: () => setSearch(null),
  }
}
