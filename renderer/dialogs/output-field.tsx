/** The format in which the AWS CLI prints what a profile is asked. */
import { Field } from '../components/field.tsx'
import { Select } from '../components/select.tsx'
import { outputFormats } from '../../shared/names.ts'

const options = outputFormats.map((format) => ({ value: format, label: format }))

export function OutputField({
  value,
  error,
  onValueChange,
}: {
  /** What the file has, whatever it is; null when the key is not there. */
  readonly value: string | null
  readonly error: string | null
  readonly onValueChange: (output: string) => void
}) {
  const isKnown = value === null || options.some((option) => option.value === value)
  return (
    <Field label="Output" error={error}>
      <Select
        value={value}
        options={isKnown ? options : [...options, { value, label: value }]}
        placeholder="not set"
        onValueChange={onValueChange}
      />
    </Field>
  )
}
