/** What fixing would do, before it is done: the whole diff, and what changes on the disk besides. */
import { useRef, useState } from 'react'
import type { Finding } from '../../../shared/doctor.ts'
import { useTellChange } from '../../actions/use-change.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorBox } from '../../parts/error-box.tsx'
import { useToast } from '../../components/toast.tsx'
import { useOperation } from '../../state/state.tsx'
import { ChangePreview } from '../../dialogs/change-preview.tsx'
import { usePreview } from '../../dialogs/use-preview.ts'
import styles from './fix-dialog.module.css'

/** `findings` are those to fix, each with a fix; null closes the dialog. `onFixed` after all of them. */
export function FixDialog({
  findings,
  onClose,
  onFixed,
}: {
  readonly findings: readonly Finding[] | null
  readonly onClose: () => void
  readonly onFixed: () => void
}) {
  // The last ones stay while the dialog fades out; each review begins anew.
  const [shown, setShown] = useState({ findings, times: 0 })
  if (findings && shown.findings !== findings) setShown({ findings, times: shown.times + 1 })
  if (!shown.findings) return null
  return (
    <FixReview
      key={shown.times}
      findings={shown.findings}
      open={findings !== null}
      onClose={onClose}
      onFixed={onFixed}
    />
  )
}

function FixReview({
  findings,
  open,
  onClose,
  onFixed,
}: {
  readonly findings: readonly Finding[]
  readonly open: boolean
  readonly onClose: () => void
  readonly onFixed: () => void
}) {
  const write = useRef<HTMLButtonElement>(null)
  const fixing = useFix(findings, () => {
    onClose()
    onFixed()
  })
  const { mend, files, pending, problem } = fixing
  const state = usePreview(mend, pending || !open)
  const isWaiting = mend !== null && !state.preview && !state.problem
  const isBlocked = Boolean(state.problem ?? state.preview?.problem)

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={titleOf(findings)}
      description={descriptionOf(findings, fixing)}
      initialFocus={write}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            ref={write}
            variant="primary"
            keys="↵"
            pending={pending || isWaiting}
            disabled={isBlocked}
            onClick={() => void fixing.run(false)}
          >
            {files.length > 0 ? 'Fix' : 'Write'}
          </Button>
        </>
      }
    >
      {!mend && problem && <ErrorBox problem={problem} />}
      {mend && (
        <ChangePreview
          state={state}
          refusal={problem}
          waiting="Reading the file…"
          onAnyway={() => void fixing.run(true)}
        />
      )}
      {files.length > 0 && (
        <section className={styles['files']} aria-label="Changes on the disk">
          <h3 className={styles['heading']}>{mend ? 'Then, on the disk' : 'On the disk'}</h3>
          {/* A scrollable region must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <ul className={styles['list']} tabIndex={0}>
            {files.map(({ id, fix }) => (
              <li key={id}>
                <bdi>{fix?.label}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}

/** All lines as one change, which its toast takes back; then the files. */
function useFix(findings: readonly Finding[], onDone: () => void) {
  const toast = useToast()
  const change = useOperation('config.change')
  const tell = useTellChange()
  const repair = useOperation('doctor.fix')
  const [isMended, setMended] = useState(false)
  const idsOf = (kind: 'lines' | 'files') => findings.filter(({ fix }) => fix?.kind === kind).map(({ id }) => id)
  const [lines, files] = [isMended ? [] : idsOf('lines'), idsOf('files')]
  const mend = lines.length > 0 ? ({ kind: 'mend', findings: lines } as const) : null

  /** Ends where something is refused: what is done stays done, and is not asked for again. */
  async function run(anyway: boolean): Promise<void> {
    const changed = mend ? await change.run({ change: mend, anyway }) : null
    if (changed?.ok === false) return
    if (files.length > 0) setMended(true)
    const repaired = files.length > 0 ? await repair.run({ findings: files }) : null
    // Not before: what follows looks at the whole machine, which may outlast the message.
    if (changed) tell(changed.value)
    else if (repaired?.ok === true) toast({ title: `Fixed ${countOf(files.length)}`, id: 'fixed' })
    if (repaired?.ok !== false) onDone()
  }

  return {
    mend,
    files: findings.filter(({ fix }) => fix?.kind === 'files'),
    run,
    pending: change.pending || repair.pending,
    problem: change.problem ?? repair.problem,
  }
}

function countOf(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'finding' : 'findings'}`
}

function titleOf(findings: readonly Finding[]): string {
  const [first] = findings
  return findings.length === 1 && first ? first.title : `Fix ${countOf(findings.length)}`
}

function descriptionOf(
  findings: readonly Finding[],
  { mend, files }: Pick<ReturnType<typeof useFix>, 'mend' | 'files'>,
): string {
  if (!mend) return 'Lanyard cannot undo this.'
  if (files.length > 0)
    return 'The lines change together, and Undo takes them back. What changes on the disk besides stays.'
  const what = findings.length === 1 && findings[0]?.fix ? `${findings[0].fix.label}. ` : ''
  return `${what}Undo is one click away.`
}
