/** The SSO sessions of a config file, as botocore reads them and as `aws configure sso-session` writes them. */
import type { SessionDraft, SessionEdit } from '../../../shared/contract.ts'
import { scopesOf, settingsFor } from '../../../shared/keys.ts'
import { listed } from '../../../shared/lists.ts'
import { defaultScope } from '../../../shared/names.ts'
import { fail, problem, type Problem, type Result } from '../../../shared/result.ts'
import { changeSection, createSections, removeHeadings, renameSection } from './edit/change.ts'
import { emptyDocument, settingOf, type Document } from './document/document.ts'
import type { Heading } from './document/heading.ts'
import { ownersOf } from './document/owners.ts'
import { profilesNaming, refuseLostSource, refuseNamedElsewhere } from './edit/references.ts'
import type { Section } from './document/scan.ts'

export interface SessionConfig {
  readonly name: string
  readonly startUrl: string | null
  readonly region: string | null
  /** As the file has them; empty when it names none. */
  readonly scopes: readonly string[]
  /** The program that has marked its section as its own, if one has. */
  readonly managedBy?: string
  /** What makes the session unusable as written. */
  readonly problem: Problem | null
}

/** In the order of the file. */
export function listSessions(config: Document): SessionConfig[] {
  const owners = ownersOf(config)
  return [...config.sessions()].map(([name, section]) => {
    const owner = owners.get(section)
    const startUrl = settingText(config, section, 'sso_start_url')
    const region = settingText(config, section, 'sso_region')
    const scopes = scopesOf(settingText(config, section, 'sso_registration_scopes') ?? '')
    const managed = owner === undefined ? {} : { managedBy: owner }
    return { name, startUrl, region, scopes, ...managed, problem: findProblem(name, startUrl, region) }
  })
}

/** Appends the session. `name-taken` where any reader of the file sees one of that name. */
export function createSession(config: Document, draft: SessionDraft): Result<Document> {
  const scopes = draft.scopes.length === 0 ? [defaultScope] : draft.scopes
  const settings = settingsFor('session', { ...draft, scopes: scopes.join(',') })
  return createSections(config, emptyDocument, [{ heading: headingOf(draft.name), settings }])
}

/** Changes the keys that the draft names and whose values differ. No scopes are the default ones, written or not. */
export function updateSession(config: Document, { name, startUrl, region, scopes }: SessionEdit): Result<Document> {
  const section = config.sessions().get(name)
  const before = scopesOf(section ? (settingText(config, section, 'sso_registration_scopes') ?? '') : '')
  const differ = scopes !== undefined && before.join() !== scopes.join()
  const values = { startUrl, region, scopes: differ ? scopes.join(',') || defaultScope : undefined }
  return changeSection(config, headingOf(name), new Map(settingsFor('session', values)))
}

/**
 * Gives the session another name, which every profile that uses it follows. `in-use` where a profile that cannot
 * follow uses it: one of the credentials file, or by a line that not every reader takes for the same.
 */
export function renameSession(config: Document, credentials: Document, name: string, to: string): Result<Document> {
  return renameSection(config, credentials, headingOf(name), to)
}

/**
 * `in-use` while profiles use the session, unless they are to go with it; and then while one of them cannot go (it uses
 * the session in the credentials file), or is the `source_profile` of one that stays.
 */
export function removeSession(
  config: Document,
  credentials: Document,
  name: string,
  withProfiles: boolean,
): Result<Document> {
  const session = headingOf(name)
  const users = profilesNaming(config, session)
  if (users.length > 0 && !withProfiles) return fail('in-use', `${name} is used by ${listed(users)}.`)
  const refused = refuseNamedElsewhere(config, credentials, session) ?? refuseLostSource(config, credentials, users)
  const profiles = users.map((user): Heading => ({ kind: 'profile', name: user }))
  return refused ?? removeHeadings(config, [session, ...profiles])
}

function headingOf(name: string): Heading {
  return { kind: 'sso-session', name }
}

/** Null for a key that is missing, empty or a nested block. */
function settingText(config: Document, section: Section, key: string): string | null {
  const value = settingOf(config, section, key)
  return typeof value === 'string' && value !== '' ? value : null
}

function findProblem(name: string, startUrl: string | null, region: string | null): Problem | null {
  const missing = [startUrl === null ? 'sso_start_url' : '', region === null ? 'sso_region' : ''].filter(Boolean)
  const edit = { fix: 'Edit the session.', remedy: { kind: 'edit-session', session: name } } as const
  if (missing.length > 0) {
    return problem('misconfigured', `The session ${name} has no ${missing.join(' and no ')}.`, edit)
  }
  // AWS takes no other, and then the browser waits for good.
  if (startUrl !== null && URL.parse(startUrl)?.protocol !== 'https:') {
    return problem('misconfigured', `The start URL of ${name} does not begin with https://.`, edit)
  }
  return null
}
