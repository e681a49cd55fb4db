/** The loopback server: the page's files for whoever asks, the socket for whoever knows the secret. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { fail, ok, type Result } from '../../shared/result.ts'
import { socketPath } from '../../shared/wire.ts'
import type { App } from '../app/app.ts'
import { errorCode } from '../system/files.ts'
import type { Clock } from '../system/ports.ts'
import { readStaticFile, staticHeaders } from '../system/static-files.ts'
import { log } from '../system/log.ts'
import { isOurHost, isOurOrigin } from './guard.ts'
import type { Secrets } from './secrets.ts'
import { serveSocket } from './socket.ts'

export interface ServerOptions {
  readonly app: App
  readonly secrets: Secrets
  readonly clock: Clock
  /** The folder of the built page. */
  readonly root: string
  /** 0 is any free port. */
  readonly port: number
}

export interface LoopbackServer {
  readonly port: number
  close(): Promise<void>
}

/** Sockets that may be open without having shown a secret. */
const mostStrangers = 8
/** Bytes of a message from a page: the 5000 profiles that may be created at once, with long names. */
const longestMessage = 4 * 1024 * 1024

/** Listens on 127.0.0.1 alone. Problems: `port-unavailable`. */
export async function listenOnLoopback(options: ServerOptions): Promise<Result<LoopbackServer>> {
  const server = createServer((request, response) => void answer(options.root, request, response))
  try {
    await listen(server, options.port)
  } catch (error) {
    return unavailable(options.port, errorCode(error))
  }
  const { port } = server.address() as AddressInfo
  const sockets = acceptSockets(server, options, port)
  return ok({
    port,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  })
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function unavailable(port: number, code: string | null): Result<never> {
  if (code === 'EADDRINUSE') {
    return fail('port-unavailable', `Port ${port} is in use; perhaps Lanyard runs there already.`)
  }
  const reason = code === 'EACCES' ? 'this user may not use it' : (code ?? 'unknown error')
  return fail('port-unavailable', `Port ${port} cannot be used: ${reason}.`, {
    fix: 'Choose another port, or none, and a free one is found.',
  })
}

/** Static files need no secret: they are the same for everyone and hold nothing of anyone's. */
async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host } = request.headers
  if (!isOurHost(host)) return refuse(response, 403, 'Lanyard answers to 127.0.0.1 and localhost alone.')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405, 'Only GET and HEAD are answered here.')
  }
  try {
    const [pathname = '/'] = (request.url ?? '/').split('?')
    const file = await readStaticFile(root, pathname)
    if (!file) return refuse(response, 404, 'There is no such file.')
    const isPage = file.contentType.startsWith('text/html')
    response.writeHead(200, {
      ...staticHeaders(file.contentType, `ws://${host}`),
      ...(isPage ? { 'Cache-Control': 'no-store' } : {}),
      'Content-Length': file.bytes.length,
    })
    response.end(request.method === 'HEAD' ? undefined : file.bytes)
  } catch (error) {
    log.warn('A file of the page could not be read', error)
    refuse(response, 500, 'The file could not be read.')
  }
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...staticHeaders('text/plain; charset=utf-8', null), 'Cache-Control': 'no-store' })
  response.end(`${sentence}\n`)
}

function acceptSockets(server: Server, options: ServerOptions, port: number): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false })
  let strangers = 0
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy())
    const { host, origin } = request.headers
    if (!isOurHost(host) || !isOurOrigin(origin, host)) return hangUp(connection, '403 Forbidden')
    if (request.url !== socketPath) return hangUp(connection, '404 Not Found')
    if (strangers >= mostStrangers) return hangUp(connection, '503 Service Unavailable')
    sockets.handleUpgrade(request, connection, head, (socket) => {
      strangers += 1
      let strange = true
      const isKnown = () => {
        if (strange) strangers -= 1
        strange = false
      }
      socket.once('close', isKnown)
      serveSocket(socket, { ...options, port, onWelcome: isKnown })
    })
  })
  return sockets
}

function hangUp(connection: Duplex, status: string): void {
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
