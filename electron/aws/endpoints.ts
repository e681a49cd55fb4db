/**
 * Where each AWS client talks to, decided here from the environment alone. A client of the SDK that is left to itself
 * takes `endpoint_url` from the user's config files, and sends the bearer token there.
 */
import { fail, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'

export type AwsService = 'sso' | 'sso-oidc' | 'sts'
export type Environment = Readonly<Record<string, string | undefined>>

/** What a section of the config says about the network route to AWS; null where it says nothing. */
export interface NetworkSettings {
  readonly caBundle: string | null
  readonly useFipsEndpoint: boolean | null
  readonly useDualstackEndpoint: boolean | null
}

/** What leads to AWS besides the region: the environment, and the section of the config that counts. */
export interface Directions {
  readonly env: Environment
  /** That of `[default]` where no profile is asked about, as the AWS CLI has it. Left out: it says nothing. */
  readonly network?: () => NetworkSettings
}

/** What a service is asked about: a region, and the portal whose sign-in it is. */
export interface Destination {
  readonly region: string
  readonly startUrl?: string
  readonly instanceUrl?: string
}

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
 * How to reach `service` in a region (aws-facts.md#hosts, #overrides). An endpoint override excludes
 * FIPS and dual stack; variables win over the config's section, as with botocore. The sign-in of a dual-stack portal is at
 * the dual-stack hosts alone: those of old lead to a page where it fails.
 * Problems: `misconfigured` when an override is no http or https address (it is never passed over in silence),
 * `invalid-input` when the region could not stand in a host name.
 */
export function clientConfig(
  { env, network }: Directions,
  service: AwsService,
  { region, startUrl = '', instanceUrl = startUrl }: Destination,
): Result<ClientConfig> {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region)) {
    return fail('invalid-input', 'The region is not the name of an AWS region.', { field: 'region' })
  }
  const override = overrideOf(env, service)
  if (override !== null) {
    const url = httpUrl(override.value)
    if (!url) return fail('misconfigured', `${override.variable} is not an http or https address.`, { fix: unsetFix })
    return ok({ region, endpoint: url.href, useFipsEndpoint: false, useDualstackEndpoint: false })
  }
  const { useFipsEndpoint, useDualstackEndpoint } = network?.() ?? networkSettings(null)
  const isDualStackSignIn = service === 'sso-oidc' && isDualStackPortal(instanceUrl)
  return ok({
    region,
    endpoint: null,
    useFipsEndpoint: asBoolean(env['AWS_USE_FIPS_ENDPOINT']) ?? useFipsEndpoint ?? false,
    useDualstackEndpoint: asBoolean(env['AWS_USE_DUALSTACK_ENDPOINT']) ?? useDualstackEndpoint ?? isDualStackSignIn,
  })
}

/** What `settings`, those of a profile or of `[default]`, say about the route; nothing for a section that is not there. */
export function networkSettings(settings: Readonly<Record<string, string>> | null): NetworkSettings {
  return {
    caBundle: settings?.['ca_bundle'] || null,
    useFipsEndpoint: asBoolean(settings?.['use_fips_endpoint']),
    useDualstackEndpoint: asBoolean(settings?.['use_dualstack_endpoint']),
  }
}

/** `https://ssoins-….portal.REGION.app.aws`, and its like in China and Europe's sovereign cloud. */
function isDualStackPortal(instanceUrl: string): boolean {
  const host = httpUrl(instanceUrl)?.hostname ?? ''
  return /\.portal\.[a-z0-9-]+\.(?:app\.aws|app\.amazonwebservices\.com\.cn|api\.amazonwebservices\.eu)$/.test(host)
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
  if (asBoolean(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])) return null
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

/** As botocore reads a switch: whatever is set and not "true" is off, an empty value too. */
function asBoolean(value: string | undefined): boolean | null {
  return value === undefined ? null : value.toLowerCase() === 'true'
}
