/** A search over entries, with the list of what it finds: type, move, and Enter does what the entry stands for. */
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { classes } from '../components/classes.ts'
import { moveByKey, useCurrentRow } from '../components/current-row.ts'
import { Icon } from '../components/icon.tsx'
import { Kbd } from '../components/kbd.tsx'
import { comboboxProps, Options } from '../components/list.tsx'
import lists from '../components/list.module.css'
import { SearchInput } from '../components/search-input.tsx'
import type { Entry } from './entries.ts'
import { createFinder, unsought, type Find } from './find.ts'
import styles from './palette.module.css'

/** Most finds: nobody reads further. */
export const limit = 60
const keyOf = ({ entry }: Find) => entry.id
const layout = { heightOf: () => 34, room: { above: 6, below: 6 } }

interface FinderProps {
  readonly entries: readonly Entry[]
  /** What is there before anything is typed. */
  readonly before: readonly Entry[]
  /** What can be found, in the empty field. */
  readonly label: string
  /** Something was chosen, and is done next. */
  readonly onClose?: () => void
}

export function Finder({ entries, before, label, onClose }: FinderProps) {
  const [query, setQuery] = useState('')
  const finds = useFinds(query, entries, before)
  const current = useCurrentRow(finds, { keyOf })
  const entry = current.row?.entry
  const list = useId()

  function choose(entry: Entry, second: boolean): void {
    onClose?.()
    if (second && entry.second) entry.second.run()
    else entry.run()
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (moveByKey(event, current.move) || event.key !== 'Enter' || event.nativeEvent.isComposing || !entry) return
    event.preventDefault()
    choose(entry, event.shiftKey)
  }

  return (
    <>
      <SearchInput
        {...comboboxProps(list, current)}
        className={styles['head'] ?? ''}
        placeholder={label}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          current.go(null)
        }}
        onKeyDown={onKeyDown}
      >
        <Kbd keys="Esc" />
      </SearchInput>
      <Options
        id={list}
        label="Found"
        isOfInput
        className={styles['list']}
        current={current}
        layout={layout}
        onPick={({ entry }, event) => choose(entry, event.shiftKey)}
      >
        {({ entry, marks }) => (
          <>
            <Icon name={entry.icon} size={15} />
            <span className={classes(lists['label'], styles['title'])}>
              <bdi>
                <Letters text={entry.title} marks={marks} />
              </bdi>
            </span>
            <span className={classes(lists['note'], styles['detail'])}>
              <bdi>{entry.detail}</bdi>
            </span>
          </>
        )}
      </Options>
      <div className={styles['foot']}>
        {entry && (
          <>
            <span>
              <Kbd keys="Enter" />
              {entry.verb}
            </span>
            {entry.second && (
              <span>
                <Kbd keys="⇧ Enter" />
                {entry.second.verb}
              </span>
            )}
          </>
        )}
        <span className={styles['count']} role="status">
          {finds.length === 0 && 'Nothing found'}
        </span>
      </div>
    </>
  )
}

/** Finds among `entries`; those of `before` while nothing is sought. */
function useFinds(query: string, entries: readonly Entry[], before: readonly Entry[]): readonly Find[] {
  const deferred = useDeferredValue(query)
  const finder = useMemo(() => createFinder(entries), [entries])
  return useMemo(
    () => (deferred.trim() === '' ? unsought(before) : finder(deferred, limit)),
    [deferred, before, finder],
  )
}

/** The text with the matched letters marked, neighbours together. */
function Letters({ text, marks }: { readonly text: string; readonly marks: ReadonlySet<number> }) {
  if (marks.size === 0) return text
  const parts: { text: string; isMarked: boolean; at: number }[] = []
  for (let at = 0; at < text.length; at += 1) {
    const last = parts.at(-1)
    const isMarked = marks.has(at)
    if (last?.isMarked === isMarked) last.text += text[at]
    else parts.push({ text: text[at] ?? '', isMarked, at })
  }
  return parts.map(({ text, isMarked, at }) => (isMarked ? <mark key={at}>{text}</mark> : text))
}
