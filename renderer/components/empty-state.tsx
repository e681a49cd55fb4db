/** What an empty screen says: what belongs here, and the one thing to do about it. */
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './empty-state.module.css'

export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  readonly icon: IconName
  readonly title: string
  /** A sentence or two. */
  readonly children: ReactNode
  /** The one button. */
  readonly action?: ReactNode
}) {
  return (
    <div className={styles['empty']}>
      <span className={styles['mark']}>
        <Icon name={icon} size={22} />
      </span>
      <h2 className={styles['title']}>{title}</h2>
      <div className={styles['text']}>{children}</div>
      {action}
    </div>
  )
}
