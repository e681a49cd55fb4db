/** Which addresses the desktop hands to the system's browser. */
import { clientConfig } from '../aws/endpoints.ts'
import { findRegion } from '../../shared/regions.ts'
import type { Partition } from '../../shared/regions.ts'
import type { AppState } from '../../shared/state.ts'
import type { System } from '../system/ports.ts'

/** By partition (aws-facts.md 3 and 6): where people sign in, at and below these; and what follows a region in a host. */
const domains: Readonly<
  Record<Partition, { readonly portals: readonly string[]; readonly services: readonly string[] }>
> = {
  aws: {
    portals: ['awsapps.com', 'app.aws', 'portal.amazonaws.com', 'identitycenter.amazonaws.com'],
    services: ['amazonaws.com', 'api.aws'],
  },
  'aws-us-gov': {
    portals: ['us-gov-home.awsapps.com', 'identitycenter.us-gov.amazonaws.com'],
    services: ['amazonaws.com', 'api.aws'],
  },
  'aws-cn': {
    portals: [
      'awsapps.cn',
      'portal.amazonaws.com.cn',
      'app.amazonwebservices.com.cn',
      'identitycenter.amazonaws.com.cn',
    ],
    services: ['amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  },
  'aws-eusc': {
    portals: ['portal.amazonaws.eu', 'api.amazonwebservices.eu', 'identitycenter.amazonaws.eu'],
    services: ['amazonaws.eu', 'api.amazonwebservices.eu'],
  },
  'aws-iso': { portals: [], services: ['c2s.ic.gov'] },
  'aws-iso-b': { portals: [], services: ['sc2s.sgov.gov'] },
  'aws-iso-e': { portals: [], services: ['cloud.adc-e.uk'] },
  'aws-iso-f': { portals: [], services: ['csp.hci.ic.gov'] },
}

/**
 * Whether `url` is one of these: https at a host where AWS signs people in to a session of `state`, or at that of its
 * start URL; the very page that a session has for requests; a page of the OIDC endpoint that `env` names, by http on
 * loopback alone.
 */
export function mayOpen(
  url: string,
  state: Pick<AppState, 'sessions' | 'profiles' | 'settings'>,
  env: System['env'],
): boolean {
  const parsed = URL.parse(url)
  if (!parsed || parsed.username !== '' || parsed.password !== '') return false
  if (parsed.origin === oidcOrigin(env)) return parsed.protocol === 'https:' || isLoopback(parsed)
  if (parsed.protocol !== 'https:') return false
  return (
    state.sessions.some((session) => parsed.origin === URL.parse(session.startUrl)?.origin) ||
    state.sessions.some(({ region }) => isServiceOf(parsed.host, region)) ||
    partitionsOf(state).some((partition) => isPortalOf(parsed.host, partition)) ||
    Object.values(state.settings.sessions).some(({ requestUrl }) => parsed.href === URL.parse(requestUrl ?? '')?.href)
  )
}

/** Where a sign-in is authorized, and where the code of a device is typed in. */
function isServiceOf(host: string, region: string): boolean {
  return domains[partitionOf(region)].services.some((domain) =>
    ['oidc', 'oidc-fips', 'device.sso', 'device.sso-fips'].some((service) => host === `${service}.${region}.${domain}`),
  )
}

function isPortalOf(host: string, partition: Partition): boolean {
  return domains[partition].portals.some((domain) => host === domain || host.endsWith(`.${domain}`))
}

/** Those of the sessions, and of the profiles that have a start URL of their own, which the state does not hold. */
function partitionsOf({ sessions, profiles }: Pick<AppState, 'sessions' | 'profiles'>): readonly Partition[] {
  const legacy = profiles.filter(({ kind }) => kind === 'legacy-sso')
  return [...sessions.map(({ region }) => region), ...legacy.map(({ region }) => region ?? '')].map(partitionOf)
}

/** A region newer than Lanyard is most likely one of the commercial partition. */
function partitionOf(region: string): Partition {
  return findRegion(region)?.partition ?? 'aws'
}

function oidcOrigin(env: System['env']): string | null {
  const config = clientConfig(env, 'sso-oidc', 'us-east-1')
  return config.ok && config.value.endpoint !== null ? new URL(config.value.endpoint).origin : null
}

function isLoopback({ hostname }: URL): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname)
}
