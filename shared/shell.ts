/** Lines that set environment variables in a shell, quoted so that no value can run. */
import { hasUnseen } from './unseen.ts'

export const shellNames = ['bash', 'zsh', 'fish', 'powershell', 'cmd'] as const
export type ShellName = (typeof shellNames)[number]

/** Those that can follow the active profile by themselves. */
export const hookShells = ['bash', 'zsh', 'fish'] as const
export type HookShell = (typeof hookShells)[number]

export type ShellChoice = ShellName | 'auto'

/** Values that need no quotes. */
const plain = /^[A-Za-z0-9_@+./:-]+$/

/** `text` as one word, as it is. */
export function quoted(text: string, shell: HookShell): string {
  const inner = shell === 'fish' ? text.replaceAll(/[\\']/g, '\\$&') : text.replaceAll("'", `'\\''`)
  return `'${inner}'`
}

/** The line that sets AWS_PROFILE to `profile` in `shell`; null as for `assignment`. */
export function exportLine(profile: string, shell: ShellName): string | null {
  return assignment('AWS_PROFILE', profile, shell)
}

/**
 * The line that sets an environment variable in `shell`; `variable` is a plain name.
 * Null when no safe line exists: with unseen characters, in any shell; in cmd
 * with whatever `set "…"` would interpret.
 */
export function assignment(variable: string, value: string, shell: ShellName): string | null {
  if (hasUnseen(value)) return null
  switch (shell) {
    case 'bash':
    case 'zsh':
      return `export ${variable}=${plain.test(value) ? value : quoted(value, shell)}`
    case 'fish':
      return `set -gx ${variable} ${plain.test(value) ? value : quoted(value, shell)}`
    case 'powershell':
      // PowerShell takes the typographic quotes for straight ones.
      return `$Env:${variable} = '${value.replaceAll(/['\u2018\u2019\u201a\u201b]/gu, '$&$&')}'`
    case 'cmd':
      return /["%!^&|<>]/.test(value) ? null : `set "${variable}=${value}"`
  }
}
