/** A modal dialog: title, a body that scrolls, buttons at its foot. Escape and the veil close it. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { AlertDialog as BaseAlert } from '@base-ui/react/alert-dialog'
import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { useHeldPlace } from '../actions/navigation.tsx'
import { Button } from '../components/button.tsx'
import { classes } from '../components/classes.ts'
import popup from '../components/popup.module.css'
import styles from './dialog.module.css'

export function Dialog({
  open,
  onClose,
  title,
  description,
  header,
  footer,
  size = 'medium',
  kind = 'dialog',
  initialFocus,
  holds = kind === 'dialog',
  children,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  /** Above the title, behind a line: the steps of a wizard. */
  readonly header?: ReactNode
  /** Buttons, the main one last; what has `margin-inline-end: auto` stands at the left. */
  readonly footer?: ReactNode
  /** 440, 640 or 860 px wide at most. */
  readonly size?: 'small' | 'medium' | 'large'
  /** `alert` asks before something is lost, and does not close on a press beside it. */
  readonly kind?: 'dialog' | 'alert'
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** Whether it may have something that a person entered: what the tray or a link asks for waits for its end. */
  readonly holds?: boolean
  readonly children?: ReactNode
}) {
  const Part = kind === 'alert' ? BaseAlert : Base
  const finalFocus = useFocusBefore(open)
  useEffect(() => (open ? ignoreHeldEnter() : undefined), [open])
  return (
    <Part.Root open={open} onOpenChange={(_, { reason }) => !(reason === 'outside-press' && hasPopup()) && onClose()}>
      <Part.Portal>
        <Part.Backdrop className={styles['veil']} />
        <Part.Viewport className={styles['viewport']}>
          <Part.Popup
            className={classes(styles['dialog'], styles[size])}
            finalFocus={finalFocus}
            {...(initialFocus === undefined ? {} : { initialFocus })}
          >
            {header !== undefined && <div className={styles['header']}>{header}</div>}
            <div className={styles['body']}>
              {open && <HeldPlace holds={holds} />}
              <div>
                <Part.Title className={styles['title']}>{title}</Part.Title>
                {description !== undefined && (
                  <Part.Description className={styles['description']}>{description}</Part.Description>
                )}
              </div>
              {children}
            </div>
            {footer !== undefined && <div className={styles['footer']}>{footer}</div>}
          </Part.Popup>
        </Part.Viewport>
      </Part.Portal>
    </Part.Root>
  )
}

/** Whether a list of options or a menu is open, which a press beside it closes: that press is not for the dialog. */
function hasPopup(): boolean {
  return document.querySelector(`.${popup['positioner']}`) !== null
}

/** Says that something else was asked for meanwhile. */
function HeldPlace({ holds }: { readonly holds: boolean }) {
  const { place, goThere } = useHeldPlace(holds)
  if (!holds || !place) return null
  return (
    <div className={styles['held']} role="alert">
      <p>
        <b>
          {place.screen === 'import'
            ? 'A shared set-up waits to be looked at.'
            : 'Lanyard was asked to show something else.'}
        </b>{' '}
        It comes when this is closed. Showing it now forgets what is entered here.
      </p>
      <Button size="small" onClick={goThere}>
        Show it now
      </Button>
    </div>
  )
}

/**
 * Finds what had the focus before the dialog opened, for it to go back to. Base UI looks only once a field of the dialog
 * that takes the focus by itself has it. Null, where that is gone (a menu's entry), leaves it to Base UI.
 */
function useFocusBefore(open: boolean): () => HTMLElement | null {
  const [seen, setSeen] = useState<{ readonly open: boolean; readonly focus: Element | null }>({
    open: false,
    focus: null,
  })
  if (seen.open !== open) setSeen({ open, focus: open ? document.activeElement : seen.focus })
  return () => (seen.focus instanceof HTMLElement && seen.focus.isConnected ? seen.focus : null)
}

/** Enter that is held down answers one question, and not also those that come after it. Ends with what it returns. */
function ignoreHeldEnter(): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.repeat) event.preventDefault()
  }
  document.addEventListener('keydown', onKeyDown, { capture: true })
  return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
}
