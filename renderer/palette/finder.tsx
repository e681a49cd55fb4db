/** A search over entries, with the list of what it finds: type, move, and Enter does what the entry stands for. */
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Icon } from '../components/icon.tsx'
import { Kbd } from '../components/kbd.tsx'
import type { Entry } from './entries.ts'
import { createFinder, unsought, type Find } from './find.ts'
import styles from './palette.module.css'

/** Most finds to draw: nobody reads further. */
export const limit = 60

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
  const [at, setAt] = useState(0)
  const finds = useFinds(query, entries, before)
  const index = Math.min(at, finds.length - 1)
  const current = finds[index]?.entry ?? null
  const list = useId()

  function choose(entry: Entry, second: boolean): void {
    onClose?.()
    if (second && entry.second) entry.second.run()
    else entry.run()
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const move = moves[event.key]
    if (move !== undefined) setAt(Math.max(0, Math.min(finds.length - 1, index + move)))
    else if (event.key === 'Enter' && current && !event.nativeEvent.isComposing) choose(current, event.shiftKey)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles['head']}>
        <Icon name="search" />
        <input
          className={styles['input']}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={current ? `${list}-${index}` : undefined}
          aria-autocomplete="list"
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Esc" />
      </div>
      <List id={list} finds={finds} index={index} onPoint={setAt} onChoose={choose} />
      <div className={styles['foot']}>
        {current && (
          <>
            <span>
              <Kbd keys="Enter" />
              {current.verb}
            </span>
            {current.second && (
              <span>
                <Kbd keys="⇧ Enter" />
                {current.second.verb}
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

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

/** Finds among `entries`; those of `before` while nothing is sought. */
function useFinds(query: string, entries: readonly Entry[], before: readonly Entry[]): readonly Find[] {
  const deferred = useDeferredValue(query)
  const finder = useMemo(() => createFinder(entries), [entries])
  return useMemo(
    () => (deferred.trim() === '' ? unsought(before) : finder(deferred, limit)),
    [deferred, before, finder],
  )
}

function List({
  id,
  finds,
  index,
  onPoint,
  onChoose,
}: {
  readonly id: string
  readonly finds: readonly Find[]
  readonly index: number
  readonly onPoint: (index: number) => void
  readonly onChoose: (entry: Entry, second: boolean) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const current = finds[index]?.entry.id
  useEffect(() => {
    if (current !== undefined) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div ref={list} id={id} className={styles['list']} role="listbox" aria-label="Found">
      {finds.map(({ entry, marks }, position) => (
        // The input has the keyboard (aria-activedescendant); an option has the pointer.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={entry.id}
          id={`${id}-${position}`}
          role="option"
          aria-selected={position === index}
          className={styles['option']}
          onPointerMove={() => position !== index && onPoint(position)}
          onClick={(event) => onChoose(entry, event.shiftKey)}
        >
          <Icon name={entry.icon} size={15} />
          <span className={styles['title']}>
            <bdi>
              <Letters text={entry.title} marks={marks} />
            </bdi>
          </span>
          <span className={styles['detail']}>
            <bdi>{entry.detail}</bdi>
          </span>
        </div>
      ))}
    </div>
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
