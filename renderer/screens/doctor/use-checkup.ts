/** What Doctor knows, checked anew whenever its screen opens. */
import { useEffect, useState } from 'react'
import type { Checkup } from '../../../shared/doctor.ts'
import type { Problem } from '../../../shared/result.ts'
import { useApi, useAppState } from '../../state/state.tsx'

export interface CheckupOnScreen extends Checkup {
  /** When everything was last looked at since the screen opened, in ms; null before that. */
  readonly at: number | null
  /** Why the last check came to nothing. */
  readonly problem: Problem | null
  readonly check: () => void
}

export function useCheckup(): CheckupOnScreen {
  const api = useApi()
  const checkup = useAppState((state) => state.doctor)
  const [asked, setAsked] = useState(1)
  const [last, setLast] = useState<{ answered: number; at: number | null; problem: Problem | null }>({
    answered: 0,
    at: null,
    problem: null,
  })

  useEffect(() => {
    let isCurrent = true
    void (async () => {
      const result = await api.call('doctor.check', {})
      if (!isCurrent) return
      setLast(({ at }) => ({
        answered: asked,
        at: result.ok ? Date.now() : at,
        problem: result.ok ? null : result.error,
      }))
    })()
    return () => {
      isCurrent = false
    }
  }, [api, asked])

  const checking = last.answered !== asked || checkup.checking
  return { ...checkup, checking, at: last.at, problem: last.problem, check: () => setAsked(asked + 1) }
}
