/**
 * A demo organization: an IAM Identity Center with portal and STS, in this process, on loopback.
 *
 *     const demo = await startDemo({ settings: { autoApprove: true } })
 *     run('aws', { env: { AWS_ENDPOINT_URL: demo.url } })              // clients that know endpoint overrides
 *     run('aws', { env: { HTTPS_PROXY: demo.proxyUrl, AWS_CA_BUNDLE: demo.caFile } })   // those that do not
 *     demo.settings.accessTokenSeconds = 60                             // holds from the next request on
 *     demo.organization.unassign({ accountId: '637423191929', permissionSet: 'SecurityAudit' })
 *     demo.faults.add({ operation: 'ListAccountRoles', kind: 'error', status: 500, error: 'InternalServerException' })
 *     demo.requests.count('ListAccounts')
 *     await demo.close()
 *
 * Sessions that it knows: `demoStartUrl` in us-east-1 and `partnerStartUrl` in eu-west-1 (organization.ts).
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createShownPages } from './shown-pages.ts'
import { createCertificateAuthority } from './certificates.ts'
import { createControl } from './control.ts'
import type { Faults } from './faults.ts'
import { createFaults, createRateLimit } from './faults.ts'
import type { Grants } from './grants.ts'
import { createGrants } from './grants.ts'
import { listen, stop } from './loopback.ts'
import type { Organization, OrganizationSize } from './organization.ts'
import { createOrganization } from './organization.ts'
import type { RequestLog } from './requests.ts'
import { createRequestLog } from './requests.ts'
import { startProxy } from './proxy.ts'
import type { VirtualHost } from './server.ts'
import { createListener } from './server.ts'
import type { DemoSettings } from './settings.ts'
import { defaultSettings } from './settings.ts'
import type { World } from './world.ts'

export interface DemoOptions {
  /** 0, as without it, is any free port. */
  readonly port?: number
  readonly size?: OrganizationSize
  readonly settings?: Partial<DemoSettings>
  /** Milliseconds since the epoch; the machine's clock without it. */
  readonly now?: () => number
}

export interface Demo {
  /** `http://127.0.0.1:PORT`: every API and page, and `POST /_demo` (control.ts). */
  readonly url: string
  /** `http://127.0.0.1:PORT`: a CONNECT proxy for AWS's own host names, for `HTTPS_PROXY`. */
  readonly proxyUrl: string
  /** The hosts for which that proxy was asked, the oldest first; a test may empty it. */
  readonly proxyHosts: string[]
  /** The proxy's certificate authority in PEM, for `AWS_CA_BUNDLE`; 0600 in a folder of its own, gone after `close`. */
  readonly caFile: string
  readonly organization: Organization
  /** Assign a field to change it. */
  readonly settings: DemoSettings
  readonly faults: Faults
  readonly requests: RequestLog
  /** What is handed out, and how to end it: `revokeAll()`, `expireAccessTokens()`, `endSignIns()`, `expireCredentials()`. */
  readonly grants: Grants
  close(): Promise<void>
}

/** Starts everything on free ports. Rejects when `port` is taken. */
export async function startDemo({ port = 0, size, settings: given, now = Date.now }: DemoOptions = {}): Promise<Demo> {
  const settings = { ...defaultSettings(), ...given }
  const clock = (): number => now() + settings.clockOffsetSeconds * 1000
  const server = createServer()
  const url = await listen(server, port)
  const organization = createOrganization(size)
  const grants = createGrants(settings, clock)
  const world: World = { organization, grants, settings, shown: createShownPages(), now: clock, url }
  const faults = createFaults()
  const requests = createRequestLog()
  const control = createControl({ organization, grants, settings, faults, requests })
  const station = { world, faults, requests, fits: createRateLimit(settings, now), control }
  server.on(
    'request',
    createListener(station, ({ headers }) => (isLoopback(headers.host) ? loopback : null)),
  )
  const authority = createCertificateAuthority(Date.now())
  const proxy = await startProxy(authority, settings, (hostOf) => createListener(station, hostOf))
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-demo-'))
  const caFile = path.join(folder, 'ca.pem')
  await writeFile(caFile, authority.certificate, { mode: 0o600 })
  return {
    url,
    proxyUrl: proxy.url,
    proxyHosts: proxy.hosts,
    caFile,
    organization,
    settings,
    faults,
    requests,
    grants,
    close: async () => {
      await Promise.all([stop(server), proxy.close(), rm(folder, { recursive: true, force: true })])
    },
  }
}

const loopback: VirtualHost = {
  scheme: 'http',
  apis: ['oidc', 'portal', 'sts', 'page'],
  region: null,
  hasControl: true,
}

/** A page of another site that has its name lead here (DNS rebinding) still sends that name. */
function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '')
}
