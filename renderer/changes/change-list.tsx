/** The list of changes. Arrows, Home and End walk it; Enter is the dialog's main button. */
import { useEffect, useId, useRef } from 'react'
import type { ChangeRecord } from '../../shared/state.ts'
import { agoInWords, momentInWords } from '../../shared/time.ts'
import { Badge } from '../components/badge.tsx'
import { useNow } from '../state/state.tsx'
import styles from './changes.module.css'

export function ChangeList({
  changes,
  chosen,
  onChoose,
}: {
  readonly changes: readonly ChangeRecord[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const at = changes.findIndex((change) => change.id === chosen)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  function onKeyDown(event: React.KeyboardEvent<HTMLDivElement>): void {
    if (event.key === 'Enter') event.currentTarget.closest('form')?.requestSubmit()
    else {
      const by = moves[event.key]
      if (by === undefined) return
      const next = changes[Math.max(0, Math.min(changes.length - 1, at + by))]
      if (next) onChoose(next.id)
    }
    event.preventDefault()
  }

  return (
    <div
      ref={list}
      className={styles['list']}
      role="listbox"
      aria-label="Changes, newest first"
      aria-activedescendant={`${id}${at}`}
      tabIndex={0}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog begins in its list
      autoFocus
      onKeyDown={onKeyDown}
    >
      {changes.map((change, index) => (
        // The list has the keyboard (aria-activedescendant); an option has the pointer.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={change.id}
          id={`${id}${index}`}
          role="option"
          aria-selected={index === at}
          className={styles['change']}
          onClick={() => onChoose(change.id)}
        >
          <Entry change={change} />
        </div>
      ))}
    </div>
  )
}

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  j: 1,
  k: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -Infinity,
  End: Infinity,
}

function Entry({ change: { at, what, added, removed, undone } }: { readonly change: ChangeRecord }) {
  const now = useNow()
  const then = Date.parse(at)
  return (
    <>
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
    </>
  )
}
