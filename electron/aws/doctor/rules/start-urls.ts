/** Start URLs as they are compared. */

/** Without the `/`, `#` or `#/` at the end, which the page in the browser adds (aws-facts.md 7). */
export function withoutTail(url: string): string {
  return url.replace(/\/?#?\/?$/, '')
}
