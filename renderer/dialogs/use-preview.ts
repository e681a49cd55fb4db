/** What a change would do to the file, asked of the application while one types. */
import { useEffect, useEffectEvent, useState } from 'react'
import type { Change } from '../../shared/contract.ts'
import type { Preview } from '../../shared/contract.ts'
import type { Problem, Result } from '../../shared/result.ts'
import { useApi, useAppState } from '../state/state.tsx'

/** Quiet time after the last keystroke, in ms, before the application is asked again. */
const pause = 150

export interface PreviewState {
  /** The last answer, which stays while the next is awaited; null before the first. */
  readonly preview: Preview | null
  /** Why there is none. */
  readonly problem: Problem | null
}

/**
 * The preview of `change`, again whenever it or the file changes. Null (a draft with faults) asks nothing; nor does
 * `paused` (while the change is being made), when the last answer stays.
 */
export function usePreview(change: Change | null, paused = false): PreviewState {
  const api = useApi()
  const profiles = useAppState((state) => state.profiles)
  const sessions = useAppState((state) => state.sessions)
  const changes = useAppState((state) => state.changes)
  const [answer, setAnswer] = useState<Result<Preview> | null>(null)
  const wait = useEffectEvent(() => (answer === null ? 0 : pause))
  const ask = useEffectEvent(async (isCurrent: () => boolean) => {
    if (change === null) return
    const result = await api.call('config.preview', { change })
    if (isCurrent()) setAnswer(result)
  })
  const text = JSON.stringify(change)

  useEffect(() => {
    if (paused) return undefined
    let current = true
    const timer = setTimeout(() => void ask(() => current), wait())
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, profiles, sessions, changes, paused])

  if (change === null || answer === null) return { preview: null, problem: null }
  return answer.ok ? { preview: answer.value, problem: null } : { preview: null, problem: answer.error }
}
