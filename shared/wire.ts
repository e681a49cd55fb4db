/**
 * What the browser face's page and its server say to each other over the socket: JSON, one message per frame.
 * The client's first message is its secret; nothing else is answered before `welcome`.
 */
import type { Result } from './result.ts'
import type { AppState, StatePatch } from './state.ts'

/** Where the socket is, on the page's own host. */
export const socketPath = '/socket'

/** WebSocket close codes of our own (RFC 6455, 7.4.2). */
export const closeCodes = {
  /** The secret is unknown, used or too old. */
  refused: 4401,
} as const

export type ClientMessage =
  /** The one-time secret of a link, or the one that an earlier `welcome` gave. */
  | { readonly secret: string }
  | { readonly id: number; readonly call: string; readonly input: unknown }
  | { readonly id: number; readonly snapshot: true }

export type ServerMessage =
  /** `secret` is for reconnecting; `port` is the server's own, so that the page can tell a forwarded one. */
  | { readonly welcome: { readonly secret: string; readonly port: number } }
  | { readonly id: number; readonly result: Result<unknown> }
  | { readonly id: number; readonly state: AppState }
  | { readonly patch: StatePatch }
