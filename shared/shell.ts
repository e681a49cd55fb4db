/** The line that makes a profile the current one in a shell, quoted so that no name can run. */

export const shellNames = ['bash', 'zsh', 'fish', 'powershell', 'cmd'] as const
export type ShellName = (typeof shellNames)[number]
export type ShellChoice = ShellName | 'auto'

/** Names that need no quotes in any shell; the only ones that cmd can be given safely. */
const plain = /^[A-Za-z0-9_@+./:-]+$/

const single = (text: string, escaped: string): string => `'${text.replaceAll("'", escaped)}'`

/**
 * The line that sets AWS_PROFILE to `profile` in `shell`.
 * Null when no safe line exists: control characters anywhere, and in cmd whatever `set "…"` would interpret.
 */
export function exportLine(profile: string, shell: ShellName): string | null {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u.test(profile)) return null
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
