/** The field that a dialog about a name begins in. What is suggested is selected, so that typing replaces it. */
import type { ReactNode } from 'react'
import { Field, TextInput } from '../components/field.tsx'

export function NameField({
  label = 'Name',
  hint,
  value,
  suggested,
  error,
  onValueChange,
}: {
  readonly label?: string
  readonly hint?: ReactNode
  readonly value: string
  /** Null when nothing is, or not any more. */
  readonly suggested: string | null
  readonly error: string | null
  readonly onValueChange: (name: string) => void
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      <TextInput
        mono
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog begins in its first field
        autoFocus
        value={value}
        // The focus may come once more while one types already.
        onFocus={(event) => event.target.value === suggested && event.target.select()}
        onValueChange={onValueChange}
      />
    </Field>
  )
}
