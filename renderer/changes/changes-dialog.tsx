/** What Lanyard changed in the file, newest first: the lines that undoing each would write, and the button for it. */
import { useId, useState } from 'react'
import type { ChangeRecord } from '../../shared/state.ts'
import { Button } from '../components/button.tsx'
import { useCurrentRow } from '../components/current-row.ts'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Note } from '../components/note.tsx'
import { useAppState } from '../state/state.tsx'
import { ChangePreview } from '../dialogs/change-preview.tsx'
import { useReview, type Review } from '../dialogs/use-review.ts'
import { ChangeList } from './change-list.tsx'
import styles from './changes.module.css'

/** `id` is the change that one begins with; null is the newest. */
export function ChangesDialog({ id, onClose }: { readonly id: string | null; readonly onClose: () => void }) {
  const changes = useAppState((state) => state.changes)
  const path = useAppState((state) => state.config.path)
  if (changes.length === 0) return <NoChanges path={path} onClose={onClose} />
  return <Changes changes={changes} path={path} first={id} onClose={onClose} />
}

function NoChanges({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  return (
    <Dialog open holds={false} onClose={onClose} size="small" title="Changes">
      <EmptyState icon="undo" title="No changes yet" action={<Button onClick={onClose}>Close</Button>}>
        What Lanyard changes in {path} is listed here, with its lines and a button that takes it back. The last 50
        changes are kept.
      </EmptyState>
    </Dialog>
  )
}

function Changes({
  changes,
  path,
  first,
  onClose,
}: {
  readonly changes: readonly ChangeRecord[]
  readonly path: string
  readonly first: string | null
  readonly onClose: () => void
}) {
  const formId = useId()
  const [begin] = useState(first ?? changes[0]?.id ?? null)
  const current = useCurrentRow(changes, { keyOf: ({ id }) => id, first: begin })
  const change = current.row ?? changes[0]!
  // One that is undone already is taken back by nothing but undoing that undo.
  const review = useReview(change.undone ? null : { kind: 'undo', id: change.id }, () => {})
  return (
    <Dialog
      open
      holds={false}
      onClose={onClose}
      size="large"
      title="Changes"
      description={`What Lanyard changed in ${path}, newest first. What others change is never undone.`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Close
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            pending={review.pending}
            disabled={!review.isReady}
            keys="↵"
          >
            {change.undoes === null ? 'Undo' : 'Undo the undo'}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles['panes']}
        onSubmit={(event) => {
          event.preventDefault()
          if (review.isReady && !review.pending) void review.write()
        }}
      >
        <ChangeList current={current} />
        <Detail changes={changes} change={change} review={review} onChoose={current.go} />
      </form>
    </Dialog>
  )
}

function Detail({
  changes,
  change,
  review,
  onChoose,
}: {
  readonly changes: readonly ChangeRecord[]
  readonly change: ChangeRecord
  readonly review: Review
  readonly onChoose: (id: string) => void
}) {
  const undo = changes.find(({ undoes }) => undoes === change.id)
  return (
    <section className={styles['detail']} aria-label={change.what}>
      {change.undone ? (
        <Note
          tone="info"
          title="This change is undone."
          actions={
            undo && (
              <Button size="small" onClick={() => onChoose(undo.id)}>
                Show the undo
              </Button>
            )
          }
        >
          Undoing the undo makes it again.
        </Note>
      ) : (
        <>
          {!review.problem && <h3 className={styles['heading']}>Undoing it would write</h3>}
          <ChangePreview
            state={review.preview}
            refusal={review.problem}
            waiting="Reading the file…"
            onAnyway={() => void review.write(true)}
          />
        </>
      )}
    </section>
  )
}
