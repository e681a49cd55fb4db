/** Where a set-up comes in: pasted, typed, dropped or read from a file. */
import { useRef, useState, type DragEvent } from 'react'
import { Button } from '../components/button.tsx'
import { classes } from '../components/classes.ts'
import { Field, TextInput } from '../components/field.tsx'
import { ErrorBox } from '../parts/error-box.tsx'
import { problem, type Problem } from '../../shared/result.ts'
import formStyles from '../dialogs/form.module.css'
import styles from './sharing.module.css'

/** Bytes; how much too long a shorter one is, the application says. */
const largestFile = 65_536

export function ImportText({
  text,
  problem: refusal,
  onTextChange,
  onGiven,
}: {
  readonly text: string
  /** Why the application does not take it. */
  readonly problem: Problem | null
  readonly onTextChange: (text: string) => void
  /** A whole text has come: it need not be asked for. */
  readonly onGiven: (text: string) => void
}) {
  const picker = useRef<HTMLInputElement>(null)
  const [tooLarge, setTooLarge] = useState<Problem | null>(null)
  const [isOver, setOver] = useState(false)

  async function read(file: File) {
    setTooLarge(refuseSize(file.name, file.size))
    if (file.size <= largestFile) onGiven(await file.text())
  }

  function take(given: string) {
    const refused = refuseSize('This text', given.length)
    setTooLarge(refused)
    if (!refused) onGiven(given)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    const dropped = event.dataTransfer.getData('text/plain')
    if (file) void read(file)
    else if (dropped !== '') take(dropped)
  }

  return (
    <div
      className={classes(formStyles['form'], isOver && styles['over'])}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Field label="Link or sections" hint="A lanyard:// link, or lines like those of ~/.aws/config.">
        <TextInput
          mono
          className={styles['field'] ?? ''}
          render={<textarea rows={8} />}
          maxLength={largestFile}
          placeholder={
            '[sso-session corp]\nsso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = us-east-1'
          }
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog begins in its first field
          autoFocus
          value={text}
          onValueChange={(next) => {
            setTooLarge(null)
            onTextChange(next)
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            // Into a text that is there already, it is an edit like any other.
            if (text.trim() !== '' || pasted === '') return
            event.preventDefault()
            take(pasted)
          }}
        />
      </Field>
      <div className={formStyles['line']}>
        <span>Or drop a file here.</span>
        <Button size="small" onClick={() => picker.current?.click()}>
          Open a file…
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          data-testid="set-up file"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void read(file)
          }}
        />
      </div>
      {(tooLarge ?? refusal) && <ErrorBox problem={(tooLarge ?? refusal)!} />}
    </div>
  )
}

function refuseSize(what: string, size: number): Problem | null {
  if (size <= largestFile) return null
  const message = `${what} has ${size.toLocaleString('en')} bytes. A set-up has at most 8,192.`
  return problem('invalid-input', message, { fix: 'Open the file, and paste the sections that you want.' })
}
