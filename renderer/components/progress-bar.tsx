/** How much of something is done. */
import { Progress } from '@base-ui/react/progress'
import styles from './progress-bar.module.css'

/** `label` names it for screen readers; `total` 0 shows a bar that has not begun. */
export function ProgressBar({
  label,
  done,
  total,
}: {
  readonly label: string
  readonly done: number
  readonly total: number
}) {
  return (
    <Progress.Root className={styles['bar']} aria-label={label} value={done} max={Math.max(total, 1)}>
      <Progress.Track className={styles['track']}>
        <Progress.Indicator className={styles['indicator']} />
      </Progress.Track>
    </Progress.Root>
  )
}
