/** One page's socket (`shared/wire.ts`): its secret first, then its calls, and every change of the state. */
import type { RawData, WebSocket } from 'ws'
import { isOperationName } from '../../shared/contract.ts'
import { fail } from '../../shared/result.ts'
import { closeCodes, type ClientMessage, type ServerMessage } from '../../shared/wire.ts'
import type { App } from '../app/app.ts'
import type { Clock } from '../system/ports.ts'
import type { Secrets } from './secrets.ts'

export interface SocketDeps {
  readonly app: App
  readonly secrets: Secrets
  readonly clock: Clock
  /** The server's own port. */
  readonly port: number
  /** Called when the socket has shown its secret. */
  readonly onWelcome: () => void
}

/** ms that a socket may take to show its secret. */
const patience = 10_000
/** ms before a wrong secret is refused: with the few sockets that may wait at once, this bounds the rate of guesses. */
const refusalDelay = 1000
/** A secret with its quotes and braces; anything longer is none. */
const longestSecretMessage = 256
/** Bytes that may wait for a page that does not take them; then it is dropped, and comes back for a snapshot. */
const mostUnsent = 16 * 1024 * 1024
/** RFC 6455, 7.4.1: a message that we do not take. */
const policyViolation = 1008

/** Serves `socket` until it closes. */
export function serveSocket(socket: WebSocket, deps: SocketDeps): void {
  const { app, clock } = deps
  let state: 'new' | 'refused' | 'open' = 'new'
  let unsubscribe = (): void => undefined
  const cancelTimer = clock.after(patience, () => socket.close(policyViolation))
  let cancelRefusal = (): void => undefined

  socket.on('message', (data, isBinary) => {
    const message = isBinary ? null : parse(data)
    if (state === 'open') return void answer(message)
    if (state === 'new') welcome(sizeOf(data) <= longestSecretMessage ? message : null)
  })
  socket.on('close', () => {
    cancelTimer()
    cancelRefusal()
    unsubscribe()
  })
  // ws closes the socket after an error by itself.
  socket.on('error', () => undefined)

  function welcome(message: ClientMessage | null): void {
    cancelTimer()
    const secret = message && 'secret' in message ? deps.secrets.redeem(message.secret) : null
    if (secret === null) {
      state = 'refused'
      cancelRefusal = clock.after(refusalDelay, () => socket.close(closeCodes.refused))
      return
    }
    state = 'open'
    deps.onWelcome()
    unsubscribe = app.subscribe((patch) => send({ patch }))
    send({ welcome: { secret, port: deps.port } })
  }

  async function answer(message: ClientMessage | null): Promise<void> {
    if (!message || 'secret' in message) return socket.close(policyViolation)
    if ('snapshot' in message) return send({ id: message.id, state: app.state() })
    const { id, call, input } = message
    const result = isOperationName(call)
      ? await app.call(call, input)
      : fail('invalid-input', 'Lanyard has no such operation.', { fix: 'Load the page again.' })
    send({ id, result })
  }

  function send(message: ServerMessage): void {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > mostUnsent) return socket.terminate()
    socket.send(JSON.stringify(message))
  }
}

/** A message of the protocol, or null for anything else. */
function parse(data: RawData): ClientMessage | null {
  let value: unknown
  try {
    value = JSON.parse(messageText(data))
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { secret, id, call, snapshot, input } = value as Record<string, unknown>
  if (typeof secret === 'string') return { secret }
  if (!Number.isSafeInteger(id)) return null
  if (snapshot === true) return { id: id as number, snapshot }
  return typeof call === 'string' ? { id: id as number, call, input } : null
}

/** What a page or a server has said. */
export function messageText(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : ''
}

function sizeOf(data: RawData): number {
  return Buffer.isBuffer(data) ? data.length : Number.POSITIVE_INFINITY
}
