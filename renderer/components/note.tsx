/** A tinted box with something to know: a warning, a success, a problem with the button that mends it. */
import type { ReactNode } from 'react'
import type { Problem } from '../../shared/result.ts'
import { useRemedy } from '../actions/actions.ts'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { DiffView } from '../parts/diff-view.tsx'
import { Icon } from './icon.tsx'
import styles from './note.module.css'

export function Note({
  tone,
  title,
  children,
  actions,
  alert = false,
}: {
  readonly tone: 'ok' | 'warn' | 'bad' | 'info'
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Read out at once when it appears. */
  readonly alert?: boolean
}) {
  const icon = { ok: 'check', warn: 'warning', bad: 'warning', info: 'info' } as const
  return (
    <div className={classes(styles['note'], styles[tone])} role={alert ? 'alert' : undefined}>
      <span className={styles['icon']}>
        <Icon name={icon[tone]} />
      </span>
      <div className={styles['content']}>
        <div className={styles['title']}>{title}</div>
        {children !== undefined && <div className={styles['text']}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}

/**
 * What happened, what to do, the button for it, and the lines that are the reason where there are some. `onRetry` gives
 * a remedy of kind `retry` (and a problem without a remedy) its button. Use it for whatever no form field shows.
 */
export function ErrorBox({
  problem,
  onRetry,
  actions,
}: {
  readonly problem: Problem
  readonly onRetry?: () => void
  readonly actions?: ReactNode
}) {
  const remedy = useRemedy(problem, onRetry)
  const note = (
    <Note
      tone="bad"
      title={problem.message}
      alert
      actions={
        remedy || actions !== undefined ? (
          <>
            {actions}
            {remedy && (
              <Button size="small" onClick={remedy.run}>
                {remedy.label}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      {problem.fix}
    </Note>
  )
  if (!problem.diff) return note
  return (
    <>
      {note}
      <DiffView preview={problem.diff} kind="difference" />
    </>
  )
}
