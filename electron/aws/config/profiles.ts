/** The profiles of a config and a credentials file, as botocore reads them and as `aws configure sso` writes them. */
import type { ProfileDraft, ProfileEdit } from '../../../shared/contract.ts'
import { brokenReason, type CredentialSource } from '../../../shared/credential-source.ts'
import { findKey, keysOf, settingsFor } from '../../../shared/keys.ts'
import { checkAccountId } from '../../../shared/names.ts'
import { fail, problem, type Problem, type Remedy, type Result } from '../../../shared/result.ts'
import type { Profile, ProfileKind } from '../../../shared/state.ts'
import { otherAnswer, type Get } from './answers.ts'
import { credentialSource } from './credential-source.ts'
import { changeSection, copySection, createSections, removeHeadings, renameSection } from './edit/change.ts'
import { ownSettings, settingOf, settingsOf, type Document, type Value } from './document/document.ts'
import type { Heading } from './document/heading.ts'
import { ownersOf } from './document/owners.ts'
import type { Section } from './document/scan.ts'

/** In the order of the config file; then those that stand in the credentials file alone. */
export function listProfiles(config: Document, credentials: Document): Profile[] {
  const inConfig = config.profiles()
  const inCredentials = [...credentials.headers().keys()].filter((name) => name !== 'DEFAULT' && !inConfig.has(name))
  const owners = ownersOf(config)
  return [...inConfig.keys(), ...inCredentials].map((name) => describe(config, credentials, name, owners))
}

/**
 * The settings of a profile in both files, where those of the credentials file win (botocore's `session.full_config`);
 * null for one that is in neither. A nested block is flattened, as in `s3.addressing_style`.
 * Secrets are among them: for use on this side alone.
 */
export function profileSettings(
  config: Document,
  credentials: Document,
  name: string,
): Readonly<Record<string, string>> | null {
  const places = [
    [config, config.profiles().get(name)],
    [credentials, name === 'DEFAULT' ? undefined : credentials.headers().get(name)],
  ] as const
  const found = places.flatMap(([document, section]) => (section ? [...settingsOf(document, section)] : []))
  if (places.every(([, section]) => !section)) return null
  return Object.fromEntries([...new Map(found)].flatMap(([key, value]) => flatten(key, value)))
}

/** Appends profiles in one edit: all of them, or none. `name-taken` where any reader of the file sees one of the name. */
export function createProfiles(
  config: Document,
  credentials: Document,
  drafts: readonly ProfileDraft[],
): Result<Document> {
  return createSections(
    config,
    credentials,
    drafts.map((draft) => ({
      heading: headingOf(draft.name),
      settings: settingsFor('profile', draft).filter((setting): setting is [string, string] => setting[1] !== null),
    })),
  )
}

/** All that a draft says but for its name; in a copy, what is not named stays. */
type Wanted = Partial<Omit<ProfileDraft, 'name'>>

/**
 * Changes the keys whose values differ from the draft's, and removes what its session says in the profile's place: a
 * start URL and a region of its own. `unsupported-profile` for one that gets its credentials elsewhere, or whose credentials
 * file says otherwise: that wins.
 */
export function updateProfile(config: Document, credentials: Document, draft: ProfileEdit): Result<Document> {
  return (
    refuseCredentials(config, credentials, draft.name) ??
    refuseOverridden(credentials, draft) ??
    refuseOtherSource(config, draft.name) ??
    changeSection(config, headingOf(draft.name), changesFor(config, draft.name, draft))
  )
}

/**
 * Removes the profile from the config file, however it is spelled there. The credentials file is not touched:
 * `unsupported-profile` for one that stands there alone.
 */
export function removeProfile(config: Document, credentials: Document, name: string): Result<Document> {
  return refuseCredentials(config, credentials, name) ?? removeHeadings(config, [headingOf(name)])
}

/**
 * Gives a profile of any kind another name. Profiles that name it as their `source_profile` follow; `in-use` where one
 * cannot. `unsupported-profile` for one that stands in the credentials file too: its keys would part from it.
 */
export function renameProfile(config: Document, credentials: Document, name: string, to: string): Result<Document> {
  const refused = refuseCredentials(config, credentials, name)
  if (refused) return refused
  if (inCredentials(credentials, name)) {
    const message = `${name} stands in the credentials file too, which Lanyard does not change: its keys would stay behind.`
    return fail('unsupported-profile', message, { fix: 'Open both files and rename the profile by hand.' })
  }
  return renameSection(config, credentials, headingOf(name), to)
}

/**
 * Appends a copy of all the profile's lines under the name `to`, in which what `settings` names differs (null takes the
 * key away). `unsupported-profile` for one that stands in the credentials file alone, and for settings of IAM Identity
 * Center in one that gets its credentials elsewhere.
 */
export function duplicateProfile(
  config: Document,
  credentials: Document,
  name: string,
  to: string,
  settings: Wanted,
): Result<Document> {
  const { session, accountId, roleName } = settings
  const wantsSso = [session, accountId, roleName].some((value) => value !== undefined)
  return (
    refuseCredentials(config, credentials, name) ??
    (wantsSso ? refuseOtherSource(config, name) : null) ??
    copySection(config, credentials, headingOf(name), to, changesFor(config, name, settings))
  )
}

function headingOf(name: string): Heading {
  return { kind: 'profile', name }
}

/** What changes in the profile so that it has what is wanted, and nothing that its session says in its place. */
function changesFor(config: Document, name: string, wanted: Wanted): Map<string, string | null> {
  const changes = new Map(settingsFor('profile', wanted))
  const profile = config.profiles().get(name)
  const session = config.sessions().get(wanted.session ?? '')
  if (profile && session) for (const key of leftovers(config, profile, session)) changes.set(key, null)
  return changes
}

function describe(config: Document, credentials: Document, name: string, owners: ReturnType<typeof ownersOf>): Profile {
  const section = config.profiles().get(name)
  const owner = section && owners.get(section)
  const secrets = credentials.headers().get(name)
  const get: Get = (key) => {
    const value = (secrets && settingOf(credentials, secrets, key)) ?? (section && settingOf(config, section, key))
    return typeof value === 'string' ? value : null
  }
  const kind = kindOf(get)
  const other = otherAnswer(config, get, name)
  const source = credentialSource({ config, credentials }, name)
  return {
    name,
    kind,
    source,
    session: get('sso_session') || null,
    accountId: get('sso_account_id') || null,
    roleName: get('sso_role_name') || null,
    region: get('region') || null,
    output: get('output') || null,
    ...(owner !== undefined && { managedBy: owner }),
    ...(other !== null && { otherAnswer: other }),
    problem: findProblem(config, name, kind, get) ?? otherProblem(kind, source),
  }
}

/** Assuming a role comes before IAM Identity Center in botocore's chain of providers, everything else after it. */
function kindOf(get: Get): ProfileKind {
  if (get('role_arn') !== null) return 'other'
  if (get('sso_session') !== null) return 'sso'
  const own = ['sso_start_url', 'sso_account_id', 'sso_role_name']
  return own.some((key) => get(key) !== null) ? 'legacy-sso' : 'other'
}

function findProblem(config: Document, name: string, kind: ProfileKind, get: Get): Problem | null {
  if (kind === 'other') return null
  const edit: Remedy = { kind: 'edit-profile', profile: name }
  if (kind === 'sso')
    return sessionProblem(config, get, edit) ?? roleProblem(['sso_account_id', 'sso_role_name'], get, edit)
  return roleProblem(['sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region'], get, edit)
}

/** Why a profile that stands on something else than its own permission set is refused by AWS's clients. */
function otherProblem(kind: ProfileKind, source: CredentialSource): Problem | null {
  const reason = kind === 'other' ? brokenReason(source) : null
  return reason === null ? null : problem('misconfigured', reason, { fix: 'Open the file and mend the profile there.' })
}

function roleProblem(needed: readonly string[], get: Get, edit: Remedy): Problem | null {
  const missing = needed.filter((key) => !get(key))
  if (missing.length > 0) return misconfigured(`The profile has no ${missing.join(' and no ')}.`, edit)
  // Spreadsheets take leading zeros away.
  const accountId = get('sso_account_id') ?? ''
  const refused = checkAccountId(accountId)
  return refused === null ? null : misconfigured(`The account number is ${accountId}. ${refused}`, edit)
}

function sessionProblem(config: Document, get: Get, edit: Remedy): Problem | null {
  const name = get('sso_session') ?? ''
  const session = config.sessions().get(name)
  if (!session) return misconfigured(`The profile uses the session "${name}", which is not in the config file.`, edit)
  for (const [key, value] of settingsOf(config, session)) {
    const own = get(key)
    if (own === null || own === value) continue
    // Any other key may hold a secret, and its value is not told.
    const values = findKey(key)?.of === 'session' && typeof value === 'string' ? `: ${own} and ${value}` : ''
    return misconfigured(`The profile and its session ${name} do not have the same ${key}${values}.`, edit)
  }
  const missing = ['sso_start_url', 'sso_region'].filter((key) => !settingOf(config, session, key))
  if (missing.length === 0) return null
  return misconfigured(`Its session ${name} has no ${missing.join(' and no ')}.`, {
    kind: 'edit-session',
    session: name,
  })
}

function misconfigured(message: string, remedy: Remedy): Problem {
  const fix = remedy.kind === 'edit-session' ? { fix: 'Edit the session.' } : {}
  return problem('misconfigured', message, { ...fix, remedy })
}

function inCredentials(credentials: Document, name: string): boolean {
  return name !== 'DEFAULT' && credentials.headers().has(name)
}

function refuseCredentials(config: Document, credentials: Document, name: string): ReturnType<typeof fail> | null {
  if (config.profiles().has(name) || !inCredentials(credentials, name)) return null
  const message = `${name} stands in the credentials file alone, which Lanyard does not change.`
  return fail('unsupported-profile', message, {
    fix: `Edit [${name}] in that file by hand, or move it to the config file as [profile ${name}].`,
  })
}

/** What the credentials file says wins over any change of the config file. */
function refuseOverridden(credentials: Document, draft: ProfileEdit): ReturnType<typeof fail> | null {
  const section = inCredentials(credentials, draft.name) ? credentials.headers().get(draft.name) : undefined
  if (!section) return null
  const own = ownSettings(credentials, section)
  const keys = settingsFor('profile', draft).flatMap(([key, value]) =>
    own.has(key) && own.get(key) !== value ? [key] : [],
  )
  if (keys.length === 0) return null
  const message = `The credentials file has ${keys.join(' and ')} of ${draft.name}, and wins over the config file. Lanyard does not change it.`
  return fail('unsupported-profile', message, { fix: `Edit [${draft.name}] there, or remove the lines from it.` })
}

/** For a profile that gets its credentials without IAM Identity Center. */
function refuseOtherSource(config: Document, name: string): ReturnType<typeof fail> | null {
  const section = config.profiles().get(name)
  const get: Get = (key) => {
    const value = section && settingOf(config, section, key)
    return typeof value === 'string' ? value : null
  }
  if (kindOf(get) !== 'other') return null
  const sources = ['role_arn', 'aws_access_key_id', 'credential_process', 'web_identity_token_file', 'login_session']
  const source = sources.find((key) => get(key) !== null)
  if (source === undefined) return null
  const message = `${name} gets its credentials by ${source}, not from IAM Identity Center.`
  return fail('unsupported-profile', message, { fix: 'Open the file and edit the profile by hand.' })
}

/**
 * Keys of the profile's own that its session sets: all of them when it comes to use the session, and else those set to
 * something else, for which botocore refuses a profile.
 */
function leftovers(config: Document, profile: Section, session: Section): readonly string[] {
  const own = ownSettings(config, profile)
  const said = settingsOf(config, session)
  const joins = !own.has('sso_session')
  return keysOf('session').filter((key) => own.has(key) && said.has(key) && (joins || own.get(key) !== said.get(key)))
}

function flatten(key: string, value: Value): readonly (readonly [string, string])[] {
  return typeof value === 'string'
    ? [[key, value]]
    : [...value].map(([inner, each]) => [`${key}.${inner}`, each] as const)
}
