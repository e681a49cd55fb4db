/** What the organization was asked, without tokens, codes or secrets: for tests that count. */

interface RequestEntry {
  /** `CreateToken`, `ListAccounts`, … and `Authorize`, `Device`, … for pages. */
  readonly operation: string
  /** CreateToken's grant type; null for anything else. */
  readonly grantType: string | null
  /** Milliseconds, by the organization's clock. */
  readonly at: number
  /** Null while there is no answer, and where the connection broke instead. */
  status: number | null
}

export interface RequestLog {
  /** The oldest first. */
  readonly entries: readonly RequestEntry[]
  /** The most requests that were under way at once. */
  readonly peak: number
  count(operation: string): number
  /** Operation to count. */
  counts(): Readonly<Record<string, number>>
  clear(): void
  /** Notes a request; the returned function settles it. */
  begin(entry: Omit<RequestEntry, 'status'>): (status: number | null) => void
}

export function createRequestLog(): RequestLog {
  let entries: RequestEntry[] = []
  let underWay = 0
  let peak = 0
  return {
    get entries() {
      return entries
    },
    get peak() {
      return peak
    },
    count: (operation) => entries.filter((entry) => entry.operation === operation).length,
    counts: () =>
      Object.fromEntries(
        [...Map.groupBy(entries, ({ operation }) => operation)].map(([operation, { length }]) => [operation, length]),
      ),
    clear: () => {
      entries = []
      peak = underWay
    },
    begin: (begun) => {
      const entry: RequestEntry = { ...begun, status: null }
      entries.push(entry)
      underWay += 1
      peak = Math.max(peak, underWay)
      return (status) => {
        entry.status = status
        underWay -= 1
      }
    },
  }
}
