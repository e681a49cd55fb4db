/** `a`, `a and b`, `a, b and c`; of more than `most` the first ones, as in `a, b, c and 2 more`. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names.slice(0, -1)
  const last = names.length > most ? `${names.length - shown.length} more` : (names.at(-1) ?? '')
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last
}
