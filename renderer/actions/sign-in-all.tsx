/** Signing in to several sessions in a row: which, how far, and the way to stop it, on whatever screen one is. */
import { createContext, use, useMemo, useState, type ReactNode } from 'react'
import { sessionsToSignIn } from '../../shared/conditions.ts'
import { useToast } from '../components/toast.tsx'
import { useApi, useAppState, useNow } from '../state/state.tsx'

interface SigningInAll {
  /** Those that are signed in to in a row, in this order; null while that is not under way. */
  readonly names: readonly string[] | null
  readonly start: (names: readonly string[]) => Promise<void>
}

const SignInAllContext = createContext<SigningInAll>({ names: null, start: async () => {} })

export function SignInAllProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi()
  const toast = useToast()
  const [names, setNames] = useState<readonly string[] | null>(null)
  const row = useMemo<SigningInAll>(
    () => ({
      names,
      async start(sessions) {
        setNames(sessions)
        const result = await api.call('session.signInAll', { sessions })
        setNames(null)
        // Those that failed say so in their own panels. What was signed in elsewhere meanwhile is not among those answered.
        if (!result.ok || result.value.problems.length > 0) return
        const { length } = result.value.done
        toast({ title: `Signed in to ${length} ${length === 1 ? 'session' : 'sessions'}`, id: 'signed-in all' })
      },
    }),
    [api, toast, names],
  )
  return <SignInAllContext value={row}>{children}</SignInAllContext>
}

/** Starts the row for all that need it; null where fewer than two do, or it is under way. */
export function useSignInAll(): { readonly count: number; readonly start: () => void } | null {
  const { names, start } = use(SignInAllContext)
  const sessions = useAppState((state) => state.sessions)
  const signIns = useAppState((state) => state.signIns)
  const now = useNow()
  return useMemo(() => {
    const needed = sessionsToSignIn({ sessions, signIns }, now)
    return names || needed.length < 2 ? null : { count: needed.length, start: () => void start(needed) }
  }, [names, start, sessions, signIns, now])
}

export interface Row {
  /** The session that is signed in to now, and its place in the row from 1; null between two. */
  readonly current: { readonly name: string; readonly place: number } | null
  readonly count: number
  readonly stop: () => void
}

/** How far the row is; null while none is under way. To stop the one that waits ends the row. */
export function useSignInRow(): Row | null {
  const api = useApi()
  const { names } = use(SignInAllContext)
  const signIns = useAppState((state) => state.signIns)
  if (!names) return null
  const at = names.findIndex((name) => signIns[name] && signIns[name].stage !== 'failed')
  const name = names[at]
  return {
    current: name === undefined ? null : { name, place: at + 1 },
    count: names.length,
    stop: () => name !== undefined && void api.call('session.cancelSignIn', { session: name }),
  }
}
