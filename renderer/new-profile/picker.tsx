/** One of many by typing: a search field that keeps the focus, and below it the list that arrow keys walk. */
import { useId, useMemo, useState, type ReactNode } from 'react'
import { moveByKey, useCurrentRow } from '../components/current-row.ts'
import { Icon } from '../components/icon.tsx'
import { comboboxProps, Options } from '../components/list.tsx'
import lists from '../components/list.module.css'
import { Marked } from '../components/screen.tsx'
import { SearchInput } from '../components/search-input.tsx'
import { searchWords } from '../components/search.ts'
import { shownChoices, type Choice } from './choices.ts'
import styles from './picker.module.css'

const keyOf = ({ value }: Choice) => value
const layout = { heightOf: () => 34 }

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
  const shown = useMemo(() => shownChoices(choices, query, own), [choices, query, own])
  const current = useCurrentRow(shown, { keyOf, first: chosen })
  const words = searchWords(query)
  return (
    <form
      id={formId}
      className={styles['picker']}
      onSubmit={(event) => {
        event.preventDefault()
        if (current.row) onPick(current.row.value)
      }}
    >
      <SearchInput
        {...comboboxProps(`${id}list`, current)}
        aria-label={label}
        aria-invalid={error !== null || undefined}
        aria-describedby={error === null ? undefined : `${id}error`}
        placeholder={placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- each step of a dialog begins in its first field
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          current.go(null)
        }}
        onKeyDown={(event) => moveByKey(event, current.move)}
      />
      {error !== null && (
        <div id={`${id}error`} className={styles['error']} role="alert">
          {error}
        </div>
      )}
      <Options
        id={`${id}list`}
        label={label}
        isOfInput
        className={styles['list']}
        current={current}
        layout={layout}
        onPick={({ value }) => onPick(value)}
        empty={empty(query.trim())}
      >
        {({ value, label, detail, note }) => (
          <>
            <bdi className={lists['label']}>
              <Marked text={label} words={words} />
            </bdi>
            {detail !== null && (
              <code className={styles['detail']}>
                <Marked text={detail} words={words} />
              </code>
            )}
            <span className={lists['note']}>
              <bdi>{note !== null && <Marked text={note} words={words} />}</bdi>
            </span>
            {value === chosen && <Icon name="check" size={14} />}
          </>
        )}
      </Options>
      {children}
    </form>
  )
}
