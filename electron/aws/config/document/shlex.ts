/** The words of a section header, as Python's `shlex.split(text)` gives them: botocore names profiles by it. */

const whitespace = ' \t\r\n'

/** The words of `text`, unquoted; null where Python raises (an open quote, a lone backslash at the end). */
export function splitWords(text: string): string[] | null {
  if (!/["'\\]/.test(text)) return text.split(/[ \t\r\n]+/).filter((word) => word !== '')
  const words: string[] = []
  let word = ''
  /** True once a word has begun, also with empty quotes. */
  let begun = false
  let quote = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quote !== '' && character === quote) {
      quote = ''
    } else if (character === '\\' && quote !== "'") {
      at += 1
      const next = text.charAt(at)
      if (next === '') return null
      // Between double quotes a backslash stays, unless it stands before a quote or a backslash.
      word += quote === '"' && next !== '"' && next !== '\\' ? character + next : next
      begun = true
    } else if (quote !== '') {
      word += character
    } else if (character === '"' || character === "'") {
      quote = character
      begun = true
    } else if (!whitespace.includes(character)) {
      word += character
      begun = true
    } else if (begun) {
      words.push(word)
      word = ''
      begun = false
    }
  }
  if (quote !== '') return null
  return begun ? [...words, word] : words
}
