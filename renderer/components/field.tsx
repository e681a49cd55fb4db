/** A labelled form field: label, control, then the hint, or the error in its place. */
import { Field as Base } from '@base-ui/react/field'
import { Input } from '@base-ui/react/input'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './field.module.css'

/** Around any control of this folder; `error` (a sentence, or null) marks it invalid and is read out. */
export function Field({
  label,
  hint,
  error = null,
  children,
}: {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | null
  readonly children: ReactNode
}) {
  return (
    <Base.Root className={styles['field']} invalid={error !== null}>
      <Base.Label className={styles['label']}>{label}</Base.Label>
      {children}
      {hint !== undefined && error === null && <Base.Description className={styles['hint']}>{hint}</Base.Description>}
      <Base.Error className={styles['error']} match={error !== null}>
        {error}
      </Base.Error>
    </Base.Root>
  )
}

/** A line of text. `mono` for names, numbers and addresses that a machine reads. */
export function TextInput({
  mono = false,
  className,
  onValueChange,
  ...rest
}: Omit<ComponentPropsWithRef<typeof Input>, 'className'> & {
  readonly mono?: boolean
  readonly className?: string
}) {
  return (
    <Input
      autoComplete="off"
      autoCorrect="off"
      autoCapitalize="off"
      spellCheck={false}
      {...rest}
      onValueChange={onValueChange}
      className={classes(styles['input'], mono && styles['mono'], className)}
    />
  )
}
