/** Text on its way to a terminal or into JSON: whatever it was, it arrives as text and nothing else. */
import { replaceUnseen } from '../../shared/unseen.ts'

/** `value` as one line of JSON that no terminal can misread; parsing it gives the very same text. */
export function jsonLine(value: unknown): string {
  return replaceUnseen(JSON.stringify(value), escaped)
}

/** How many columns `text` takes in a terminal: East Asian and emoji characters take two, marks none. */
export function columns(text: string): number {
  let width = 0
  for (const character of text.replaceAll(/[\p{Mn}\p{Me}\p{Cf}]/gu, '')) {
    width += wide.test(character) ? 2 : 1
  }
  return width
}

/**
 * A name as a word of a command line that bash, zsh, fish, PowerShell and cmd all read alike; null when there is none,
 * so that nothing is suggested that would run as something else.
 */
export function shellWord(name: string): string | null {
  // PowerShell takes a leading @ for something of its own.
  if (/^[\w+./][\w@+.:/-]*$/.test(name)) return name
  return /^[\w@+.:/,=~()-][\w@+.:/,=~() -]*$/.test(name) && !name.startsWith('-') ? `"${name}"` : null
}

/** The blocks of Unicode's East Asian Width table that are wide, and emoji shown as pictures. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')
}
