/** A key, or keys pressed together, as the person sees them: `Enter`, `Ctrl K`. */
import { classes } from './classes.ts'
import styles from './kbd.module.css'

export function Kbd({
  keys,
  inherit = false,
  silent = false,
}: {
  readonly keys: string
  /** Takes the colour around it: on a primary button, in a menu. */
  readonly inherit?: boolean
  /** No part of the name of what it stands in. */
  readonly silent?: boolean
}) {
  return (
    <kbd className={classes(styles['kbd'], inherit && styles['inherit'])} aria-hidden={silent || undefined}>
      {keys}
    </kbd>
  )
}
