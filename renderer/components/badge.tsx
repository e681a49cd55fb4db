/** A word on a tinted ground: `Active`. */
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './badge.module.css'

export function Badge({
  tone = 'accent',
  children,
}: {
  readonly tone?: 'accent' | 'ok' | 'warn' | 'bad' | 'dim'
  readonly children: ReactNode
}) {
  return <span className={classes(styles['badge'], styles[tone])}>{children}</span>
}
