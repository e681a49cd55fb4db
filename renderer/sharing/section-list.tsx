/** Many sessions and profiles to choose from: a search, and a list of which the keyboard reaches every row. */
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { classes } from '../components/classes.ts'
import { Icon } from '../components/icon.tsx'
import { useRowsInSight } from '../components/rows-in-sight.ts'
import { searchWords } from '../components/search.ts'
import pickerStyles from '../new-profile/picker.module.css'
import { findRows, sectionKey, type SectionRow } from './sections.ts'
import styles from './sharing.module.css'

/** Px, as the style sheet has it. */
const rowHeight = 30
const layout = { keyOf: sectionKey, heightOf: () => rowHeight }
/** With fewer rows a search would only be in the way. */
const fewRows = 9

export function SectionList({
  rows,
  chosen,
  onTurn,
}: {
  readonly rows: readonly SectionRow[]
  /** By key. */
  readonly chosen: ReadonlySet<string>
  readonly onTurn: (row: SectionRow) => void
}) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState<string | null>(null)
  const shown = useMemo(() => findRows(rows, searchWords(query)), [rows, query])
  const at = Math.max(
    0,
    shown.findIndex((row) => sectionKey(row) === active),
  )
  const list = useRef<HTMLDivElement>(null)
  const virtual = useRowsInSight(list, shown, at, layout)

  function onKeyDown(event: KeyboardEvent) {
    const to = target(event.key, at, shown.length)
    if (to !== null) setActive(shown[to] ? sectionKey(shown[to]) : null)
    else if ((event.key === ' ' || event.key === 'Enter') && shown[at]) onTurn(shown[at])
    else return
    event.preventDefault()
  }

  return (
    <div className={styles['choose']}>
      {rows.length > fewRows && (
        <div className={pickerStyles['search']}>
          <Icon name="search" size={15} />
          <input
            className={pickerStyles['input']}
            aria-label="Search sessions and profiles"
            placeholder="Search sessions and profiles"
            aria-controls={id}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              list.current?.focus()
            }}
          />
        </div>
      )}
      <div
        ref={list}
        id={id}
        className={styles['list']}
        role="listbox"
        aria-label="What to share"
        aria-multiselectable="true"
        aria-activedescendant={shown[at] ? `${id}${at}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {shown.length === 0 && <div className={styles['nothing']}>Nothing matches “{query.trim()}”.</div>}
        <div role="presentation" className={styles['all']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = shown[index]
            return (
              row && (
                <Row
                  key={sectionKey(row)}
                  id={`${id}${index}`}
                  row={row}
                  isActive={index === at}
                  isChosen={chosen.has(sectionKey(row))}
                  position={index + 1}
                  count={shown.length}
                  start={start}
                  onTurn={() => {
                    setActive(sectionKey(row))
                    onTurn(row)
                  }}
                />
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}

function Row({
  id,
  row,
  isActive,
  isChosen,
  position,
  count,
  start,
  onTurn,
}: {
  readonly id: string
  readonly row: SectionRow
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly position: number
  readonly count: number
  readonly start: number
  readonly onTurn: () => void
}) {
  return (
    // Keys reach it through the list, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-posinset={position}
      aria-setsize={count}
      className={classes(styles['row'], styles[row.kind], isActive && styles['active'])}
      style={{ height: rowHeight, transform: `translateY(${start}px)` }}
      onClick={onTurn}
    >
      <span className={classes(styles['box'], isChosen && styles['checked'])}>
        {isChosen && <Icon name="check" size={12} />}
      </span>
      <bdi className={styles['name']}>{row.name}</bdi>
      <bdi className={styles['detail']}>{row.detail}</bdi>
    </div>
  )
}

/** Where a key leads from `at` in a list of `count`; null when it leads nowhere. */
function target(key: string, at: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  return step === undefined ? null : Math.min(count - 1, Math.max(0, at + step))
}
