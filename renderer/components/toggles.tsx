/** Things that are on or off. */
import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Icon } from './icon.tsx'
import styles from './toggles.module.css'

/** A setting that takes effect at once; its label stands beside it. */
export function Switch({
  label,
  hint,
  checked,
  onCheckedChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onCheckedChange: (checked: boolean) => void
}) {
  return (
    <label className={styles['row']}>
      <BaseSwitch.Root className={styles['switch']} checked={checked} onCheckedChange={onCheckedChange}>
        <BaseSwitch.Thumb className={styles['thumb']} />
      </BaseSwitch.Root>
      <span>
        {label}
        {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
      </span>
    </label>
  )
}

/** One of many that may be chosen. `label` names it where its row does not. */
export function Checkbox({
  label,
  checked,
  indeterminate = false,
  tabIndex = 0,
  onCheckedChange,
}: {
  readonly label: string
  readonly checked: boolean
  readonly indeterminate?: boolean
  readonly tabIndex?: number
  readonly onCheckedChange: (checked: boolean) => void
}) {
  return (
    <BaseCheckbox.Root
      className={styles['checkbox']}
      aria-label={label}
      checked={checked}
      indeterminate={indeterminate}
      tabIndex={tabIndex}
      onCheckedChange={onCheckedChange}
    >
      <BaseCheckbox.Indicator className={styles['tick']}>
        {indeterminate ? <span className={styles['dash']} /> : <Icon name="check" size={12} />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  )
}
