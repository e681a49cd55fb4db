/** What the sign-in room is given, and the little it gives back: never a token. */
import { portalUrl } from '../../../shared/aws-hosts.ts'
import type { Session, SignIn } from '../../../shared/state.ts'
import type { Result } from '../../../shared/result.ts'
import type { UnderWay } from '../../system/at-once.ts'
import type { Clock, Paths } from '../../system/ports.ts'
import { loadClients } from '../clients.ts'
import type { AwsClients } from '../clients.ts'
import { networkSettings, type Environment, type NetworkSettings } from '../endpoints.ts'
import type { NetworkRoute } from '../network-route.ts'

/** An `[sso-session]` of the config file. */
export interface SsoSession {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** Empty when the file names none; sign-in then asks for `sso:account:access`. */
  readonly scopes: readonly string[]
  /** By what AWS knows the instance, where the start URL is an organization's own address (`instance.ts`). */
  readonly instanceUrl?: string
}

/** The start URL and region that a legacy profile carries itself. Its token comes from the AWS CLI, and is only read. */
export interface LegacySso {
  readonly name: null
  readonly startUrl: string
  readonly region: string
}

/** An Identity Center, as AWS knows it. */
export interface Instance {
  /** What registrations and codes are for, and where the portal's page is. */
  readonly startUrl: string
  /** The one that its host names, else the session's. */
  readonly region: string
}

/** A token of the cache. Dates are ms since the epoch. What a file does not have is null. */
export interface CachedToken {
  readonly startUrl: string
  readonly region: string
  readonly accessToken: string
  readonly expiresAt: number
  readonly clientId: string | null
  readonly clientSecret: string | null
  readonly registrationExpiresAt: number | null
  readonly refreshToken: string | null
}

export interface SsoDeps {
  readonly clock: Clock
  readonly paths: Pick<Paths, 'home' | 'ssoCache' | 'cliCache' | 'state'>
  readonly env: Environment
  /** What the config says about the route to AWS: `[default]`, or the profile that is asked about. */
  readonly network: () => NetworkSettings
  /** The route to AWS, by what `network` says. */
  readonly route: () => Promise<NetworkRoute>
  /** Whose requests take that route. */
  readonly clients: () => Promise<AwsClients>
  readonly clientsFor: (network: NetworkSettings) => Promise<AwsClients>
  /** Refreshes under way, by session name: a second caller joins the first. */
  readonly refreshing: Map<string, UnderWay<Result<CachedToken>>>
  /** When a refresh that changed nothing was last tried, in ms, by session name. */
  readonly refreshTried: Map<string, number>
  /** What this process has noted itself (`refused-tokens.ts`). */
  readonly refused: Set<string>
}

/** What a session signs in to, whatever it is called: a token of one organization is none of another's. */
export function organizationOf({
  startUrl,
  instanceUrl = startUrl,
  region,
}: Pick<SsoSession, 'startUrl' | 'instanceUrl' | 'region'>): string {
  return `${portalUrl(instanceUrl)} ${region}`
}

/** What asks nothing of AWS does not pay for TLS. */
const routing = () => import('../network-route.ts')

/** What of the machine the sign-in room needs. */
export interface SsoSystem extends Pick<SsoDeps, 'clock' | 'env' | 'paths'> {
  /** The proxy that the desktop uses for an address, in the words of a proxy script. */
  readonly systemProxy?: (url: string) => Promise<string>
}

/** One per application: loads the AWS SDK on first use, and anew where the route to AWS has changed. */
export function createSsoDeps(system: SsoSystem, network = () => networkSettings(null)): SsoDeps {
  const { clock, paths, env, systemProxy } = system
  const loaded = new Map<string, Promise<AwsClients>>()
  const sourcesFor = (settings: NetworkSettings) => ({
    env,
    network: settings,
    home: paths.home,
    ...(systemProxy ? { systemProxy } : {}),
  })
  const clientsFor = async (settings: NetworkSettings) => {
    const sources = sourcesFor(settings)
    const { findNetworkRoute, networkRouteKey } = await routing()
    const key = await networkRouteKey(sources)
    const clients = loaded.get(key) ?? findNetworkRoute(sources).then(loadClients)
    loaded.set(key, clients)
    return clients
  }
  return {
    clock,
    paths,
    env,
    network,
    route: async () => (await routing()).findNetworkRoute(sourcesFor(network())),
    clients: () => clientsFor(network()),
    clientsFor,
    refreshing: new Map(),
    refreshTried: new Map(),
    refused: new Set(),
  }
}

/** The same, by the route that a profile's own settings name. */
export function withNetwork(deps: SsoDeps, network: NetworkSettings): SsoDeps {
  return { ...deps, network: () => network, clients: () => deps.clientsFor(network) }
}

/** How a session stands by its token cache; the fields that `Session` takes over. */
export type TokenState = Pick<Session, 'status' | 'expiresAt' | 'renews' | 'problem'>

/** A sign-in that is done: when the access token ends (ISO 8601), and whether it renews itself. */
export interface SignedInToken {
  readonly expiresAt: string
  readonly renews: boolean
}

/** All that changes while a sign-in runs. `SignIn` of the state is this and the session's name, method and problem. */
export type SignInProgress = Pick<SignIn, 'url' | 'userCode' | 'verificationUri' | 'opened' | 'deadline'> & {
  readonly stage: 'preparing' | 'waiting' | 'finishing'
}

export interface SignInOptions {
  /** Shows the address to the person; resolves to false when nothing could be opened. Null opens nothing. */
  readonly openUrl: ((url: string) => Promise<boolean>) | null
  /** Called with the whole progress at each change; not called after the sign-in is over. */
  readonly onProgress: (progress: SignInProgress) => void
  /** Ends the sign-in with the problem `cancelled`; the port is free once the sign-in has settled. */
  readonly signal: AbortSignal
}
