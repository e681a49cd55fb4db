/** The list of changes. Arrows, Home and End walk it; Enter is the dialog's main button. */
import type { ChangeRecord } from '../../shared/state.ts'
import { agoInWords, momentInWords } from '../../shared/time.ts'
import { Badge } from '../components/badge.tsx'
import { classes } from '../components/classes.ts'
import { moveByKey, type CurrentRow } from '../components/current-row.ts'
import { Options } from '../components/list.tsx'
import lists from '../components/list.module.css'
import { useNow } from '../state/state.tsx'
import styles from './changes.module.css'

const layout = { heightOf: () => 53, measured: true }

export function ChangeList({ current }: { readonly current: CurrentRow<ChangeRecord> }) {
  function onKeyDown(event: React.KeyboardEvent<HTMLDivElement>): void {
    if (moveByKey(event, current.move) || event.key !== 'Enter') return
    event.preventDefault()
    event.currentTarget.closest('form')?.requestSubmit()
  }

  return (
    <Options
      label="Changes, newest first"
      className={classes(lists['framed'], styles['list'])}
      current={current}
      layout={layout}
      onKeyDown={onKeyDown}
      onPick={({ id }) => current.go(id)}
    >
      {(change) => <Entry change={change} />}
    </Options>
  )
}

function Entry({ change: { at, what, added, removed, undone } }: { readonly change: ChangeRecord }) {
  const now = useNow()
  const then = Date.parse(at)
  return (
    <div className={styles['change']}>
      <span className={styles['what']}>
        <bdi>{what}</bdi>
      </span>
      <span className={styles['facts']}>
        <time dateTime={at} title={new Date(then).toLocaleString('en')}>
          {agoInWords(then, now)} · {momentInWords(then, now)}
        </time>
        <span className={styles['counts']}>
          <span className={styles['added']}>+{added.toLocaleString('en')}</span>{' '}
          <span className={styles['removed']}>−{removed.toLocaleString('en')}</span>
        </span>
        {undone && <Badge tone="dim">Undone</Badge>}
      </span>
    </div>
  )
}
