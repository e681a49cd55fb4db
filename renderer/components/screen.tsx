/** The parts that every screen is put together from: its header with search, its scrolling body, its foot. */
import { useEffect, useRef, type ReactNode } from 'react'
import { useKeys } from './keys.ts'
import { classes } from './classes.ts'
import { IconButton } from './button.tsx'
import { moveByKey } from './current-row.ts'
import { Kbd } from './kbd.tsx'
import { SearchInput } from './search-input.tsx'
import styles from './screen.module.css'

export interface Search {
  readonly query: string
  readonly onQueryChange: (query: string) => void
  readonly placeholder: string
  /** What arrow keys and Enter do while one types. */
  readonly move: (by: number) => void
  readonly onEnter: () => void
}

/** Title at the left, search and the screen's one main button at the right. `/` goes to the search. */
export function ScreenHeader({
  title,
  search,
  children,
}: {
  readonly title: string
  readonly search?: Search
  readonly children?: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Lanyard`
  }, [title])
  return (
    <header className={styles['header']}>
      <h1 className={styles['title']}>{title}</h1>
      {search ? <SearchField {...search} /> : <span className={styles['space']} />}
      {children}
    </header>
  )
}

function SearchField({ query, onQueryChange, placeholder, move, onEnter }: Search) {
  const input = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => input.current?.select() })

  function onKeyDown(event: React.KeyboardEvent): void {
    if (moveByKey(event, move) || event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      // What this opens has the focus by the time the key would do what it does in a field.
      event.preventDefault()
      onEnter()
    } else if (event.key === 'Escape' && query === '') input.current?.blur()
    else if (event.key === 'Escape') onQueryChange('')
  }

  return (
    <SearchInput
      ref={input}
      className={styles['search'] ?? ''}
      value={query}
      placeholder={placeholder}
      onChange={(event) => onQueryChange(event.target.value)}
      onKeyDown={onKeyDown}
    >
      {query === '' ? (
        <Kbd keys={`${modifier()} K`} />
      ) : (
        <IconButton
          icon="close"
          label="Clear the search"
          onClick={() => {
            onQueryChange('')
            input.current?.focus()
          }}
        />
      )}
    </SearchInput>
  )
}

/** The key that stands for commands on this machine. */
function modifier(): '⌘' | 'Ctrl' {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'
}

/** The bar below a screen: keys, counts, what is selected. */
export function Foot({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  return (
    <footer className={styles['foot']} aria-label={label}>
      {children}
    </footer>
  )
}

/** One key and what it does, in a Foot. A press does the same. */
export function FootKey({
  keys,
  children,
  onPress,
}: {
  readonly keys: string
  readonly children: ReactNode
  readonly onPress: () => void
}) {
  return (
    <button type="button" className={styles['key']} onClick={onPress} tabIndex={-1}>
      <Kbd keys={keys} />
      {children}
    </button>
  )
}

/** The part of a screen that scrolls. */
export function ScreenBody({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return <div className={classes(styles['body'], className)}>{children}</div>
}

/** The text (from one character to another) with every part marked that one of `words` (lower case) matches. */
export function Marked({
  text,
  words,
  from = 0,
  to = text.length,
}: {
  readonly text: string
  readonly words: readonly string[]
  readonly from?: number
  readonly to?: number
}) {
  const found = words.filter((word) => text.toLowerCase().includes(word))
  if (found.length === 0) return text.slice(from, to)
  return splitAt(text, found).map(({ part, isFound, at }) => {
    const shown = part.slice(Math.max(0, from - at), Math.max(0, to - at))
    return isFound && shown !== '' ? (
      <mark key={at} className={styles['mark']}>
        {shown}
      </mark>
    ) : (
      shown
    )
  })
}

/** The text in parts: those that one of `words` matches, and what is between them. */
function splitAt(text: string, words: readonly string[]): { part: string; isFound: boolean; at: number }[] {
  const lower = text.toLowerCase()
  const isMarked = Array.from({ length: text.length }, () => false)
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      isMarked.fill(true, at, at + word.length)
    }
  }
  const parts: { part: string; isFound: boolean; at: number }[] = []
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = at
    while (end < text.length && isMarked[end] === isMarked[at]) end += 1
    parts.push({ part: text.slice(at, end), isFound: isMarked[at] ?? false, at })
  }
  return parts
}
