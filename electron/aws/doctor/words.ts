/** How findings speak of sections. */
import { headingOf } from '../config/document/heading.ts'

/** `[profile dev]` is `profile:dev` in an id, and `The profile dev` in a sentence. */
export function nameOfSection(header: string): { readonly subject: string; readonly sentence: string } {
  const heading = headingOf(header)
  if (!heading) return { subject: `section:${header}`, sentence: `[${header}]` }
  const word = { profile: 'profile', 'sso-session': 'session', services: 'services section' }[heading.kind]
  return { subject: `${heading.kind}:${heading.name}`, sentence: `The ${word} ${heading.name}` }
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}

/** The one of `names` that `name` was probably meant to be: equal but for case, or by a slip of the keyboard. */
export function nearName(name: string, names: readonly string[]): string | null {
  const sameLetters = names.filter((each) => each.toLowerCase() === name.toLowerCase())
  if (sameLetters.length > 0) return sameLetters.length === 1 ? sameLetters[0]! : null
  const bound = name.length < 4 ? 0 : name.length < 8 ? 1 : 2
  const near = names.filter((each) => distance(name.toLowerCase(), each.toLowerCase()) <= bound)
  return near.length === 1 ? near[0]! : null
}

/** Insertions, deletions, replacements and swaps of neighbours that make `other` of `one`. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const swap = swapped ? rows[i - 2]![j - 2]! + 1 : Infinity
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost, swap))
    }
    rows.push(row)
  }
  return rows[one.length]![other.length]!
}
