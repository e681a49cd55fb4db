/** Fixing what was found: what one label says whole is done at once, the rest is shown in a dialog first. */
import { useState } from 'react'
import { isAlone, type Finding } from '../../../shared/doctor.ts'
import { useNavigation } from '../../actions/navigation.tsx'
import { useTellChange } from '../../actions/use-change.ts'
import { useToast } from '../../components/toast.tsx'
import { useApi } from '../../state/state.tsx'
import { fixable } from './rows.ts'

export interface Fixing {
  /** What the dialog is about. */
  readonly reviewing: readonly Finding[] | null
  readonly fix: (findings: readonly Finding[]) => void
  readonly stopReviewing: () => void
  /** The finding that is being fixed without a dialog. */
  readonly repairing: string | null
}

export function useFixing(): Fixing {
  const api = useApi()
  const toast = useToast()
  const tell = useTellChange()
  const [reviewing, setReviewing] = useState<readonly Finding[] | null>(null)
  const [repairing, setRepairing] = useState<string | null>(null)
  // The review leads to other dialogs: to the last good copy, for one.
  const { overlay } = useNavigation()
  if (overlay !== null && reviewing !== null) setReviewing(null)

  async function repair({ id, fix }: Finding) {
    setRepairing(id)
    const result = await api.call('doctor.fix', { findings: [id] })
    setRepairing(null)
    if (!result.ok) toast({ title: result.error.message, text: result.error.fix, tone: 'bad', id: `fix ${id}` })
    else if (result.value) tell(result.value)
    else toast({ title: 'Fixed', text: fix?.label ?? '', id: 'fixed' })
  }

  function fix(findings: readonly Finding[]) {
    const chosen = fixable(findings)
    const [first, ...others] = chosen
    if (!first?.fix || repairing !== null) return
    if (others.length === 0 && first.fix.kind === 'files' && !isAlone(first.fix)) void repair(first)
    else setReviewing(chosen)
  }

  return { reviewing, fix, stopReviewing: () => setReviewing(null), repairing }
}
