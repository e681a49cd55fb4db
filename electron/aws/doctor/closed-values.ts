/**
 * Keys with closed sets of values, outside of which a client refuses every command: as data, for the files and for the
 * environment (aws-facts.md#values). To botocore an empty value is one that is set.
 */
import type { Client } from '../../../shared/doctor.ts'
import { outputFormats } from '../../../shared/names.ts'
import { cli, cliV1, cliV2, sdk } from './trouble.ts'

export interface ClosedKey {
  readonly key: string
  /** The variable that says the same; null where there is none. */
  readonly variable: string | null
  /** What all clients take, as it is written. */
  readonly names: readonly string[]
  readonly checks: readonly (readonly [clients: readonly Client[], accepts: (value: string) => boolean])[]
  /** As in “Write …”. */
  readonly right: string
}

/** Who refuses the value. */
export function refusing({ checks }: ClosedKey, value: string): readonly Client[] {
  return checks.flatMap(([clients, accepts]) => (accepts(value) ? [] : clients))
}

const among =
  (...names: readonly string[]) =>
  (value: string) =>
    names.includes(value)
const amongInAnyCase =
  (...names: readonly string[]) =>
  (value: string) =>
    names.includes(value.toLowerCase())

/** As Python's `int` reads numbers. */
const whole =
  (least: number, most = Infinity) =>
  (value: string) =>
    /^[+-]?\d+(?:_\d+)*$/.test(value) &&
    Number(value.replaceAll('_', '')) >= least &&
    Number(value.replaceAll('_', '')) <= most

const unlessEmpty =
  (accepts: (value: string) => boolean) =>
  (value: string): boolean =>
    value === '' || accepts(value)

function isWebAddress(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol)
}

const defaultsModes = ['legacy', 'auto', 'standard', 'in-region', 'cross-region', 'mobile']
const checksums = ['when_supported', 'when_required']
const ends = ['regional', 'legacy']

function named(
  key: string,
  variable: string | null,
  names: readonly string[],
  ...checks: ClosedKey['checks']
): ClosedKey {
  const right = names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names[0]!
  return { key, variable, names, checks, right }
}

function number(key: string, variable: string, right: string, accepts: (value: string) => boolean): ClosedKey {
  return { key, variable, names: [], checks: [[cli, accepts]], right }
}

export const closedKeys: readonly ClosedKey[] = [
  named(
    'retry_mode',
    'AWS_RETRY_MODE',
    ['standard', 'adaptive'],
    [cliV1, among('legacy', 'standard', 'adaptive')],
    [cliV2, among('standard', 'adaptive')],
  ),
  number('max_attempts', 'AWS_MAX_ATTEMPTS', 'a whole number from 1 on', whole(1)),
  named(
    'defaults_mode',
    'AWS_DEFAULTS_MODE',
    defaultsModes,
    [cliV1, amongInAnyCase(...defaultsModes)],
    [sdk, unlessEmpty(amongInAnyCase(...defaultsModes))],
  ),
  named('sts_regional_endpoints', 'AWS_STS_REGIONAL_ENDPOINTS', ends, [cliV1, unlessEmpty(among(...ends))]),
  named('s3_us_east_1_regional_endpoint', 'AWS_S3_US_EAST_1_REGIONAL_ENDPOINT', ends, [cliV1, among(...ends)]),
  // Each version knows some of them. It asks AWS before it refuses.
  named('output', 'AWS_DEFAULT_OUTPUT', outputFormats, [cli, among(...outputFormats)]),
  named(
    'cli_timestamp_format',
    null,
    ['iso8601', 'wire'],
    [cliV1, among('none', 'iso8601', 'wire')],
    [cliV2, among('iso8601', 'wire')],
  ),
  named('cli_binary_format', null, ['base64', 'raw-in-base64-out'], [cliV2, among('base64', 'raw-in-base64-out')]),
  ...(['request_checksum_calculation', 'response_checksum_validation'] as const).map((key) =>
    named(key, `AWS_${key.toUpperCase()}`, checksums, [cli, amongInAnyCase(...checksums)]),
  ),
  named(
    'account_id_endpoint_mode',
    'AWS_ACCOUNT_ID_ENDPOINT_MODE',
    ['preferred', 'disabled', 'required'],
    [cli, amongInAnyCase('preferred', 'disabled', 'required')],
  ),
  named(
    'ec2_metadata_service_endpoint_mode',
    'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    ['ipv4', 'ipv6'],
    [cli, amongInAnyCase('ipv4', 'ipv6')],
  ),
  ...(['metadata_service_timeout', 'metadata_service_num_attempts'] as const).map((key) =>
    number(key, `AWS_${key.toUpperCase()}`, 'a whole number', whole(-Infinity)),
  ),
  number(
    'request_min_compression_size_bytes',
    'AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES',
    'a whole number from 1 to 1048576',
    whole(1, 1_048_576),
  ),
  {
    key: 'endpoint_url',
    // Doctor has a rule of its own for it.
    variable: null,
    names: [],
    checks: [[[...cli, ...sdk], unlessEmpty(isWebAddress)]],
    right: 'an address with http:// or https://',
  },
]
