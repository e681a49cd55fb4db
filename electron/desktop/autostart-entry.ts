/** The file by which Linux desktops start a program when a person logs in (XDG Desktop Application Autostart). */

/** The text of a desktop entry that runs `command`, a program's absolute path and its words. */
export function autostartEntry(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=Lanyard
Comment=Keeps you signed in to AWS IAM Identity Center
Icon=lanyard
Exec=${execLine(command)}
Terminal=false
X-GNOME-Autostart-enabled=true
`
}

/** As the Desktop Entry Specification quotes: first each word, in which % begins a code; then the whole as a string. */
function execLine(command: readonly string[]): string {
  const words = command.map((word) => `"${word.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`)
  return words
    .join(' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
}
