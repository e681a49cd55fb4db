/** A number or name that a machine reads: mono, selected whole with a double click, with a button that copies it. */
import { useActions } from '../actions/actions.ts'
import { classes } from '../components/classes.ts'
import { IconButton } from '../components/button.tsx'
import styles from './copyable.module.css'

/** The button alone. `what` names the text: `Copy account number`. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { copyText } = useActions()
  return <IconButton icon="copy" label={`Copy ${what}`} onClick={() => void copyText(text, what)} />
}

/** The text with its button; `quiet` shows the button on hover and focus only. */
export function Copyable({
  text,
  what,
  quiet = false,
}: {
  readonly text: string
  readonly what: string
  readonly quiet?: boolean
}) {
  return (
    <span className={classes(styles['copyable'], quiet && styles['quiet'])}>
      <code className={styles['text']} title={text}>
        {text}
      </code>
      <CopyButton text={text} what={what} />
    </span>
  )
}
