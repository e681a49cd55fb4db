/** A menu of actions, under a button or at the pointer. */
import { Menu as Base } from '@base-ui/react/menu'
import type { RefObject } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import styles from './popup.module.css'

export type MenuEntry =
  | 'separator'
  | {
      readonly label: string
      readonly onSelect: () => void
      readonly icon?: IconName
      /** The key that does the same where the menu belongs: `C`. */
      readonly keys?: string
      readonly danger?: boolean
      readonly disabled?: boolean
    }

/** Where a menu without a trigger opens: an element, or anything with a rectangle (the pointer). */
export type MenuAnchor = Element | { readonly getBoundingClientRect: () => DOMRect }

/**
 * A menu that its owner opens and closes, at `anchor`. It is gone in the moment in which it closes, and `returnTo` has the
 * focus: a menu that faded away would take the next key with it.
 */
export function FloatingMenu({
  anchor,
  onClose,
  entries,
  returnTo,
}: {
  readonly anchor: MenuAnchor | null
  readonly onClose: () => void
  readonly entries: readonly MenuEntry[]
  readonly returnTo: RefObject<HTMLElement | null>
}) {
  function onOpenChange(_: boolean, { reason }: Base.Root.ChangeEventDetails): void {
    // Before a dialog that an entry opens is there: the focus goes back here from that, too.
    if (reason !== 'focus-out') returnTo.current?.focus({ preventScroll: true })
    onClose()
  }
  if (anchor === null) return null
  return (
    <Base.Root modal={false} open onOpenChange={onOpenChange}>
      <MenuPopup entries={entries} anchor={anchor} />
    </Base.Root>
  )
}

function MenuPopup({ entries, anchor }: { readonly entries: readonly MenuEntry[]; readonly anchor: MenuAnchor }) {
  return (
    <Base.Portal>
      <Base.Positioner className={styles['positioner']} sideOffset={4} align="end" anchor={anchor}>
        <Base.Popup className={styles['popup']} finalFocus={false}>
          {entries.map((entry, index) =>
            entry === 'separator' ? (
              // oxlint-disable-next-line react/no-array-index-key -- separators have nothing else, and do not move
              <Base.Separator key={index} className={styles['separator']} />
            ) : (
              <Base.Item
                key={entry.label}
                className={classes(styles['item'], entry.danger === true && styles['danger'])}
                disabled={entry.disabled}
                onClick={entry.onSelect}
              >
                {entry.icon && <Icon name={entry.icon} size={15} />}
                <span className={styles['label']}>{entry.label}</span>
                {entry.keys !== undefined && <Kbd keys={entry.keys} inherit />}
              </Base.Item>
            ),
          )}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}
