/** The renderer's one way out: the preload's `window.lanyard` in the desktop, a socket in the browser. */
import type { LanyardApi } from '../../shared/contract.ts'
import { direct, type Connection } from './connection.ts'
import { openSocket } from './socket.ts'

declare global {
  interface Window {
    readonly lanyard?: LanyardApi
  }
}

/** The connection of this page. */
export function connect(page: Window): Connection {
  return page.lanyard ? direct(page.lanyard) : openSocket(page)
}
