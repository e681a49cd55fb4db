/** The frame of every dialog that changes the file: its fields, the lines that will change, and the button that writes. */
import { useId, useRef, type ReactNode } from 'react'
import { Button } from '../components/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import type { Field } from '../../shared/result.ts'
import { ChangePreview } from './change-preview.tsx'
import styles from './form.module.css'
import type { Review } from './use-review.ts'

interface Frame {
  readonly title: string
  readonly description?: ReactNode
  readonly review: Review
  /** What the button says that writes the change. */
  readonly button: string
  /** Another button beside it. */
  readonly second?: ReactNode
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** A form: Enter writes, from any of its fields. */
export function ChangeDialog({
  title,
  description,
  review,
  button,
  fields,
  waiting = 'The lines that will change appear here.',
  isGood = true,
  second,
  onSubmit,
  onClose,
  children,
}: Frame & {
  /** The fields that say themselves what is wrong with them. */
  readonly fields: readonly Field[]
  /** What stands in the place of the lines until the form is whole. */
  readonly waiting?: string
  /** False keeps the button from being pressed. */
  readonly isGood?: boolean
  /** What Enter does; to write the change when left out. */
  readonly onSubmit?: () => Promise<unknown>
}) {
  const formId = useId()
  const { preview, problem, pending, isBlocked } = review
  const isPlain = problem?.field === undefined || !fields.includes(problem.field)
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          {second}
          <Button
            variant="primary"
            type="submit"
            form={formId}
            pending={pending}
            disabled={!isGood || isBlocked}
            keys="↵"
          >
            {button}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) void (onSubmit ?? review.write)()
        }}
      >
        {children}
      </form>
      <ChangePreview
        state={preview}
        refusal={isPlain ? problem : null}
        waiting={waiting}
        onAnyway={() => void review.write(true)}
      />
    </Dialog>
  )
}

/** A question before something goes: the safe answer has the focus. */
export function RemoveDialog({ title, description, review, button, second, onClose, children }: Frame) {
  const keep = useRef<HTMLButtonElement>(null)
  const { preview, problem, pending, isReady, write } = review
  return (
    <Dialog
      kind="alert"
      open
      onClose={onClose}
      title={title}
      description={description}
      initialFocus={keep}
      footer={
        <>
          {second}
          <Button ref={keep} onClick={onClose}>
            Keep it
          </Button>
          <Button variant="danger" pending={pending} disabled={!isReady} onClick={() => void write()}>
            {button}
          </Button>
        </>
      }
    >
      {children}
      <ChangePreview state={preview} refusal={problem} waiting="Reading the file…" onAnyway={() => void write(true)} />
    </Dialog>
  )
}
