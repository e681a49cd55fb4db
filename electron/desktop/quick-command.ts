/** Opening the quick switch by a word on the command line of another start, where keys cannot be taken or are not wanted. */
import { quickWord } from '../../shared/quick-switch.ts'
import type { System } from '../system/ports.ts'

/** Whether a start with these words is to open the quick switch. */
export function asksForQuickSwitch(words: readonly string[]): boolean {
  return words.slice(1).includes(quickWord)
}

/** On Wayland the desktop has all keys; its own settings give them to a command. */
export function takesKeys({ env, platform }: Pick<System, 'env' | 'platform'>): boolean {
  return platform !== 'linux' || (env['XDG_SESSION_TYPE'] !== 'wayland' && !env['WAYLAND_DISPLAY'])
}

/** What opens it, to be pasted; `program` is what starts Lanyard: its absolute path, with what goes before its words. */
export function quickCommand(program: readonly string[]): string {
  const plain = /^[\w/.:@+=,\\-]+$/
  return [...program, quickWord]
    .map((word) => (plain.test(word) ? word : `"${word.replaceAll(/["`$]/g, '\\$&')}"`))
    .join(' ')
}
