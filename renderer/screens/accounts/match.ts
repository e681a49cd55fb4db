/** Finding by a few letters: every word of the query must occur, in any case, anywhere. */

/** The words of a query, lower-cased; none when nothing was typed. */
export function queryWords(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Whether each of `words` occurs in one of `texts`; a null text holds nothing. */
export function matches(words: readonly string[], texts: readonly (string | null)[]): boolean {
  const lower = texts.map((text) => text?.toLowerCase() ?? '')
  return words.every((word) => lower.some((text) => text.includes(word)))
}

export interface Segment {
  readonly text: string
  readonly hit: boolean
  /** Where it begins in the whole text. */
  readonly at: number
}

/** `text` cut into the parts that a word hit and the parts between them; joined they are `text` again. */
export function segments(text: string, words: readonly string[]): readonly Segment[] {
  const hit = hits(text, words)
  const found: Segment[] = []
  for (let at = 0; at < text.length; ) {
    let end = at + 1
    while (end < text.length && hit[end] === hit[at]) end += 1
    found.push({ text: text.slice(at, end), hit: hit[at] === true, at })
    at = end
  }
  return found
}

/** For each UTF-16 unit of `text`, whether a word covers it. Empty when lower-casing would move the units. */
function hits(text: string, words: readonly string[]): readonly boolean[] {
  const lower = text.toLowerCase()
  if (lower.length !== text.length) return []
  const hit = Array.from<boolean>({ length: text.length }).fill(false)
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) hit.fill(true, at, at + word.length)
  }
  return hit
}
