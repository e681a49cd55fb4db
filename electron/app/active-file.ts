/**
 * The file that says which profile is active, for shells to read with what is built into them (docs/terminals.md): one line,
 * `1 SERIAL PROFILE`. 1 is the version of the form; the serial is another one after each switch; without a profile none
 * is active.
 */
import path from 'node:path'

export interface Active {
  readonly serial: number
  readonly profile: string | null
}

export function activeFileIn(stateFolder: string): string {
  return path.join(stateFolder, 'active-profile')
}

/** Another form than this one's counts as no file. */
export function readActive(text: string): Active {
  const [, serial = '0', profile = null] = /^1 (\d{1,15})(?: (.+))?$/.exec(text.split('\n', 1)[0] ?? '') ?? []
  return { serial: Number(serial), profile }
}

/** The text after a switch to `profile`; as it was where that is active already. Null: there need be no file. */
export function switchedText(text: string, next: (now: string | null) => string | null): string | null {
  const { serial, profile } = readActive(text)
  const chosen = next(profile)
  if (chosen === profile) return text === '' ? null : text
  return `1 ${serial + 1}${chosen === null ? '' : ` ${chosen}`}\n`
}
