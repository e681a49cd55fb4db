/** The renderer's one way out: the preload's `window.lanyard` in the desktop, a socket in the browser. */
import type { LanyardApi } from '../../shared/contract.ts'
import { openSocket } from './socket.ts'

declare global {
  interface Window {
    readonly lanyard?: LanyardApi
  }
}

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

/** The connection of this page. */
export function connect(page: Window): Connection {
  return page.lanyard ? direct(page.lanyard) : openSocket(page)
}

/** An API that is in the same application, and so is always there. */
export function direct(api: LanyardApi): Connection {
  const link: Link = { status: 'open', elsewhere: false }
  return { api, link: { get: () => link, subscribe: () => () => {} } }
}
