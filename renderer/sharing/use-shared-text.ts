/** What the application makes of what is chosen, and of what somebody shared. */
import { useEffect, useEffectEvent, useState } from 'react'
import type { SharedSetup, SharedText } from '../../shared/setup.ts'
import type { Result } from '../../shared/result.ts'
import { useApi } from '../state/state.tsx'
import { sectionKey, type SectionRow } from './sections.ts'

export interface SharedTextState {
  /** The last answer, which stays while the next is awaited; null while nothing is chosen, and before the first. */
  readonly shared: Result<SharedText> | null
  /** True when that is about what is chosen now. */
  readonly isCurrent: boolean
}

/** The chosen ones of `rows` as text and as a link. */
export function useSharedText(rows: readonly SectionRow[], chosen: ReadonlySet<string>): SharedTextState {
  const api = useApi()
  const names = (kind: SectionRow['kind']) =>
    rows.filter((row) => row.kind === kind && chosen.has(sectionKey(row))).map(({ name }) => name)
  const [sessions, profiles] = [names('session'), names('profile')]
  const question = sessions.length + profiles.length === 0 ? null : JSON.stringify([sessions, profiles])
  // New rows come from a file that has changed.
  const answer = useLatest(question, rows, () => api.call('share.write', { sessions, profiles }))
  return { shared: question === null ? null : answer.latest, isCurrent: answer.question === question }
}

/** What `text` would add; null without a text, and until there is an answer about this very one. */
export function useSharedSetup(text: string | null): Result<SharedSetup> | null {
  const api = useApi()
  const answer = useLatest(text, null, () => api.call('share.read', { text: text ?? '' }))
  return answer.question === text ? answer.latest : null
}

interface Latest<T> {
  readonly question: string | null
  /** Stays while the next is awaited. */
  readonly latest: Result<T> | null
}

/** The answer to `question`, asked again when `basis` is another one; null asks nothing. */
function useLatest<T>(question: string | null, basis: unknown, ask: () => Promise<Result<T>>): Latest<T> {
  const [answer, setAnswer] = useState<Latest<T>>({ question: null, latest: null })
  const run = useEffectEvent(async (isCurrent: () => boolean) => {
    if (question === null) return
    const latest = await ask()
    if (isCurrent()) setAnswer({ question, latest })
  })
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => void run(() => current))
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [question, basis])
  return answer
}
