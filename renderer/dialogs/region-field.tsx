/** A region by its code or its place: `us-east-1`, `Ireland`. */
import { Combobox } from '../components/combobox.tsx'
import { Field } from '../components/field.tsx'
import { regions } from '../../shared/regions.ts'

const suggestions = regions.map(({ code, name }) => ({ value: code, label: name, detail: code }))

export function RegionField({
  label = 'Region',
  hint,
  value,
  error,
  onValueChange,
}: {
  readonly label?: string
  readonly hint?: string
  readonly value: string
  readonly error: string | null
  readonly onValueChange: (region: string) => void
}) {
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      <Combobox
        mono
        takesFirst
        value={value}
        suggestions={suggestions}
        placeholder="e.g. us-east-1"
        onValueChange={onValueChange}
      />
    </Field>
  )
}
