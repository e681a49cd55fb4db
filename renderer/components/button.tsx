/** Buttons, and links that look like them. */
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'
import styles from './button.module.css'

interface Look {
  /** `primary` at most once on a screen; `outline` asks for attention; `ghost` is quiet; `danger` removes things. */
  readonly variant?: 'normal' | 'primary' | 'outline' | 'ghost' | 'danger'
  readonly size?: 'normal' | 'small'
  readonly icon?: IconName
  /** The key that does the same, drawn inside the button: `↵`. */
  readonly keys?: string
}

type ButtonProps = ComponentPropsWithRef<'button'> &
  Look & {
    /** Busy: says so to screen readers, ignores presses, keeps the focus. */
    readonly pending?: boolean
  }

export function Button({
  variant = 'normal',
  size = 'normal',
  icon,
  keys,
  pending = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles['button'], styles[variant], styles[size], pending && styles['pending'], className)}
      aria-busy={pending || undefined}
      aria-disabled={pending || rest['aria-disabled']}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      <Face icon={icon} keys={keys} pending={pending}>
        {children}
      </Face>
    </button>
  )
}

/** A real link to another site with the look of a button. `href` may come from the network: only http(s) is linked. */
export function LinkButton({
  variant = 'normal',
  size = 'normal',
  icon,
  keys,
  href,
  className,
  children,
  ...rest
}: ComponentPropsWithRef<'a'> & Look & { readonly href: string }) {
  return (
    <a
      {...rest}
      href={/^https?:/i.test(href) ? href : undefined}
      target="_blank"
      rel="noreferrer noopener"
      className={classes(styles['button'], styles[variant], styles[size], className)}
    >
      <Face icon={icon} keys={keys} pending={false}>
        {children}
      </Face>
    </a>
  )
}

/** A button that shows an icon alone; `label` is its name and its tooltip. */
export function IconButton({
  icon,
  label,
  filled = false,
  size = 'small',
  variant = 'ghost',
  className,
  ...rest
}: Omit<ComponentPropsWithRef<'button'>, 'children'> & {
  readonly icon: IconName
  readonly label: string
  readonly filled?: boolean
  readonly size?: 'normal' | 'small'
  readonly variant?: 'normal' | 'ghost'
}) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classes(styles['button'], styles[variant], styles[size], styles['square'], className)}
      >
        <Icon name={icon} size={size === 'small' ? 15 : 16} filled={filled} />
      </button>
    </Tooltip>
  )
}

function Face({
  icon,
  keys,
  pending,
  children,
}: {
  readonly icon: IconName | undefined
  readonly keys: string | undefined
  readonly pending: boolean
  readonly children: ReactNode
}) {
  return (
    <>
      {pending ? <span className={styles['spinner']} /> : icon && <Icon name={icon} size={15} />}
      <span className={styles['text']}>{children}</span>
      {keys !== undefined && <Kbd keys={keys} inherit silent />}
    </>
  )
}
