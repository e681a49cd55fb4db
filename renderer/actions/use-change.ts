/** Changing the config file: the operation, and a toast that says what was done and takes it back. */
import { useCallback, useMemo } from 'react'
import type { Change, Changed } from '../../shared/contract.ts'
import type { Problem, Result } from '../../shared/result.ts'
import { newestToUndo } from '../../shared/state.ts'
import { useToast } from '../components/toast.tsx'
import { useApi, useOperation } from '../state/state.tsx'
import { useNavigate } from './navigation.tsx'

export interface ChangeOperation {
  /** `anyway` after `config-shrunk`, when the person says so. */
  readonly make: (change: Change, anyway?: boolean) => Promise<Result<Changed>>
  readonly pending: boolean
  /** Why the last one was refused. */
  readonly problem: Problem | null
}

export function useChange(): ChangeOperation {
  const { run, pending, problem } = useOperation('config.change')
  const tell = useTellChange()
  const make = useCallback(
    async (change: Change, anyway = false) => {
      const result = await run({ change, anyway })
      if (result.ok) tell(result.value)
      return result
    },
    [run, tell],
  )
  return { make, pending, problem }
}

/** Says what was changed, with *Undo* on it. */
export function useTellChange(): (changed: Changed) => void {
  return useUndoing().tell
}

/** Takes back the newest change that stands, and says which, with *Redo* on it. */
export function useUndoLast(): () => Promise<void> {
  return useUndoing().undoLast
}

/** A message with this id is about the last change, so that there is one of them at a time. */
const id = 'changed'

const putBack = 'Another program had put an older copy of the file in its place. The change is back on top of it.'

interface Undoing {
  readonly tell: (changed: Changed) => void
  readonly undoLast: () => Promise<void>
}

function useUndoing(): Undoing {
  const api = useApi()
  const toast = useToast()
  const navigate = useNavigate()
  return useMemo(() => {
    function tell(changed: Changed, label: 'Undo' | 'Redo' = 'Undo'): void {
      const { what, id: change, trouble } = changed
      if (change === null) return
      const action = { label, run: () => void undo(change, label) }
      const text = [changed.putBack ? putBack : '', trouble ? `${trouble.message} ${trouble.fix}` : ''].join(' ').trim()
      toast({ title: what, ...(text === '' ? {} : { text }), ...(trouble ? { tone: 'warn' } : {}), action, id })
    }

    /** Undoing an undo is redoing. */
    async function undo(change: string, label: 'Undo' | 'Redo' = 'Undo'): Promise<void> {
      const result = await api.call('config.change', { change: { kind: 'undo', id: change }, anyway: false })
      if (result.ok) return tell(result.value, label === 'Undo' ? 'Redo' : 'Undo')
      const action = { label: 'Show why', run: () => navigate({ screen: 'changes', id: change }) }
      toast({ title: result.error.message, text: result.error.fix, tone: 'bad', action, id })
    }

    async function undoNewest(): Promise<void> {
      const changes = await api.call('config.changes', {})
      if (!changes.ok) return toast({ title: changes.error.message, text: changes.error.fix, tone: 'bad', id })
      const last = newestToUndo(changes.value)
      if (last) return undo(last.id)
      toast({ title: 'There is nothing to undo', text: 'Lanyard has no change of its own left in the file.', id })
    }

    // One press after the other, however fast: each has to see what the one before it has undone.
    let before = Promise.resolve()
    const undoLast = () => (before = before.then(undoNewest))
    return { tell, undoLast }
  }, [api, toast, navigate])
}
