/** A tinted box with something to know: a warning, a success. */
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
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
