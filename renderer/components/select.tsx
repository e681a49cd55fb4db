/** One of a few fixed options. For many options, or a value of one's own, see Combobox. Give it a Field, or a `label`. */
import { Select as Base } from '@base-ui/react/select'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import fieldStyles from './field.module.css'
import popup from './popup.module.css'
import styles from './select.module.css'

export interface Option<T extends string> {
  readonly value: T
  readonly label: string
  /** Stands behind the label, quieter. */
  readonly detail?: string
}

export function Select<T extends string>({
  value,
  options,
  onValueChange,
  label,
  disabled = false,
  placeholder = 'Choose…',
}: {
  readonly value: T | null
  readonly options: readonly Option<T>[]
  readonly onValueChange: (value: T) => void
  /** Its name where no Field gives one. */
  readonly label?: string
  readonly disabled?: boolean
  readonly placeholder?: string
}) {
  return (
    <Base.Root
      items={options.map(({ value, label }) => ({ value, label }))}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      disabled={disabled}
      modal={false}
    >
      <Base.Trigger className={classes(fieldStyles['input'], styles['trigger'])} aria-label={label}>
        <Base.Value className={styles['value']} placeholder={placeholder} />
        <Base.Icon className={styles['icon']}>
          <Icon name="down" size={14} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={popup['positioner']} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={popup['popup']}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={popup['item']}>
                <span className={popup['tick']}>
                  <Base.ItemIndicator>
                    <Icon name="check" size={14} />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText className={popup['label']}>{option.label}</Base.ItemText>
                {option.detail !== undefined && <span className={popup['detail']}>{option.detail}</span>}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
