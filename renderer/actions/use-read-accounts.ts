/** Reads what a session may use as soon as somebody looks at it, once for each sign-in. */
import { useEffect, useEffectEvent, useRef } from 'react'
import { useApi, useAppState } from '../state/state.tsx'

/** Reads the accounts of `session` when it is signed in and they are not known. Null reads nothing. */
export function useReadAccounts(session: string | null): void {
  useReadAllAccounts(session === null ? none : [session])
}

const none: readonly string[] = []

/** The same for several sessions. */
export function useReadAllAccounts(names: readonly string[]): void {
  const api = useApi()
  const sessions = useAppState((state) => state.sessions)
  const assignments = useAppState((state) => state.assignments)
  const tried = useRef(new Set<string>())
  const read = useEffectEvent((name: string, expiresAt: string | null) => {
    const status = assignments[name]?.status ?? 'unknown'
    const refused = assignments[name]?.problem?.code === 'sign-in-needed'
    if (status !== 'unknown' && !refused) return
    const signIn = `${name}\n${expiresAt}`
    if (tried.current.has(signIn)) return
    tried.current.add(signIn)
    // How it goes is in the state, success and failure alike.
    void api.call('accounts.read', { session: name })
  })
  const wanted = names.join('\n')

  useEffect(() => {
    for (const { name, status, expiresAt } of sessions) {
      if (status === 'signed-in' && wanted.split('\n').includes(name)) read(name, expiresAt)
    }
  }, [sessions, wanted])
}
