/** The network route to AWS from this machine: through which proxy, and whom to trust there. */
import path from 'node:path'
import { problem, type Problem } from '../../shared/result.ts'
import { errorCode, fileStamp } from '../system/files.ts'
import type { Environment, NetworkSettings } from './endpoints.ts'
import { proxyVariables, unusableProxy } from './proxies.ts'
import { readBundle, trustSystem, type Trust } from './trust.ts'

export interface NetworkRoute {
  /** Names the proxy, as Node reads it: `proxyVariables`. */
  readonly env: Environment
  readonly trust: Trust
  /** Why it leads nowhere, known before anything is sent. */
  readonly hindrance: Problem | null
}

/** What a route is found from. */
export interface RouteSources {
  readonly env: Environment
  readonly network: NetworkSettings
  readonly home: string
  /** The proxy that the desktop uses for an address, in the words of a proxy script (`PROXY host:port`). */
  readonly systemProxy?: (url: string) => Promise<string>
}

/** Differs as soon as another route has to be found. */
export async function networkRouteKey(sources: RouteSources): Promise<string> {
  const bundle = bundleOf(sources)
  return JSON.stringify([bundle?.path, bundle && (await fileStamp(bundle.path)), await proxyEnvironment(sources)])
}

/** Certificates as botocore finds them: AWS_CA_BUNDLE, `ca_bundle`, REQUESTS_CA_BUNDLE; a bundle limits trust to itself. */
export async function findNetworkRoute(sources: RouteSources): Promise<NetworkRoute> {
  const env = await proxyEnvironment(sources)
  const proxy = unusableProxy(env)
  const bundle = bundleOf(sources)
  const trust = bundle
    ? await readBundle(bundle.path).catch((error: unknown) => unusableBundle(bundle, error))
    : trustSystem()
  const hindrance = proxy ?? ('code' in trust ? trust : null)
  return { env: proxyVariables(env), trust: 'code' in trust ? trustSystem() : trust, hindrance }
}

interface Bundle {
  /** The variable or the key that names it. */
  readonly by: string
  readonly path: string
}

function bundleOf({ env, network, home }: RouteSources): Bundle | null {
  const named: readonly (readonly [string, string | null | undefined])[] = [
    ['AWS_CA_BUNDLE', env['AWS_CA_BUNDLE']],
    ['ca_bundle', network.caBundle],
    ['REQUESTS_CA_BUNDLE', env['REQUESTS_CA_BUNDLE']],
  ]
  const [by, file] = named.find(([, value]) => value) ?? []
  return by && file ? { by, path: path.resolve(file.replace(/^~(?=$|[/\\])/, home)) } : null
}

function unusableBundle({ by, path: file }: Bundle, error: unknown): Problem {
  const why = errorCode(error) === 'ENOENT' ? 'is not there' : `holds no certificates that can be read`
  return problem('misconfigured', `${by} names ${file}, which ${why}.`, {
    fix: `Correct ${by}, or remove it: then the certificates of this machine count.`,
  })
}

/** Variables win; where none names a proxy, the desktop's own settings do. */
async function proxyEnvironment({ env, systemProxy }: RouteSources): Promise<Environment> {
  const named = ['http_proxy', 'https_proxy'].some(
    (name) => env[name] !== undefined || env[name.toUpperCase()] !== undefined,
  )
  if (named || !systemProxy) return env
  const first = (await systemProxy('https://oidc.us-east-1.amazonaws.com/').catch(() => '')).split(';')[0]?.trim() ?? ''
  const [, kind = 'DIRECT', place = ''] = /^(\w+)(?:\s+(\S+))?$/.exec(first) ?? []
  const schemes: Readonly<Record<string, string>> = {
    PROXY: 'http',
    HTTP: 'http',
    HTTPS: 'https',
    SOCKS: 'socks',
    SOCKS4: 'socks4',
    SOCKS5: 'socks5',
  }
  const scheme = schemes[kind.toUpperCase()]
  return scheme === undefined || place === '' ? env : { ...env, https_proxy: `${scheme}://${place}` }
}
