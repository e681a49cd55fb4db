/** Short messages over the bars at the bottom of the window, read out by screen readers. They stay while pointed at or focused. */
import { Toast as Base } from '@base-ui/react/toast'
import { useCallback, type ReactNode } from 'react'
import { IconButton, LinkButton } from './button.tsx'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import buttonStyles from './button.module.css'
import styles from './toast.module.css'

export interface ToastMessage {
  readonly title: string
  /** A second line, quieter; `mono` for an export line or an ARN. */
  readonly text?: string
  readonly mono?: boolean
  readonly tone?: 'ok' | 'warn' | 'bad'
  readonly action?: { readonly label: string; readonly run: () => void }
  /** A page to open, as a real link. */
  readonly link?: { readonly label: string; readonly href: string }
  /** A message with the id of one that is shown takes its place. */
  readonly id?: string
}

interface Data {
  readonly mono: boolean
  readonly link: ToastMessage['link']
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider limit={3} timeout={5000}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles['viewport']}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

/** Shows a message. Problems, links and actions stay longer. */
export function useToast(): (message: ToastMessage) => void {
  const { add } = Base.useToastManager<Data>()
  return useCallback(
    ({ title, text, mono = false, tone = 'ok', action, link, id }: ToastMessage) => {
      add({
        title,
        description: text,
        type: tone,
        timeout: link ? 30_000 : tone === 'ok' && !action ? 4000 : 10_000,
        data: { mono, link },
        ...(id === undefined ? {} : { id }),
        // Without an action of its own, it must not keep that of the message whose place it takes.
        actionProps: action && { children: action.label, onClick: action.run },
      })
    },
    [add],
  )
}

function Toasts() {
  const { toasts, close } = Base.useToastManager<Data>()
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles['toast']} swipeDirection="right">
      <span className={classes(styles['mark'], styles[toast.type ?? 'ok'])}>
        <Icon name={toast.type === 'ok' ? 'check' : 'warning'} />
      </span>
      <Base.Content className={styles['content']}>
        <Base.Title className={styles['title']} />
        <Base.Description className={classes(styles['text'], toast.data?.mono === true && styles['mono'])} />
        {(toast.actionProps || toast.data?.link) && (
          <div className={styles['row']}>
            {toast.data?.link && (
              <LinkButton variant="primary" size="small" href={toast.data.link.href} onClick={() => close(toast.id)}>
                {toast.data.link.label}
              </LinkButton>
            )}
            {toast.actionProps && <Base.Action className={classes(buttonStyles['button'], buttonStyles['small'])} />}
          </div>
        )}
      </Base.Content>
      <Base.Close render={<IconButton icon="close" label="Dismiss" />} />
    </Base.Root>
  ))
}
