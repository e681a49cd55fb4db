/** The state of a session's form: what is typed, what it means, what is wrong with it. */
import { useState } from 'react'
import type { SessionDraft, SessionEdit } from '../../shared/contract.ts'
import type { Problem } from '../../shared/result.ts'
import type { Session } from '../../shared/state.ts'
import { useAppState } from '../state/state.tsx'
import {
  checkSession,
  sessionDraft,
  sessionFields,
  type SessionFields,
  type SessionProblems,
} from './session-fields.ts'

export interface SessionFormState {
  readonly mode: 'new' | 'edit'
  readonly fields: SessionFields
  readonly draft: SessionDraft
  /** The draft without what nobody touched: that stays as the file has it. */
  readonly edit: SessionEdit
  readonly problems: SessionProblems
  readonly submitted: boolean
  readonly isGood: boolean
  /** What the application said that belongs to no field. */
  readonly refusal: Problem | null
  readonly setFields: (fields: SessionFields) => void
  /** Shows every fault; true when there is none. */
  readonly submit: () => boolean
  /** Takes what the application said: beside its field where it has one. */
  readonly refuse: (problem: Problem) => void
}

/** A form for a new session (which may begin with a start URL), or for `session`. */
export function useSessionForm(session: Session | null, startUrl?: string): SessionFormState {
  const sessions = useAppState((state) => state.sessions)
  const mode = session === null ? 'new' : 'edit'
  // What the person has not touched follows the file.
  const [touched, setTouched] = useState<Partial<SessionFields>>(startUrl === undefined ? {} : { startUrl })
  const fields = { ...sessionFields(session), ...touched }
  const [submitted, setSubmitted] = useState(false)
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const draft = sessionDraft({ sessions }, fields)
  const isEdited = (key: string) => mode === 'new' || Object.hasOwn(touched, key)
  const checked = onlyWhere(isEdited, checkSession({ sessions }, draft, mode), null)
  const isGood = Object.values(checked).every((problem) => problem === null)
  const hasField = refusal?.field !== undefined && Object.hasOwn(checked, refusal.field)
  return {
    mode,
    fields,
    draft,
    edit: { ...Object.fromEntries(Object.entries(draft).filter(([key]) => isEdited(key))), name: draft.name },
    problems: refusal?.field !== undefined && hasField ? { ...checked, [refusal.field]: refusal.message } : checked,
    submitted,
    isGood,
    refusal: hasField ? null : refusal,
    setFields(next) {
      setTouched({ ...touched, ...differing(next, fields) })
      setRefusal(null)
    },
    submit() {
      setSubmitted(true)
      setRefusal(null)
      return isGood
    },
    refuse(problem) {
      setSubmitted(true)
      setRefusal(problem)
    },
  }
}

function onlyWhere<T extends object>(holds: (key: string) => boolean, values: T, other: T[keyof T]): T {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, holds(key) ? value : other])) as T
}

function differing<T extends object>(next: T, now: T): Partial<T> {
  const keys = Object.keys(next) as (keyof T)[]
  return Object.fromEntries(keys.filter((key) => next[key] !== now[key]).map((key) => [key, next[key]])) as Partial<T>
}
