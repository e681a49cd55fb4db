/** What stands in a dialog when the file has suddenly lost most of itself: another program may be in the midst of writing it. */
import type { Problem } from '../../shared/result.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'

/** `problem` is a `config-shrunk`. `onAnyway` makes the change on top of what is left, `onRestore` leads to RestoreConfig. */
export function ShrunkChoice({
  problem,
  onAnyway,
  onRestore,
}: {
  readonly problem: Problem
  readonly onAnyway: () => void
  readonly onRestore: () => void
}) {
  return (
    <Note
      tone="bad"
      title={problem.message}
      alert
      actions={
        <>
          <Button size="small" onClick={onRestore}>
            Put the last good copy back…
          </Button>
          <Button size="small" onClick={onAnyway}>
            Make the change all the same
          </Button>
        </>
      }
    >
      {problem.fix}
    </Note>
  )
}
