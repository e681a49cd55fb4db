/** Config files in each of which a value makes a client refuse every command. */
import type { BrokenConfig } from './broken-configs.ts'

export interface UnusableConfig extends BrokenConfig {
  readonly severity: 'error' | 'warning' | 'note'
  /** Whom the finding troubles, where that is not the same for all of its rule. */
  readonly whom?: string
}

export const refusedValues: readonly UnusableConfig[] = [
  ...[
    ['retry_mode', 'fast', null],
    ['retry_mode', 'legacy', null, 'v2'],
    ['retry_mode', 'Standard', 'standard'],
    ['retry_mode', '', null],
    ['max_attempts', 'lots', null],
    ['max_attempts', '0', null],
    ['max_attempts', '', null],
    ['defaults_mode', 'in_region', 'in-region', 'v1 js'],
    ['defaults_mode', 'fast', null, 'v1 js'],
    ['defaults_mode', '', null, 'v1'],
    ['sts_regional_endpoints', 'Regional', 'regional', 'v1'],
    ['s3_us_east_1_regional_endpoint', 'near', null, 'v1'],
    ['cli_timestamp_format', 'epoch', null],
    ['cli_timestamp_format', 'none', null, 'v2'],
    ['cli_timestamp_format', '', null],
    ['cli_binary_format', 'hex', null, 'v2'],
    ['request_checksum_calculation', 'when-required', 'when_required'],
    ['request_checksum_calculation', '', null],
    ['response_checksum_validation', 'never', null],
    ['account_id_endpoint_mode', 'maybe', null],
    ['account_id_endpoint_mode', '', null],
    ['ec2_metadata_service_endpoint_mode', 'ipv5', null],
    ['metadata_service_timeout', '2.5', null],
    ['metadata_service_num_attempts', '', null],
    ['request_min_compression_size_bytes', '0', null],
    ['endpoint_url', 'not a url', null, 'v1 v2 js'],
    ['endpoint_url', 'localhost:4566', null, 'v1 v2 js'],
  ].map(([key, value, right, whom = 'v1 v2']) => ({
    id: `closed-value profile:a ${key}`,
    severity: 'error' as const,
    whom: whom!,
    file: `[profile a]\nregion = us-east-1\n${key} = ${value}\n`,
    mended: right === null ? null : `[profile a]\nregion = us-east-1\n${key} = ${right}\n`,
  })),
  ...[
    ['nope', null],
    ['Local', 'local'],
    ['', null],
  ].map(([name, right]) => {
    const file = (services: string | null): string =>
      `[profile a]\nregion = us-east-1\nservices = ${services}\n[services local]\ns3 =\n  endpoint_url = http://localhost:4566\n`
    return {
      id: 'unknown-services profile:a',
      severity: 'error' as const,
      file: file(name!),
      mended: right === null ? null : file(right!),
    }
  }),
]
