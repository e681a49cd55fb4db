/** Many sessions and profiles to choose from: a search, and a list of which the keyboard reaches every row. */
import { useId, useMemo, useRef, useState } from 'react'
import { classes } from '../components/classes.ts'
import { moveByKey, useCurrentRow } from '../components/current-row.ts'
import { Icon } from '../components/icon.tsx'
import { Options } from '../components/list.tsx'
import lists from '../components/list.module.css'
import { SearchInput } from '../components/search-input.tsx'
import { searchWords } from '../components/search.ts'
import { findRows, sectionKey, type SectionRow } from './sections.ts'
import styles from './sharing.module.css'

const layout = { heightOf: () => 30 }
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
  const shown = useMemo(() => findRows(rows, searchWords(query)), [rows, query])
  const current = useCurrentRow(shown, { keyOf: sectionKey })
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: React.KeyboardEvent): void {
    if (moveByKey(event, current.move) || (event.key !== ' ' && event.key !== 'Enter')) return
    event.preventDefault()
    if (current.row) onTurn(current.row)
  }

  return (
    <div className={styles['choose']}>
      {rows.length > fewRows && (
        <SearchInput
          placeholder="Search sessions and profiles"
          aria-controls={id}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            current.go(null)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            list.current?.focus()
          }}
        />
      )}
      <Options
        ref={list}
        id={id}
        label="What to share"
        className={classes(lists['framed'], styles['list'])}
        current={current}
        layout={layout}
        chosen={chosen}
        onKeyDown={onKeyDown}
        onPick={(row) => {
          current.go(sectionKey(row))
          onTurn(row)
        }}
        empty={`Nothing matches “${query.trim()}”.`}
      >
        {(row) => {
          const isChosen = chosen.has(sectionKey(row))
          return (
            <>
              <span className={classes(styles['box'], styles[row.kind], isChosen && styles['checked'])}>
                {isChosen && <Icon name="check" size={12} />}
              </span>
              <bdi className={classes(lists['label'], styles['name'])}>{row.name}</bdi>
              <bdi className={lists['note']}>{row.detail}</bdi>
            </>
          )
        }}
      </Options>
    </div>
  )
}
