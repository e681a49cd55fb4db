/** Where a link of Lanyard's own scheme leads. */
import type { Place } from '../../shared/contract.ts'

export const linkScheme = 'lanyard'

/** Characters. How much too long a shorter link is, the page says. */
const longest = 65_536

/** The place for the first link among `words`, which are those of a command line; null where there is none. */
export function placeOf(words: readonly string[]): Place | null {
  const link = words.find((word) => word.toLowerCase().startsWith(`${linkScheme}:`))
  return link === undefined || link.length > longest ? null : { screen: 'import', text: link }
}
