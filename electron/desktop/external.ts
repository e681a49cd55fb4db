/** Which addresses the desktop hands to the system's browser. */
import { clientConfig } from '../aws/endpoints.ts'
import { isSignInHost, partitionOfHost, partitionOfRegion } from '../../shared/aws-hosts.ts'
import type { Partition } from '../../shared/regions.ts'
import type { AppState } from '../../shared/state.ts'
import type { System } from '../system/ports.ts'

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
    state.sessions.some(({ region }) => isSignInHost(parsed.host, region)) ||
    partitionsOf(state).some((partition) => partition === partitionOfHost(parsed.host)) ||
    Object.values(state.settings.sessions).some(({ requestUrl }) => parsed.href === URL.parse(requestUrl ?? '')?.href)
  )
}

/** Those of the sessions, and of the profiles that have a start URL of their own, which the state does not hold. */
function partitionsOf({ sessions, profiles }: Pick<AppState, 'sessions' | 'profiles'>): readonly Partition[] {
  const legacy = profiles.filter(({ kind }) => kind === 'legacy-sso')
  return [...sessions.map(({ region }) => region), ...legacy.map(({ region }) => region ?? '')].map(partitionOfRegion)
}

function oidcOrigin(env: System['env']): string | null {
  const config = clientConfig({ env }, 'sso-oidc', { region: 'us-east-1' })
  return config.ok && config.value.endpoint !== null ? new URL(config.value.endpoint).origin : null
}

function isLoopback({ hostname }: URL): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname)
}
