/**
 * A text field that offers matching options while one types. The value is always the text itself, so what is not in
 * the list can be typed in; the options are a help, never a fence. Give it a Field for its label.
 */
import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { useState } from 'react'
import { classes } from './classes.ts'
import fieldStyles from './field.module.css'
import { Icon } from './icon.tsx'
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
  const [open, setOpen] = useState(false)
  const [isAsked, setAsked] = useState(false)
  return (
    <Base.Root
      items={suggestions}
      value={value}
      // While it is open, the rest of the page is out of reach: it closes when there is nothing left to offer.
      open={open && (isAsked ? suggestions.length > 0 : helps(suggestions, value))}
      onOpenChange={(next, { reason }) => {
        setOpen(next)
        setAsked(next && reason !== 'input-change')
      }}
      onValueChange={(next) => {
        setAsked(false)
        if (!helps(suggestions, next)) setOpen(false)
        onValueChange(next)
      }}
      itemToStringValue={(item: Suggestion) => item.value}
      // Who asks for the options, rather than typing, gets all of them.
      filter={(item: Suggestion, query) => isAsked || isFound(item, query)}
      openOnInputClick
      autoHighlight={takesFirst}
      limit={limit}
      disabled={disabled}
    >
      <Base.InputGroup className={styles['group']}>
        <Base.Input
          className={classes(fieldStyles['input'], styles['input'], mono && fieldStyles['mono'])}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the caller says where a dialog begins
          autoFocus={autoFocus}
        />
        <Base.Trigger className={styles['trigger']} aria-label="Show the options" tabIndex={-1}>
          <Icon name="down" size={14} />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner className={popup['positioner']} sideOffset={4}>
          <Base.Popup className={popup['popup']}>
            <Base.List>
              {(item: Suggestion) => (
                <Base.Item key={item.value} value={item} className={popup['item']}>
                  <span className={popup['label']}>{item.label ?? item.value}</span>
                  {item.detail !== undefined && (
                    <span className={classes(popup['detail'], popup['mono'])}>{item.detail}</span>
                  )}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Whether the options have something that is not typed yet. */
function helps(suggestions: readonly Suggestion[], value: string): boolean {
  return !suggestions.some((item) => item.value === value) && suggestions.some((item) => isFound(item, value))
}

function isFound({ value, label = '', detail = '' }: Suggestion, query: string): boolean {
  return matches(searchWords(query), [value, label, detail])
}
