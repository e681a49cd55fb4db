/** What a page has of the application: its operations, and how it stands with it. */
import type { LanyardApi } from '../../shared/contract.ts'

/**
 * How the page stands with the application. `dropped`: it was there and is not now; `refused`: the link is used or old.
 * `elsewhere`: the page came through a forwarded port, so a browser opened by Lanyard would open on another machine.
 */
export interface Link {
  readonly status: 'connecting' | 'open' | 'dropped' | 'refused'
  readonly elsewhere: boolean
}

export interface Connection {
  readonly api: LanyardApi
  readonly link: {
    readonly get: () => Link
    readonly subscribe: (listener: () => void) => () => void
  }
}

/** An API that is in the same application, and so is always there. */
export function direct(api: LanyardApi): Connection {
  const link: Link = { status: 'open', elsewhere: false }
  return { api, link: { get: () => link, subscribe: () => () => {} } }
}
