/**
 * A text field that offers matching options while one types. The value is always the text itself, so what is not in
 * the list can be typed in; the options are a help, never a fence. Give it a Field for its label.
 */
import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { classes } from './classes.ts'
import fieldStyles from './field.module.css'
import { Icon } from './icon.tsx'
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
  empty,
  limit = 100,
}: {
  readonly value: string
  readonly suggestions: readonly Suggestion[]
  readonly onValueChange: (value: string) => void
  readonly placeholder?: string
  readonly mono?: boolean
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  /** What the list says when nothing matches; nothing is shown when left out. */
  readonly empty?: string
  /** Most options to draw at once. */
  readonly limit?: number
}) {
  return (
    <Base.Root
      items={suggestions}
      value={value}
      onValueChange={onValueChange}
      itemToStringValue={(item: Suggestion) => item.value}
      filter={(item: Suggestion, query) => matches(item, query, value)}
      openOnInputClick
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
          <Base.Popup className={classes(popup['popup'], styles['popup'])}>
            <Base.Empty className={popup['empty']}>{empty}</Base.Empty>
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

/** Every word of the query somewhere in the option; all options while the field holds one of them whole. */
function matches(item: Suggestion, query: string, value: string): boolean {
  const text = `${item.value} ${item.label ?? ''} ${item.detail ?? ''}`.toLowerCase()
  if (query === value && item.value === value) return true
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
