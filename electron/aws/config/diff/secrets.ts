/** What of a config file no one may see on a screen or in a report: keys that hold secrets, and how they are shown. */
import { isSecretKey } from '../../../system/redact.ts'
import { splitWords } from '../document/shlex.ts'

const mask = '********'

/** A key and its value where what should stand between them is missing. A single word may begin a sentence. */
const withoutDelimiter = /^([\s#;]*([^\s#;_]+_\S+)\s+)\S.*$/s

/** The password in an address: `https://name:password@host`. */
const passwordInUrl = /(:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g

/** A line of the file, commented out or not, without a secret's value, and of a command with its program alone. */
export function maskLine(line: string): string {
  const delimiter = line.search(/[=:]/)
  if (delimiter === -1) {
    return line.replace(withoutDelimiter, (whole, before: string, key: string) =>
      isSecretKey(key) || isCommand(key) ? before + mask : whole,
    )
  }
  const key = line
    .slice(0, delimiter)
    .replace(/^[\s#;]+/, '')
    .trimEnd()
  const value = line.slice(delimiter + 1)
  if (value.trim() === '') return line
  const space = /^\s*/.exec(value)?.[0] ?? ''
  const before = line.slice(0, delimiter + 1) + space
  if (isSecretKey(key)) return before + mask
  return isCommand(key) ? before + maskCommand(value.trim()) : line.replaceAll(passwordInUrl, `$1${mask}`)
}

/** A line that continues the value of `key`, commented out or not. */
export function maskContinuation(key: string, line: string): string {
  return isSecretKey(key) || isCommand(key) ? line.replace(/[^\s#;].*$/s, mask) : maskLine(line)
}

function isCommand(key: string): boolean {
  return key.toLowerCase() === 'credential_process'
}

function maskCommand(command: string): string {
  if (splitWords(command)?.length === 1) return command
  const program = /^(?:"[^"]*"|'[^']*'|\S+)/.exec(command)?.[0] ?? ''
  return `${program} ${mask}`
}
