/** Which keys open the quick switch, and the command that opens it too. */
import type { SettingsChange } from '../../../shared/contract.ts'
import { offeredShortcuts, shortcutInWords } from '../../../shared/quick-switch.ts'
import { Field } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { Copyable } from '../../parts/copyable.tsx'
import { useAppState } from '../../state/state.tsx'
import styles from './settings.module.css'

const none = 'none'

export function QuickSwitchField({
  shortcut,
  onChange,
}: {
  readonly shortcut: string | null
  readonly onChange: (settings: SettingsChange) => void
}) {
  const { quickSwitch, platform } = useAppState((state) => state.host)
  if (!quickSwitch) return null
  const shortcuts = [...new Set([...offeredShortcuts, ...(shortcut === null ? [] : [shortcut])])]
  const options = [
    { value: none, label: 'None' },
    ...shortcuts.map((each) => ({ value: each, label: shortcutInWords(each, platform) })),
  ]
  const command = <Copyable text={quickSwitch.command} what="command of the quick switch" />
  if (!quickSwitch.takesKeys) {
    return (
      <div className={styles['quick']}>
        <span className={styles['label']}>Quick switch</span>
        <span className={styles['quiet']}>
          Search and switch from anywhere: give keys to this command, in the keyboard settings of your desktop.
        </span>
        {command}
      </div>
    )
  }
  return (
    <>
      <Field label="Keys of the quick switch" hint="Search and switch from anywhere, over whatever you work in.">
        <Select
          value={shortcut ?? none}
          options={options}
          onValueChange={(next) => onChange({ quickSwitch: next === none ? null : next })}
        />
      </Field>
      <div className={styles['quick']}>
        <span className={styles['quiet']}>This command opens it too:</span>
        {command}
      </div>
    </>
  )
}
