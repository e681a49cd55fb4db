/** Keys that work anywhere in the window, but never while one types or a dialog or menu is open. */
import { useEffectEvent, useLayoutEffect } from 'react'

/** Names as in `KeyboardEvent.key`, lower case, with `mod+` (Ctrl or ⌘) or `shift+` in front: `c`, `shift+i`, `mod+k`. */
export type KeyMap = Readonly<Record<string, () => void>>

/** Calls what `keys` names for a key that is pressed. A key with `mod+` works everywhere, but undoes no typing. */
export function useKeys(keys: KeyMap): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const run = keyHandler(keys, event)
    if (!run) return
    event.preventDefault()
    run()
  })
  // Not a moment after the picture is there, or a fast key would be lost.
  useLayoutEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** What `keys` has for `event`; undefined when it has nothing, or the key belongs to what has the focus. */
function keyHandler(keys: KeyMap, event: KeyboardEvent): (() => void) | undefined {
  if (event.defaultPrevented || event.altKey || event.isComposing) return undefined
  const name = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) {
    const isTyping = name === 'z' && isTaken(event.target, name)
    return event.repeat || event.shiftKey || isTyping ? undefined : keys[`mod+${name}`]
  }
  if (isTaken(event.target, name)) return undefined
  const isLetter = /^[a-z]$/.test(name)
  return event.shiftKey && (isLetter || event.key.length > 1) ? keys[`shift+${name}`] : keys[name]
}

/** What has the keyboard while it is open. Toasts are dialogs too, but not modal. */
const open = ['dialog', 'alertdialog', 'menu', 'listbox'].map((role) => `[role=${role}]:not([aria-modal=false])`).join()

/** Whether the key means something to the element that has the focus. */
function isTaken(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('input, textarea, select, [contenteditable=true]')) return true
  if (document.querySelector(open)) return true
  const pressed = name === 'enter' || name === ' '
  return pressed && target.closest('button, a, [role=button], [role=switch], [role=checkbox]') !== null
}
