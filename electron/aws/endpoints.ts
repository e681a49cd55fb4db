/**
 * Where each AWS client talks to, decided here from the environment alone. A client of the SDK that is left to itself
 * takes `endpoint_url` from the user's config files, and sends the bearer token there.
 */
import { fail, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'

export type AwsService = 'sso' | 'sso-oidc' | 'sts'
export type Environment = Readonly<Record<string, string | undefined>>

/** All that leads a client anywhere. */
export interface ClientConfig {
  readonly region: string
  /** Absolute http or https address; null means the service's own host in the region. */
  readonly endpoint: string | null
  readonly useFipsEndpoint: boolean
  readonly useDualstackEndpoint: boolean
}

const services: readonly AwsService[] = ['sso', 'sso-oidc', 'sts']

/**
 * How to reach `service` in `region` (aws-facts.md#hosts, #overrides). An override excludes FIPS and dual stack.
 * Problems: `misconfigured` when an override is no http or https address (it is never passed over in silence),
 * `invalid-input` when the region could not stand in a host name.
 */
export function clientConfig(env: Environment, service: AwsService, region: string): Result<ClientConfig> {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region)) {
    return fail('invalid-input', 'The region is not the name of an AWS region.', { field: 'region' })
  }
  const override = overrideOf(env, service)
  if (override !== null) {
    const url = httpUrl(override.value)
    if (!url) return fail('misconfigured', `${override.variable} is not an http or https address.`, { fix: unsetFix })
    return ok({ region, endpoint: url.href, useFipsEndpoint: false, useDualstackEndpoint: false })
  }
  return ok({
    region,
    endpoint: null,
    useFipsEndpoint: isTrue(env['AWS_USE_FIPS_ENDPOINT']),
    useDualstackEndpoint: isTrue(env['AWS_USE_DUALSTACK_ENDPOINT']),
  })
}

/** Service and host (with port) of each override that is on, for every face to show. */
export function endpointOverrides(env: Environment): { readonly service: AwsService; readonly host: string }[] {
  return services.flatMap((service) => {
    const url = httpUrl(overrideOf(env, service)?.value ?? '')
    return url ? [{ service, host: url.host }] : []
  })
}

/** The variables by which those overrides are set, and the host (with port); null where the value is no address. */
export function endpointVariables(env: Environment): { readonly variable: string; readonly host: string | null }[] {
  const set = new Map(
    services.flatMap((service) => overrideOf(env, service) ?? []).map((each) => [each.variable, each]),
  )
  return [...set.values()].map(({ variable, value }) => ({ variable, host: httpUrl(value)?.host ?? null }))
}

const unsetFix = 'Correct the variable or unset it, then start Lanyard again.'

function overrideOf(env: Environment, service: AwsService): { variable: string; value: string } | null {
  if (isTrue(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])) return null
  const own = `AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll('-', '_')}`
  for (const variable of [own, 'AWS_ENDPOINT_URL']) {
    const value = env[variable]
    if (value) return { variable, value }
  }
  return null
}

function httpUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

/** How to get to AWS from this machine. */
export interface Way {
  /** Names the proxy, as Node reads it: `proxyVariables`. */
  readonly env: Environment
  /** The only certificate authorities to trust, in PEM; null trusts those that Node does. */
  readonly authorities: readonly string[] | null
}
