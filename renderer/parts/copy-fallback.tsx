/** Where the browser gives no clipboard: the text, selected, to be copied by hand. */
import { useRef, useState, type ReactNode } from 'react'
import { CopyFallbackContext } from '../actions/copy-fallback.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from './dialog.tsx'
import fieldStyles from '../components/field.module.css'
import { classes } from '../components/classes.ts'

export function CopyFallbackProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState<string | null>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  const close = () => setText(null)
  return (
    <CopyFallbackContext value={setText}>
      {children}
      <Dialog
        open={text !== null}
        onClose={close}
        title="Copy this text"
        description="This browser did not let the page use the clipboard. The text is selected: copy it with the keyboard."
        size="medium"
        initialFocus={input}
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
      >
        <textarea
          ref={input}
          className={classes(fieldStyles['input'], fieldStyles['mono'])}
          aria-label="Text to copy"
          readOnly
          rows={Math.min(8, text?.split('\n').length ?? 1)}
          value={text ?? ''}
          onFocus={(event) => event.target.select()}
        />
      </Dialog>
    </CopyFallbackContext>
  )
}
