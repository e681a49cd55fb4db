/**
 * The quick switch: the palette alone, over everything. It is opened by keys that a program takes from everywhere, in
 * Electron's words (`CommandOrControl+Alt+Space`), or by a word on the command line of another start.
 */

/** Behind the program's name: opens it in the Lanyard that runs. */
export const quickWord = 'quick'
/** Of its page's address. */
export const quickPage = '?quick'

/** What the settings offer; the settings file may have any other. */
export const offeredShortcuts = [
  'CommandOrControl+Alt+Space',
  'CommandOrControl+Shift+Space',
  'CommandOrControl+Alt+A',
  'CommandOrControl+Alt+P',
] as const

const modifiers = /^(?:CommandOrControl|Command|Control|Alt|Option|Shift|Super|Meta)$/
const keys = /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Tab|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete)$/

/** One key with at least one modifier: a bare one would be taken from whatever people type. */
export function isShortcut(text: string): boolean {
  const parts = text.split('+')
  const key = parts.pop() ?? ''
  return keys.test(key) && parts.length > 0 && parts.every((part) => modifiers.test(part))
}

/** As people read it: `Ctrl Alt Space`, and `⌘ ⌥ Space` on macOS. */
export function shortcutInWords(shortcut: string, platform: 'linux' | 'darwin' | 'win32'): string {
  const words = platform === 'darwin' ? onMac : elsewhere
  return shortcut
    .split('+')
    .map((part) => words[part] ?? part)
    .join(' ')
}

const elsewhere: Readonly<Record<string, string>> = { CommandOrControl: 'Ctrl', Control: 'Ctrl' }
const onMac: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Command: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Option: '⌥',
  Shift: '⇧',
}
