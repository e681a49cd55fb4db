/** Changing the config file: the operation, and a toast that says what was done and takes it back. */
import { useCallback } from 'react'
import type { Change, Changed } from '../../shared/contract.ts'
import type { Problem, Result } from '../../shared/result.ts'
import { useToast } from '../components/toast.tsx'
import { useApi, useOperation } from '../state.tsx'

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

const putBack = 'Another program had put an older copy of the file in its place. The change is back on top of it.'

/** Says what was changed, with *Undo* on it. */
export function useTellChange(): (changed: Changed) => void {
  const api = useApi()
  const toast = useToast()
  return useCallback(
    function tell({ id, what, putBack: wasPutBack }: Changed): void {
      if (id === null) return
      const undo = async () => {
        const result = await api.call('config.change', { change: { kind: 'undo', id }, anyway: false })
        if (result.ok) tell(result.value)
        else toast({ title: result.error.message, text: result.error.fix, tone: 'bad', id: 'changed' })
      }
      const action = { label: 'Undo', run: () => void undo() }
      toast({ title: what, ...(wasPutBack ? { text: putBack } : {}), action, id: 'changed' })
    },
    [api, toast],
  )
}
