/** From a socket to an operation and back: reads the request, adds delay, faults and limits, notes it, writes the answer. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Fault, Faults } from './faults.ts'
import { grantTypeOf } from './oidc.ts'
import { methodNotAllowed } from './portal.ts'
import type { RequestLog } from './requests.ts'
import type { Api, Route } from './routes.ts'
import { isPortalPath, routeOf } from './routes.ts'
import type { DemoResponse, DemoRequest } from './wire.ts'
import { json, oidcException, portalError, stsError } from './wire.ts'
import type { World } from './world.ts'

interface Station {
  readonly world: World
  readonly faults: Faults
  readonly requests: RequestLog
  /** Whether one more portal request fits into the rate limit. */
  readonly fits: () => boolean
  /** Answers `/_demo` on the loopback address; the host of a proxied request has none. */
  readonly control: (request: DemoRequest) => DemoResponse
}

/** The host that a client believes to talk to. */
export interface VirtualHost {
  readonly scheme: 'http' | 'https'
  readonly apis: readonly Api[]
  readonly region: string | null
  readonly hasControl: boolean
}

/** Which host a request came for; null refuses it. */
export type VirtualHostOf = (message: IncomingMessage) => VirtualHost | null

export function createListener(station: Station, hostOf: VirtualHostOf): RequestListener {
  return (message, response) => {
    answer(station, hostOf(message), message, response).catch((reason: unknown) => {
      if (response.headersSent || response.destroyed || message.destroyed) response.destroy()
      else write(station, response, json({ message: String(reason) }, 500))
    })
  }
}

async function answer(
  station: Station,
  host: VirtualHost | null,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (host === null) return write(station, response, json({ message: 'Unknown host' }, 421))
  const body = await readBody(message)
  if (body === null) return write(station, response, json({ message: 'Request is too large' }, 413))
  const request = describe(message, host, body)
  if (host.hasControl && request.path === '/_demo') return write(station, response, station.control(request))
  const route = routeOf(request.method, request.path, host.apis)
  if (route === null) {
    const isPortal = host.apis.includes('portal') && isPortalPath(request.path)
    return write(station, response, isPortal ? methodNotAllowed() : unknownOperation)
  }
  const settle = station.requests.begin({
    operation: route.operation,
    grantType: route.operation === 'CreateToken' ? grantTypeOf(request) : null,
    at: station.world.now(),
  })
  response.once('close', () => settle(response.writableFinished ? response.statusCode : null))
  await serve(station, route, request, response)
}

const unknownOperation = json({ __type: 'UnknownOperationException' }, 404)

async function serve(station: Station, route: Route, request: DemoRequest, response: ServerResponse): Promise<void> {
  if (route.api !== 'page') {
    if (station.world.settings.latencyMs > 0) await delay(station.world.settings.latencyMs)
    const fault = station.faults.take(route.operation)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'reset') {
      response.socket?.resetAndDestroy()
      return
    }
    if (fault?.kind === 'drip') return drip(response)
    if (fault?.kind === 'flood') return flood(response, fault.bytes)
    if (fault !== null) return write(station, response, faultResponse(route.api, fault))
    if (route.api === 'portal' && !station.fits()) return write(station, response, tooManyRequests(station.world))
  }
  write(station, response, route.answer(station.world, request))
}

function faultResponse(api: Api, fault: Extract<Fault, { kind: 'error' | 'bad-json' | 'page' }>): DemoResponse {
  if (fault.kind === 'bad-json') return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"acc' }
  if (fault.kind === 'page') {
    const { status, contentType, body } = fault
    return { status, headers: { 'content-type': contentType, location: 'https://login.example/' }, body }
  }
  const { status, error, message = 'Made to fail', retryAfterSeconds } = fault
  const shapes = { oidc: oidcShape, portal: portalError, sts: stsError, page: portalError, vanity: portalError }
  return withRetryAfter(shapes[api](error, message, status), retryAfterSeconds ?? null)
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{')
  const timer = setInterval(() => response.write(' '), 20)
  response.once('close', () => clearInterval(timer))
}

function flood(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const block = Buffer.alloc(65_536, ' ')
  let left = bytes
  const more = () => {
    while (left > 0 && response.write(block)) left -= block.length
    if (left <= 0) response.end()
  }
  response.on('drain', more)
  more()
}

/** `InternalServerException` also says `internal_server` in its body, as the modelled ones do. */
function oidcShape(name: string, message: string, status: number): DemoResponse {
  const error = name
    .replace(/Exception$/, '')
    .replaceAll(/(?<=[a-z])[A-Z]/g, '_$&')
    .toLowerCase()
  return oidcException(name, error, message, status)
}

function tooManyRequests({ settings }: World): DemoResponse {
  return withRetryAfter(
    portalError('TooManyRequestsException', 'HTTP 429 Unknown Code', 429),
    settings.retryAfterSeconds,
  )
}

function withRetryAfter(answer: DemoResponse, seconds: number | null): DemoResponse {
  return seconds === null ? answer : { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } }
}

function describe(message: IncomingMessage, host: VirtualHost, body: string): DemoRequest {
  const [path = '', search = ''] = (message.url ?? '').split(/\?(.*)/s)
  return {
    method: message.method ?? '',
    path,
    search,
    query: new URLSearchParams(search),
    headers: message.headers,
    body,
    origin: `${host.scheme}://${message.headers.host ?? ''}`,
    region: host.region,
  }
}

/** At most 64 KiB, which is more than any operation needs; null beyond. */
async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > 65_536) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function write({ world }: Station, response: ServerResponse, { status, headers, body }: DemoResponse): void {
  response.writeHead(status, {
    date: new Date(world.now()).toUTCString(),
    'x-amzn-requestid': randomUUID(),
    ...headers,
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
