/**
 * A text field that offers matching options while one types. The value is always the text itself, so what is not in
 * the list can be typed in; the options are a help, never a fence. Give it a Field for its label.
 */
import { Popover as Base } from '@base-ui/react/popover'
import { useId, useMemo, useRef, useState } from 'react'
import { classes } from './classes.ts'
import { moveByKey, useCurrentRow, type CurrentRow } from './current-row.ts'
import { TextInput } from './field.tsx'
import { Icon } from './icon.tsx'
import { comboboxProps, Options } from './list.tsx'
import lists from './list.module.css'
import { matches, searchWords } from './search.ts'
import popup from './popup.module.css'
import styles from './combobox.module.css'

export interface Suggestion {
  /** What is written into the field. */
  readonly value: string
  /** What the list shows first; the value when left out. */
  readonly label?: string
  /** Stands behind the label in the mono face: an account number, a region's code. */
  readonly detail?: string
}

export function Combobox({
  value,
  suggestions,
  onValueChange,
  placeholder,
  mono = false,
  disabled = false,
  autoFocus = false,
  takesFirst = false,
  limit = 100,
}: {
  readonly value: string
  readonly suggestions: readonly Suggestion[]
  readonly onValueChange: (value: string) => void
  readonly placeholder?: string
  readonly mono?: boolean
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  /** Enter takes the first match: where only what is listed can be right. */
  readonly takesFirst?: boolean
  /** Most options to draw at once. */
  readonly limit?: number
}) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { current, show, isOpen } = useOffered({ suggestions, value, limit, takesFirst })

  function pick(item: Suggestion): void {
    onValueChange(item.value)
    show('nothing')
  }

  /** What is pressed there opens and closes by itself. */
  function isInField(target: EventTarget | null): boolean {
    return target instanceof Node && input.current?.parentElement?.contains(target) === true
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const { key, nativeEvent } = event
    if (isOpen && key === 'Enter' && current.row && !nativeEvent.isComposing) pick(current.row)
    else if (isOpen && key === 'Escape') {
      show('nothing')
      // The dialog around it stays.
      event.stopPropagation()
    } else if (!isOpen && (key === 'ArrowDown' || key === 'ArrowUp')) show('all')
    else if (!isOpen || !moveByKey(event, current.move)) return
    event.preventDefault()
  }

  return (
    <Base.Root open={isOpen} onOpenChange={(_, { event }) => !isInField(event.target) && show('nothing')}>
      <div className={styles['group']}>
        <TextInput
          {...comboboxProps(id, current)}
          ref={input}
          mono={mono}
          className={styles['input'] ?? ''}
          placeholder={placeholder}
          disabled={disabled}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the caller says where a dialog begins
          autoFocus={autoFocus}
          value={value}
          onValueChange={(text) => {
            show('matches')
            onValueChange(text)
          }}
          onClick={() => !isOpen && show('all')}
          onBlur={({ relatedTarget }) => relatedTarget && show('nothing')}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className={styles['trigger']}
          aria-label="Show the options"
          tabIndex={-1}
          disabled={disabled}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            input.current?.focus()
            show(isOpen ? 'nothing' : 'all')
          }}
        >
          <Icon name="down" size={14} />
        </button>
      </div>
      <Base.Portal>
        <Base.Positioner className={popup['positioner']} anchor={input} align="start" sideOffset={4}>
          <Base.Popup
            className={classes(popup['popup'], styles['popup'])}
            role="presentation"
            initialFocus={false}
            finalFocus={false}
          >
            <Options
              id={id}
              label="Options"
              isOfInput
              className={styles['list']}
              current={current}
              layout={layout}
              onPick={pick}
            >
              {({ value, label = value, detail }) => (
                <>
                  <span className={classes(lists['label'], styles['label'])}>{label}</span>
                  {detail !== undefined && <span className={classes(lists['note'], styles['detail'])}>{detail}</span>}
                </>
              )}
            </Options>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const keyOf = ({ value }: Suggestion) => value
const layout = { heightOf: () => 30 }

/** Who asks for the options, rather than typing, gets all of them. */
type Shown = 'nothing' | 'matches' | 'all'

/** What is offered, and which of it the keyboard is at: until an arrow key or the pointer is at one, mostly none. */
function useOffered({
  suggestions,
  value,
  limit,
  takesFirst,
}: {
  readonly suggestions: readonly Suggestion[]
  readonly value: string
  readonly limit: number
  readonly takesFirst: boolean
}) {
  const [shown, setShown] = useState<Shown>('nothing')
  const [isMoved, setMoved] = useState(false)
  const offered = useMemo(() => {
    if (shown === 'nothing' || (shown === 'matches' && !helps(suggestions, value))) return []
    return suggestions.filter((item) => shown === 'all' || isFound(item, value)).slice(0, limit)
  }, [suggestions, value, shown, limit])
  const among = useCurrentRow(offered, { keyOf, first: value })
  const none: CurrentRow<Suggestion> = {
    ...among,
    at: -1,
    row: null,
    go(key) {
      setMoved(true)
      among.go(key)
    },
    move() {
      setMoved(true)
      return among.at
    },
  }

  function show(next: Shown): void {
    setShown(next)
    setMoved(false)
    among.go(next === 'all' ? value : null)
  }

  return { current: isMoved || (takesFirst && shown === 'matches') ? among : none, show, isOpen: offered.length > 0 }
}

/** Whether the options have something that is not typed yet. */
function helps(suggestions: readonly Suggestion[], value: string): boolean {
  return !suggestions.some((item) => item.value === value) && suggestions.some((item) => isFound(item, value))
}

function isFound({ value, label = '', detail = '' }: Suggestion, query: string): boolean {
  return matches(searchWords(query), [value, label, detail])
}
