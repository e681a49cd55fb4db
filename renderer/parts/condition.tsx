/** How something stands, as a dot and words in its tone: never the colour alone. See shared/conditions.ts. */
import type { Condition, Tone } from '../../shared/conditions.ts'
import { classes } from '../components/classes.ts'
import styles from './condition.module.css'

/** The dot alone, for where the words stand elsewhere. */
export function ToneDot({ tone }: { readonly tone: Tone }) {
  return <span className={classes(styles['dot'], styles[tone])} />
}

/** Dot and words. `live` reads changes out to screen readers. */
export function ConditionMark({
  condition,
  live = false,
}: {
  readonly condition: Pick<Condition, 'tone' | 'words'>
  readonly live?: boolean
}) {
  return (
    <span className={classes(styles['condition'], styles[condition.tone])} role={live ? 'status' : undefined}>
      <ToneDot tone={condition.tone} />
      <span
        className={classes(styles['words'], /\d/.test(condition.words) && styles['numeric'])}
        title={condition.words}
      >
        {condition.words}
      </span>
    </span>
  )
}
