/** Finding by a few letters: every word of the search must occur, in any case, anywhere. */

/** The words of a search. */
export function searchWords(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Whether each of `words` (lower case) occurs in one of `texts`; a null text holds nothing. */
export function matches(words: readonly string[], texts: readonly (string | null)[]): boolean {
  const lower = texts.map((text) => text?.toLowerCase() ?? '')
  return words.every((word) => lower.some((text) => text.includes(word)))
}
