/** Where the browser gives no clipboard: the text, selected, to be copied by hand. */
import { createContext, use, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import fieldStyles from './field.module.css'
import { classes } from './classes.ts'

const CopyFallbackContext = createContext<(text: string) => void>(() => {})

export function CopyFallbackProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const close = () => setText(null)
  return (
    <CopyFallbackContext value={setText}>
      {children}
      <Dialog
        open={text !== null}
        onClose={close}
        title="Copy this line"
        description="This browser did not let the page use the clipboard. The line is selected: copy it with the keyboard."
        size="medium"
        initialFocus={input}
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
      >
        <input
          ref={input}
          className={classes(fieldStyles['input'], fieldStyles['mono'])}
          aria-label="Text to copy"
          readOnly
          value={text ?? ''}
          onFocus={(event) => event.target.select()}
        />
      </Dialog>
    </CopyFallbackContext>
  )
}

/** Shows a text to be copied by hand. */
export function useCopyFallback(): (text: string) => void {
  return use(CopyFallbackContext)
}
