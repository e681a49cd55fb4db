/**
 * Resolves a profile as botocore does (`credentials.py`): the role that it assumes first, with the source of that in turn,
 * then what the profile itself gives, in botocore's order of providers (aws-facts.md#precedence).
 */
import type { CredentialSource } from '../../../shared/credential-source.ts'
import { settingOf, settingsOf, type Document } from './document/document.ts'

export interface ConfigFiles {
  readonly config: Document
  readonly credentials: Document
}

/** What a key says; null where it is not there, or a nested block. */
type Get = (key: string) => string | null

export function credentialSource(files: ConfigFiles, name: string): CredentialSource {
  const get = getterOf(files, name)
  return assumesRole(get) ? roleSource(files, name, [name]) : (ownSource(files, name) ?? { kind: 'nothing' })
}

/** With a web identity the role is assumed by that, whatever stands beside. */
function assumesRole(get: Get): boolean {
  return get('role_arn') !== null && get('web_identity_token_file') === null
}

function roleSource(files: ConfigFiles, name: string, visited: readonly string[]): CredentialSource {
  const get = getterOf(files, name)
  const profile = get('source_profile')
  return {
    kind: 'role',
    ...roleOf(get('role_arn') ?? ''),
    externalId: get('external_id'),
    mfaSerial: get('mfa_serial'),
    duration: wholeNumber(get('duration_seconds')),
    roleSessionName: get('role_session_name'),
    profile,
    source: underRole(files, name, visited, profile, get('credential_source')),
  }
}

/** What a role is assumed with. */
function underRole(
  files: ConfigFiles,
  name: string,
  visited: readonly string[],
  profile: string | null,
  named: string | null,
): CredentialSource {
  if (profile !== null && named !== null) return broken(`${name} has both source_profile and credential_source.`)
  if (named !== null) {
    return namedSources[named] ?? broken(`${name} has the credential_source ${named}, which AWS tools do not know.`)
  }
  if (profile === null) return broken(`${name} has no source_profile and no credential_source to assume its role with.`)
  if (!hasProfile(files, profile)) return broken(`The source_profile ${profile} of ${name} is not there.`)
  const get = getterOf(files, profile)
  const hasKeys = get('aws_access_key_id') !== null || get('aws_secret_access_key') !== null
  // A profile may name itself, for keys that stand beside the role.
  if (visited.includes(profile) && !(profile === name && hasKeys)) {
    return broken(`The source_profile of ${name} leads round in a circle: ${[...visited, profile].join(' → ')}.`)
  }
  if (!hasKeys && assumesRole(get)) return roleSource(files, profile, [...visited, profile])
  return ownSource(files, profile) ?? broken(`The source_profile ${profile} of ${name} has no credentials.`)
}

const namedSources: Readonly<Record<string, CredentialSource>> = {
  Environment: { kind: 'environment' },
  EcsContainer: { kind: 'container' },
  Ec2InstanceMetadata: { kind: 'instance' },
}

/** What a profile gives without assuming a role; null where it gives nothing. */
function ownSource(files: ConfigFiles, name: string): CredentialSource | null {
  const get = getterOf(files, name)
  const loginSession = get('login_session')
  return (
    webIdentity(name, get) ??
    identityCenter(files, name, get) ??
    keysIn(files, 'credentials', name) ??
    (loginSession === null ? null : { kind: 'login', loginSession }) ??
    (get('credential_process') === null ? null : { kind: 'process' }) ??
    keysIn(files, 'config', name)
  )
}

function webIdentity(name: string, get: Get): CredentialSource | null {
  const [tokenFile, roleArn] = [get('web_identity_token_file'), get('role_arn')]
  if (!tokenFile) return null
  return roleArn
    ? { kind: 'web-identity', ...roleOf(roleArn), tokenFile }
    : broken(`${name} has a web_identity_token_file, but no role_arn.`)
}

function identityCenter({ config }: ConfigFiles, name: string, get: Get): CredentialSource | null {
  if (get('sso_account_id') === null && get('sso_role_name') === null) return null
  const session = get('sso_session')
  const section = session === null ? undefined : config.sessions().get(session)
  if (session !== null && !section)
    return broken(`${name} uses the session ${session}, which is not in the config file.`)
  const said = section ? settingsOf(config, section) : new Map<string, unknown>()
  for (const [key, value] of said) {
    const own = get(key)
    if (own !== null && own !== value) return broken(`${name} and its session ${session} do not have the same ${key}.`)
  }
  const needed = ['sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region']
  const missing = needed.filter((key) => get(key) === null && !said.has(key))
  if (missing.length > 0) return broken(`${name} has no ${missing.join(' and no ')}.`)
  const role = { accountId: get('sso_account_id') ?? '', roleName: get('sso_role_name') ?? '' }
  return session === null
    ? { kind: 'legacy-sso', startUrl: get('sso_start_url') ?? '', ...role }
    : { kind: 'session', session, ...role }
}

function keysIn(files: ConfigFiles, file: 'config' | 'credentials', name: string): CredentialSource | null {
  const get = getterIn(files, file, name)
  const keyId = get('aws_access_key_id')
  if (keyId === null) return null
  if (get('aws_secret_access_key') === null)
    return broken(`${name} has an aws_access_key_id, but no aws_secret_access_key.`)
  const temporary = ['aws_session_token', 'aws_security_token'].some((key) => get(key) !== null)
  return { kind: 'keys', file, keyId: keyId.slice(-4), temporary }
}

function hasProfile({ config, credentials }: ConfigFiles, name: string): boolean {
  return config.profiles().has(name) || (name !== 'DEFAULT' && credentials.headers().has(name))
}

/** Of both files: the credentials file's keys win. */
function getterOf(files: ConfigFiles, name: string): Get {
  const [secret, plain] = [getterIn(files, 'credentials', name), getterIn(files, 'config', name)]
  return (key) => secret(key) ?? plain(key)
}

function getterIn(files: ConfigFiles, file: 'config' | 'credentials', name: string): Get {
  const document = files[file]
  const sections = file === 'config' ? document.profiles() : document.headers()
  const section = file === 'credentials' && name === 'DEFAULT' ? undefined : sections.get(name)
  return (key) => {
    const value = section && settingOf(document, section, key)
    return typeof value === 'string' ? value : null
  }
}

/** `arn:aws:iam::111122223333:role/team/Deploy`: the path is no part of the name. */
function roleOf(roleArn: string) {
  const match = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn)
  return { roleArn, accountId: match?.[1] ?? null, roleName: match?.[2] ?? roleArn }
}

/** As Python's `int` takes it; botocore passes over the rest. */
function wholeNumber(text: string | null): number | null {
  return text !== null && /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : null
}

function broken(reason: string): CredentialSource {
  return { kind: 'broken', reason }
}
