/**
 * The loopback address that the sign-in page comes back to (RFC 8252, 7.3). It answers one path, on 127.0.0.1 alone,
 * to requests that know the sign-in's `state`; everything else is turned away and changes nothing.
 */
import { timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { fail, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Clock } from '../../system/ports.ts'
import { pageHeaders, renderPage } from './callback-page.ts'
import type { CallbackPage } from './callback-page.ts'

export type CallbackOutcome =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string; readonly description: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }

export interface CallbackListener {
  /** `http://127.0.0.1:<port>/oauth/callback` */
  readonly redirectUri: string
  /** Settles once: with the first request that knows the state, when time is over, or when the signal aborts. */
  readonly outcome: Promise<CallbackOutcome>
  /** Shows `page` to the browser that waits for it, if there is one, and frees the port. */
  close(page: CallbackPage): Promise<void>
}

const callbackPath = '/oauth/callback'

/**
 * Listens on a free port of 127.0.0.1 for at most `wait` ms, by `clock`. Always call `close`.
 * Problem: `port-unavailable` when nothing can be bound.
 */
export async function listenForCallback(options: {
  readonly clock: Clock
  readonly state: string
  readonly wait: number
  readonly signal: AbortSignal
}): Promise<Result<CallbackListener>> {
  const { promise: outcome, resolve: settle } = Promise.withResolvers<CallbackOutcome>()
  const waiting = new Set<ServerResponse>()
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    const answer = judge(request, options.state, portOf(server))
    if (typeof answer === 'number') return refuse(response, answer)
    // The page tells how the sign-in ended, so it is sent when that is known.
    waiting.add(response)
    response.once('close', () => waiting.delete(response))
    settle(answer)
  })
  const bound = await listen(server)
  if (!bound.ok) return bound

  const stopClock = options.clock.after(options.wait, () => settle({ kind: 'timeout' }))
  const cancel = () => settle({ kind: 'cancelled' })
  options.signal.addEventListener('abort', cancel)
  if (options.signal.aborted) cancel()

  return ok({
    redirectUri: `http://127.0.0.1:${bound.value}${callbackPath}`,
    outcome,
    close: async (page) => {
      stopClock()
      options.signal.removeEventListener('abort', cancel)
      await Promise.all([...waiting].map((response) => show(response, page)))
      await stop(server)
    },
  })
}

/** What a request means: a status to refuse it with, or how the sign-in goes on. */
function judge(request: IncomingMessage, state: string, port: number): number | CallbackOutcome {
  const host = `127.0.0.1:${port}`
  if (request.headers.host !== host) return 400
  const url = URL.canParse(request.url ?? '', `http://${host}`) ? new URL(request.url ?? '', `http://${host}`) : null
  if (url?.host !== host || url.pathname !== callbackPath) return 404
  if (request.method !== 'GET') return 405
  const query = url.searchParams
  if (!isSame(only(query, 'state'), state)) return 400
  const error = only(query, 'error')
  if (error !== '') return { kind: 'error', error, description: only(query, 'error_description') }
  const code = only(query, 'code')
  return code === '' ? 400 : { kind: 'code', code }
}

/** The parameter's value; empty when it is absent or there are several. */
function only(query: URLSearchParams, name: string): string {
  const values = query.getAll(name)
  return values.length === 1 ? (values[0] ?? '') : ''
}

/** Compares in a time that tells nothing about how much agrees. */
function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

const refusals: Readonly<Record<number, CallbackPage>> = {
  400: { good: false, title: 'This link is not part of a sign-in', text: 'Lanyard has ignored it.' },
  404: { good: false, title: 'There is nothing here', text: 'Lanyard only waits for the end of a sign-in.' },
  405: { good: false, title: 'There is nothing here', text: 'Lanyard only waits for the end of a sign-in.' },
}

function refuse(response: ServerResponse, status: number): void {
  const page = refusals[status]
  response.writeHead(status, { ...pageHeaders, ...(status === 405 ? { Allow: 'GET' } : {}) })
  response.end(page && response.req.method !== 'HEAD' ? renderPage(page) : '')
}

/** Resolves when the page is on its way, or the browser has gone. */
function show(response: ServerResponse, page: CallbackPage): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) return resolve()
    response.once('close', resolve)
    response.writeHead(200, pageHeaders)
    response.end(renderPage(page))
  })
}

function listen(server: Server): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(fail('port-unavailable', `No port of 127.0.0.1 can be opened (${error.code ?? 'unknown error'}).`))
    })
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(ok(portOf(server))))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
