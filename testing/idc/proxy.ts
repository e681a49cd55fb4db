/**
 * A CONNECT proxy on loopback for clients without endpoint overrides: it ends TLS for AWS's host names and answers
 * from the demo organization. It never opens a connection: any other host is refused.
 */
import type { RequestListener } from 'node:http'
import { createServer, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { CertificateAuthority } from './certificates.ts'
import { listen, stop } from './loopback.ts'
import type { DemoSettings } from './settings.ts'
import type { VirtualHost, VirtualHostOf } from './server.ts'

interface Proxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string
  /** The hosts that tunnels were asked for, the oldest first. */
  readonly hosts: string[]
  close(): Promise<void>
}

/** `makeListener` gives what answers the requests inside the tunnels. */
export async function startProxy(
  authority: CertificateAuthority,
  settings: Pick<DemoSettings, 'proxyRefusal'>,
  makeListener: (hostOf: VirtualHostOf) => RequestListener,
): Promise<Proxy> {
  const hosts = new WeakMap<object, string>()
  const asked: string[] = []
  const inside = createServer(
    makeListener(({ socket, headers }) => {
      const host = hosts.get(socket)
      return host !== undefined && headers.host === host ? virtualHost(host) : null
    }),
  )
  const outside = createServer((_, response) => response.writeHead(403).end('This proxy knows CONNECT alone.\n'))
  const tunnels = new Set<Duplex>()

  outside.on('connect', ({ url = '' }, socket, head) => {
    tunnels.add(socket)
    socket.once('close', () => tunnels.delete(socket)).on('error', () => socket.destroy())
    const host = /^(.+):443$/.exec(url)?.[1]
    asked.push(host ?? url)
    if (settings.proxyRefusal !== null) return refuse(socket, settings.proxyRefusal)
    if (host === undefined || virtualHost(host) === null) return refuse(socket, 403)
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    socket.unshift(head)
    const secure = new TLSSocket(socket, { isServer: true, secureContext: authority.contextFor(host) })
    secure.on('error', () => socket.destroy())
    hosts.set(secure, host)
    inside.emit('connection', secure)
  })

  return {
    url: await listen(outside, 0),
    hosts: asked,
    close: async () => {
      inside.closeAllConnections()
      for (const socket of tunnels) socket.destroy()
      await stop(outside)
    },
  }
}

/** As proxies do it that speak to people. */
function refuse(socket: Duplex, status: number): void {
  const body = '<html><body>The proxy says no.</body></html>'
  const head = ['Content-Type: text/html', `Content-Length: ${body.length}`]
  if (status === 407) head.push('Proxy-Authenticate: Basic realm="proxy"')
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...head, '', body].join('\r\n'))
}

const region = '(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)'
const suffix = '(?:amazonaws\\.com|api\\.aws)'

/** Host names of aws-facts.md#hosts; STS has one without a region as well, and the portal's page has none. */
const virtualHosts: readonly (readonly [RegExp, VirtualHost['apis']])[] = [
  [new RegExp(`^oidc(?:-fips)?\\.${region}\\.${suffix}$`), ['oidc', 'page']],
  [new RegExp(`^portal\\.sso(?:-fips)?\\.${region}\\.${suffix}$`), ['portal']],
  [new RegExp(`^sts(?:-fips)?\\.(?:${region}\\.)?${suffix}$`), ['sts']],
  [/^[a-z0-9-]+\.awsapps\.com$/, ['page']],
  [/^sso\.example\.com$/, ['vanity']],
]

function virtualHost(host: string): VirtualHost | null {
  for (const [pattern, apis] of virtualHosts) {
    const match = pattern.exec(host)
    if (match !== null) return { scheme: 'https', apis, region: match.groups?.['region'] ?? null, hasControl: false }
  }
  return null
}
