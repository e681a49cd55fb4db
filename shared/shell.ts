/** The line that makes a profile the current one in a shell, quoted so that no name can run. */

export const shellNames = ['bash', 'zsh', 'fish', 'powershell', 'cmd'] as const
export type ShellName = (typeof shellNames)[number]
export type ShellChoice = ShellName | 'auto'

/** Names that need no quotes. */
const plain = /^[A-Za-z0-9_@+./:-]+$/

const single = (text: string, escaped: string): string => `'${text.replaceAll("'", escaped)}'`

/**
 * The line that sets AWS_PROFILE to `profile` in `shell`.
 * Null when no safe line exists: with control characters, or such as turn the direction of writing, in any shell; in cmd
 * with whatever `set "…"` would interpret.
 */
export function exportLine(profile: string, shell: ShellName): string | null {
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(profile)) return null
  switch (shell) {
    case 'bash':
    case 'zsh':
      return `export AWS_PROFILE=${plain.test(profile) ? profile : single(profile, `'\\''`)}`
    case 'fish':
      return `set -gx AWS_PROFILE ${plain.test(profile) ? profile : `'${profile.replaceAll(/[\\']/g, '\\$&')}'`}`
    case 'powershell':
      // PowerShell takes the typographic quotes for straight ones.
      return `$Env:AWS_PROFILE = '${profile.replaceAll(/['\u2018\u2019\u201a\u201b]/gu, '$&$&')}'`
    case 'cmd':
      return /["%!^&|<>]/.test(profile) ? null : `set "AWS_PROFILE=${profile}"`
  }
}
