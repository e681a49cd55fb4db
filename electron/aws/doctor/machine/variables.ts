/**
 * Variables of the environment that override what the files say (aws-facts.md#variables, #overrides). They are those of
 * the process that Lanyard was started from; other shells may have others. Values that could be secret are not shown.
 */
import { access } from 'node:fs/promises'
import type { Client } from '../../../../shared/doctor.ts'
import type { Environment } from '../../endpoints.ts'
import { endpointVariables } from '../../endpoints.ts'
import { plainText } from '../../sso/failure.ts'
import type { MachineRule } from '../rule.ts'
import { cli, cliV1, everyone, sdk, type Files, type Found, type Trouble } from '../trouble.ts'

/** What to do about a variable. */
export const unset = (names: string) =>
  `Unset ${names} where Lanyard was started from, and in what sets it (~/.profile, direnv).`

/** `files` are those that the variables lead to. */
export const variableRules: readonly MachineRule[] = [
  ({ system, files }) => profiles(system.env, files),
  ({ system }) => keys(system.env),
  ({ system }) => webIdentity(system.env),
  ({ system }) => regions(system.env),
  ({ system, files }) => paths(system.env, files),
  ({ system }) => endpoints(system.env),
  ({ system }) => missingBundle(system.env),
]

const v2AndSdk: readonly Client[] = ['AWS CLI v2', 'JavaScript SDK']

/** Who takes which where both are set. */
const readersOf: Readonly<Record<string, readonly Client[]>> = {
  AWS_PROFILE: v2AndSdk,
  AWS_DEFAULT_PROFILE: cliV1,
}

function profiles(env: Environment, { config, credentials }: Files): Found {
  const [one, other] = [env['AWS_PROFILE'], env['AWS_DEFAULT_PROFILE']]
  const exists = (name: string) => config.profiles().has(name) || credentials.headers().has(name)
  const missing = Object.keys(readersOf).flatMap((variable) => {
    const name = env[variable]
    if (name === undefined || exists(name)) return []
    const hasBoth = one !== undefined && other !== undefined
    const clis = hasBoth ? cli.filter((client) => readersOf[variable]!.includes(client)) : cli
    return [missingProfile(variable, name, clis)]
  })
  if (one !== undefined && other !== undefined && one !== other) {
    return [...missing, differingProfiles(one, other)]
  }
  const name = one ?? other
  if (missing.length > 0 || name === undefined) return missing
  return one === undefined ? unreadProfile(name) : chosenProfile(name)
}

function missingProfile(variable: string, name: string, clis: readonly Client[]): Trouble {
  const shown = plainText(name)
  return {
    rule: 'environment-profile-missing',
    subject: variable,
    severity: 'error',
    title:
      name === '' ? `${variable} is set, but empty.` : `${variable} names the profile ${shown}, which is not there.`,
    effects: [
      [clis, `Commands without --profile stop with “The config profile (${shown}) could not be found”.`],
      ...(variable === 'AWS_PROFILE' && name !== ''
        ? ([[sdk, 'It finds no credentials (“Could not load credentials from any providers”).']] as const)
        : []),
    ],
    advice: unset(variable),
  }
}

function differingProfiles(one: string, other: string): Trouble {
  const [first, second] = [plainText(one), plainText(other)]
  return {
    rule: 'environment-profiles-differ',
    severity: 'warning',
    title: `AWS_PROFILE is ${first}, and AWS_DEFAULT_PROFILE is ${second}.`,
    effects: [
      [readersOf['AWS_PROFILE']!, `They work as ${first}.`],
      [readersOf['AWS_DEFAULT_PROFILE']!, `It works as ${second}.`],
    ],
    advice: unset('AWS_DEFAULT_PROFILE'),
  }
}

function unreadProfile(name: string): Trouble {
  return {
    rule: 'environment-profile-unread',
    severity: 'warning',
    title: `AWS_DEFAULT_PROFILE is ${plainText(name)}, and AWS_PROFILE is not set.`,
    effects: [
      [cli, `They work as ${plainText(name)}.`],
      [sdk, 'It does not know this variable, and works as default.'],
    ],
    advice: 'Set AWS_PROFILE instead of AWS_DEFAULT_PROFILE: every client reads it.',
  }
}

function chosenProfile(name: string): Trouble {
  return {
    rule: 'environment-profile',
    severity: 'note',
    title: `AWS_PROFILE is ${plainText(name)} where Lanyard was started from.`,
    effects: [
      [everyone, `Started from there, they work as ${plainText(name)}, whatever profile is active in Lanyard.`],
    ],
    advice: 'Paste the line that switching copies, or unset AWS_PROFILE.',
  }
}

function keys(env: Environment): Found {
  const [id, secret] = [Boolean(env['AWS_ACCESS_KEY_ID']), Boolean(env['AWS_SECRET_ACCESS_KEY'])]
  const names = 'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN'
  if (id && secret) {
    const named = Boolean(env['AWS_PROFILE'])
    return {
      rule: 'environment-keys',
      severity: 'warning',
      title: 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set where Lanyard was started from.',
      effects: [
        [cli, 'They work with these keys and pass over AWS_PROFILE; --profile alone is stronger.'],
        [sdk, named ? 'It works with AWS_PROFILE, and warns of two sources.' : 'It works with these keys.'],
      ],
      advice: unset(names),
    }
  }
  if (!id) return null
  return {
    rule: 'environment-keys-partial',
    severity: 'error',
    title: 'AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY.',
    effects: [[cli, 'Commands without --profile stop with “Partial credentials found in env”.']],
    advice: unset(names),
  }
}

function webIdentity(env: Environment): Found {
  if (!env['AWS_ROLE_ARN'] || !env['AWS_WEB_IDENTITY_TOKEN_FILE']) return null
  return {
    rule: 'environment-web-identity',
    severity: 'warning',
    title: 'AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE are set where Lanyard was started from.',
    effects: [[cli, 'They assume this role and pass over AWS_PROFILE; --profile alone is stronger.']],
    advice: unset('AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE'),
  }
}

function regions(env: Environment): Found {
  const [one, other] = [env['AWS_REGION'], env['AWS_DEFAULT_REGION']]
  if (!one && !other) return null
  const [first, second] = [plainText(one ?? ''), plainText(other ?? '')]
  if (one && other && one !== other) {
    return {
      rule: 'environment-regions-differ',
      severity: 'warning',
      title: `AWS_REGION is ${first}, and AWS_DEFAULT_REGION is ${second}.`,
      effects: [
        [v2AndSdk, `They work in ${first}, whatever region the profile has.`],
        [cliV1, `It works in ${second}, whatever region the profile has.`],
      ],
      advice: unset('one of them, or both'),
    }
  }
  const followers: readonly Client[] = one && other ? everyone : one ? v2AndSdk : cli
  const others = everyone.filter((client) => !followers.includes(client))
  return {
    rule: 'environment-region',
    severity: 'note',
    title: `${one ? 'AWS_REGION' : 'AWS_DEFAULT_REGION'} is ${first || second} where Lanyard was started from.`,
    effects: [
      [followers, `Started from there, they work in ${first || second}, whatever region the profile has.`],
      ...(others.length > 0
        ? ([[others, "It does not know this variable, and takes the profile's region."]] as const)
        : []),
    ],
    advice: `${unset(one ? 'AWS_REGION' : 'AWS_DEFAULT_REGION')} Or leave it, if one region is what you want.`,
  }
}

function paths(env: Environment, { config, credentials, configPath, credentialsPath }: Files): Found {
  const files = [
    { variable: 'AWS_CONFIG_FILE', there: config.exists, path: configPath },
    { variable: 'AWS_SHARED_CREDENTIALS_FILE', there: credentials.exists, path: credentialsPath },
  ]
  return files.flatMap(({ variable, there, path }) => {
    const value = env[variable]
    if (!value) return []
    if (!there) return [missingFile(variable, path)]
    if (value.includes('$'))
      return [unexpandedFile(variable, path, 'It does not find the file, and goes on without it.')]
    // For the sessions alone the SDK takes even "~" as the name of a folder.
    return variable === 'AWS_CONFIG_FILE' && value.startsWith('~') ? [unexpandedFile(variable, path, noSessions)] : []
  })
}

const noSessions =
  "It finds the profiles, but no session: “TypeError: Cannot read properties of undefined (reading 'sso_region')”."

function missingFile(variable: string, path: string): Trouble {
  return {
    rule: 'environment-file-missing',
    subject: variable,
    severity: variable === 'AWS_CONFIG_FILE' ? 'warning' : 'note',
    title: `${variable} leads to a file that is not there, or cannot be read.`,
    effects: [[everyone, 'They read it as an empty file, and do not look in ~/.aws for another.']],
    places: [path],
    advice: `Correct ${variable}, or unset it.`,
  }
}

function unexpandedFile(variable: string, path: string, effect: string): Trouble {
  return {
    rule: 'environment-file-unexpanded',
    subject: variable,
    severity: 'error',
    title: `${variable} is not written out: it has a ~ or another variable in it.`,
    effects: [[sdk, effect]],
    places: [path],
    advice: `Set ${variable} to the whole path.`,
  }
}

function endpoints(env: Environment): Found {
  return endpointVariables(env).map(({ variable, host }): Trouble =>
    host === null
      ? {
          rule: 'environment-endpoint-broken',
          subject: variable,
          severity: 'error',
          title: `${variable} is not an http or https address.`,
          effects: [
            [everyone, 'No request gets anywhere, nor does any of Lanyard. AWS CLI v2 before 2.13 does not know it.'],
          ],
          advice: unset(variable),
        }
      : {
          rule: 'environment-endpoint',
          subject: variable,
          severity: 'warning',
          title: `${variable} sends requests to ${host} instead of AWS.`,
          effects: [
            [everyone, 'They and Lanyard send it tokens and credentials. AWS CLI v2 before 2.13 does not know it.'],
          ],
          advice: `${unset(variable)} Leave it only if you trust ${host}.`,
        },
  )
}

async function missingBundle(env: Environment): Promise<Found> {
  const path = env['AWS_CA_BUNDLE']
  if (!path) return null
  try {
    await access(path)
    return null
  } catch {
    return {
      rule: 'environment-ca-bundle-missing',
      severity: 'error',
      title: 'AWS_CA_BUNDLE leads to a file that is not there, or cannot be read.',
      effects: [
        [cli, 'Every request fails with “SSL validation failed”. Lanyard, too, trusts no one then.'],
        [sdk, 'It does not look at this variable.'],
      ],
      places: [path],
      advice: 'Correct AWS_CA_BUNDLE, or unset it.',
    }
  }
}
