/** Set-ups as people share them, and texts that only pretend to be some. For property tests. */
import fc from 'fast-check'
import type { ImportChoice } from '../../shared/contract.ts'
import type { SharedSetup } from '../../shared/setup.ts'

const name = fc.constantFrom('corp', 'a', 'b', 'dev.admin', 'x@y+z%1:/', 'default', 'new', 'toString1')
const region = fc.constantFrom('us-east-1', 'eu-central-1')

const session = fc
  .tuple(
    name,
    fc.constantFrom(
      'https://d-1234567890.awsapps.com/start',
      'https://sso.example.com/start/#/',
      'https://x.test:8443',
    ),
    region,
    fc.constantFrom('', 'sso:account:access', 'sso:account:access,codewhisperer:completions'),
  )
  .map(([own, url, where, scopes]) => ({
    name: own,
    lines: [
      `[sso-session ${own}]`,
      `sso_start_url = ${url}`,
      `sso_region = ${where}`,
      ...(scopes === '' ? [] : [`sso_registration_scopes = ${scopes}`]),
    ],
  }))

function profile(sessions: readonly string[]) {
  return fc
    .tuple(
      name,
      fc.constantFrom(...sessions),
      fc.constantFrom('111111111111', '012345678901'),
      fc.constantFrom('Admin', 'Read+Only=1,2.3@4-5_6'),
      fc.option(region),
      fc.option(fc.constantFrom('json', 'yaml-stream')),
    )
    .map(([own, used, account, role, where, output]) => ({
      name: own,
      lines: [
        own === 'default' ? '[default]' : `[profile ${own}]`,
        `sso_session = ${used}`,
        `sso_account_id = ${account}`,
        `sso_role_name = ${role}`,
        ...(where === null ? [] : [`region = ${where}`]),
        ...(output === null ? [] : [`output = ${output}`]),
      ],
    }))
}

export interface GoodSetup {
  /** A config file with these sections alone. */
  readonly config: string
  readonly sessions: readonly string[]
  readonly profiles: readonly string[]
}

/** Sessions, and profiles that use them. */
export const goodSetup: fc.Arbitrary<GoodSetup> = fc
  .uniqueArray(session, { selector: (each) => each.name, minLength: 1, maxLength: 3 })
  .chain((sessions) => {
    const names = sessions.map((each) => each.name)
    return fc.uniqueArray(profile(names), { selector: (each) => each.name, maxLength: 4 }).map((profiles) => ({
      config: [...sessions, ...profiles].map(({ lines }) => `${lines.join('\n')}\n`).join('\n'),
      sessions: names,
      profiles: profiles.map((each) => each.name),
    }))
  })

export const dangerousKeys = [
  'credential_process',
  'endpoint_url',
  'services',
  'role_arn',
  'source_profile',
  'ca_bundle',
  'web_identity_token_file',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
]

const strayLine = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('', '', '  ', '\t', '# ', '[', '\u00a0', '\u200b', '\r', 'region = x\v'),
      fc.constantFrom(
        ...dangerousKeys,
        'region',
        'output',
        'sso_start_url',
        's3',
        'cli_pager',
        '__proto__',
        'constructor',
      ),
      fc.constantFrom(' = x', ': x', '=', ' =\n  endpoint_url = https://x', '', ' = https://x # y', ']'),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '[services x]',
    '[DEFAULT]',
    '[profile x]',
    '[profiles y]',
    '[profile "c d"]',
    '[sso-session __proto__]',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

/** A good set-up with lines in it that somebody slipped in, or swapped characters. */
export const tamperedText: fc.Arbitrary<string> = fc
  .tuple(goodSetup, fc.array(fc.tuple(fc.nat(40), strayLine), { maxLength: 3 }), fc.boolean())
  .map(([{ config }, strays, asLink]) => {
    const lines = config.split('\n')
    for (const [at, line] of strays) lines.splice(at % (lines.length + 1), 0, line)
    const text = lines.join('\n')
    return asLink ? `lanyard://import?setup=${Buffer.from(text).toString('base64url')}` : text
  })

/** Everything of a set-up that can be added, under names that are free. */
export function everything({ items }: SharedSetup): readonly ImportChoice[] {
  return items
    .filter(({ problem }) => problem === null)
    .map(({ kind, name: own, freeName }) => ({ kind, name: own, as: freeName }))
}
