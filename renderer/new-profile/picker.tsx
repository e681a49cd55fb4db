/** One of many by typing: a search field that keeps the focus, and below it the list that arrow keys walk. */
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classes } from '../components/classes.ts'
import { Icon } from '../components/icon.tsx'
import { useRowsInSight } from '../components/rows-in-sight.ts'
import { Marked } from '../components/screen.tsx'
import { searchWords } from '../components/search.ts'
import { shownChoices, type Choice } from './choices.ts'
import styles from './picker.module.css'

const rowHeight = 34
const layout = { keyOf: ({ value }: Choice) => value, heightOf: () => rowHeight }

export function Picker({
  formId,
  label,
  placeholder,
  choices,
  chosen,
  own,
  onPick,
  error,
  empty,
  children,
}: {
  /** The form that the dialog's main button submits. */
  readonly formId: string
  readonly label: string
  readonly placeholder: string
  readonly choices: readonly Choice[]
  /** The answer given before, which is where one begins. */
  readonly chosen: string | null
  /** What may be typed although it is not in the list; null when the text can be no answer. */
  readonly own: (text: string) => Choice | null
  readonly onPick: (value: string) => void
  /** What is wrong with the answer given before. */
  readonly error: string | null
  /** What stands in the list's place when `query` leaves nothing. */
  readonly empty: (query: string) => ReactNode
  /** Below the list: how reading it goes. */
  readonly children?: ReactNode
}) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(chosen)
  const shown = useMemo(() => shownChoices(choices, query, own), [choices, query, own])
  const at = Math.max(
    0,
    shown.findIndex(({ value }) => value === active),
  )
  const current = shown[at]
  const words = searchWords(query)
  const list = useRef<HTMLDivElement>(null)
  const virtual = useRowsInSight(list, shown, at, layout)

  function onKeyDown(event: KeyboardEvent) {
    const to = target(event.key, at, shown.length)
    if (to === null) return
    event.preventDefault()
    setActive(shown[to]?.value ?? null)
  }

  return (
    <form
      id={formId}
      className={styles['picker']}
      onSubmit={(event) => {
        event.preventDefault()
        if (current) onPick(current.value)
      }}
    >
      <div className={styles['search']}>
        <Icon name="search" size={15} />
        <input
          className={styles['input']}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${id}${at}` : undefined}
          aria-invalid={error !== null || undefined}
          aria-describedby={error === null ? undefined : `${id}error`}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- each step of a dialog begins in its first field
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(null)
            list.current?.scrollTo(0, 0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {error !== null && (
        <div id={`${id}error`} className={styles['error']} role="alert">
          {error}
        </div>
      )}
      <div ref={list} className={styles['list']}>
        {shown.length === 0 && <div className={styles['empty']}>{empty(query.trim())}</div>}
        <div
          id={`${id}list`}
          role="listbox"
          aria-label={label}
          className={styles['all']}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const choice = shown[index]
            return (
              choice && (
                <Option
                  key={key}
                  id={`${id}${index}`}
                  choice={choice}
                  words={words}
                  isActive={index === at}
                  isChosen={choice.value === chosen}
                  position={index + 1}
                  count={shown.length}
                  start={start}
                  onPick={onPick}
                />
              )
            )
          })}
        </div>
      </div>
      {children}
    </form>
  )
}

function Option({
  id,
  choice,
  words,
  isActive,
  isChosen,
  position,
  count,
  start,
  onPick,
}: {
  readonly id: string
  readonly choice: Choice
  readonly words: readonly string[]
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly position: number
  readonly count: number
  readonly start: number
  readonly onPick: (value: string) => void
}) {
  return (
    // Keys reach it through the search field, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-posinset={position}
      aria-setsize={count}
      className={classes(styles['option'], isActive && styles['active'])}
      style={{ height: rowHeight, transform: `translateY(${start}px)` }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(choice.value)}
    >
      <bdi className={styles['label']}>
        <Marked text={choice.label} words={words} />
      </bdi>
      {choice.detail !== null && (
        <code className={styles['detail']}>
          <Marked text={choice.detail} words={words} />
        </code>
      )}
      <span className={styles['note']}>
        <bdi>{choice.note !== null && <Marked text={choice.note} words={words} />}</bdi>
      </span>
      {isChosen && <Icon name="check" size={14} />}
    </div>
  )
}

/** Where a key leads from `at` in a list of `count`; null when it leads nowhere. */
function target(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowDown':
      return at === count - 1 ? 0 : at + 1
    case 'ArrowUp':
      return at === 0 ? count - 1 : at - 1
    case 'PageDown':
      return Math.min(count - 1, at + 8)
    case 'PageUp':
      return Math.max(0, at - 8)
    default:
      return null
  }
}
