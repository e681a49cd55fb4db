/**
 * What may be written into a config file, and what Lanyard suggests for it.
 * Each check answers a sentence to stand beside the field, or null when the value is fine.
 */
import { findRegion } from './regions.ts'
import type { AppState } from './state.ts'
import { hasUnseen } from './unseen.ts'

/** The only characters that botocore and the JavaScript SDK both read in a section name (aws-facts.md#reading). */
const nameCharacters = /^[A-Za-z0-9_@+.%:/-]+$/

const longestName = 128

export const defaultScope = 'sso:account:access'
export const defaultNameTemplate = '{account|kebab}-{role|short}'

/** For a name that is about to be created; existing names may be anything. */
export function checkName(name: string, what: 'session' | 'profile'): string | null {
  if (name === '') return `Give the ${what} a name.`
  if (!nameCharacters.test(name)) {
    return 'Use letters, digits and _ - @ + . % : / only: AWS tools do not see other names.'
  }
  if (name.startsWith('-')) return 'A name cannot begin with "-": commands would take it for an option.'
  if (name === '__proto__') return 'This name empties the whole file for the JavaScript SDK. Choose another.'
  // `merged[name] !== undefined` of the SDK's mergeConfigFiles takes these for a profile that is there already.
  // It also keeps sessions and services among the profiles, by these names.
  if (name in {} || /^(?:sso-session|services)\./.test(name))
    return 'This name means something else to the JavaScript SDK. Choose another.'
  if (name.length > longestName) return `Use at most ${longestName} characters.`
  return null
}

/** The same, and that none of `taken` has the name. The files have the last word: `takenKeys`. */
export function checkNewName(name: string, what: 'session' | 'profile', taken: Names): string | null {
  return checkName(name, what) ?? (taken.has(name) ? nameTaken(what, name) : null)
}

export function nameTaken(what: 'session' | 'profile', name: string): string {
  return `There is already a ${what} ${name}.`
}

type Names = Pick<ReadonlySet<string>, 'has'>

/** https, a host, no credentials, and nothing that would read differently in the file. */
export function checkStartUrl(text: string): string | null {
  if (text === '') return 'Enter the start URL, as in https://d-1234567890.awsapps.com/start.'
  return checkAddress(text, 'A start URL', 'https://d-1234567890.awsapps.com/start') ?? checkValue(text)
}

/** The page where a person asks for an assignment: like a start URL. */
export function checkRequestUrl(text: string): string | null {
  return checkAddress(text, 'The link', 'https://access.example.com/request') ?? checkValue(text)
}

function checkAddress(text: string, what: string, example: string): string | null {
  const url = URL.parse(text)
  if (!url || url.hostname === '') return `This is not a web address. It looks like ${example}.`
  if (url.protocol !== 'https:') return `${what} begins with https://.`
  if (url.username !== '' || url.password !== '') return `${what} holds no user name or password.`
  return null
}

export function checkRegion(code: string): string | null {
  if (code === '') return 'Enter a region, as in us-east-1.'
  return findRegion(code) ? null : `AWS has no region ${quote(code)}.`
}

export function checkAccountId(text: string): string | null {
  return /^[0-9]{12}$/.test(text) ? null : 'An account number has 12 digits.'
}

/** As AWS names permission sets: 1 to 32 word characters and + = , . @ -. Longer role names pass too. */
export function checkRoleName(text: string): string | null {
  if (text === '') return 'Enter a permission set.'
  return /^[\w+=,.@-]{1,64}$/.test(text) ? null : 'A permission set has letters, digits and + = , . @ _ - only.'
}

export function checkScope(text: string): string | null {
  return /^[\w:./*-]{1,256}$/.test(text) ? null : 'A scope looks like sso:account:access.'
}

export const outputFormats = ['json', 'yaml', 'yaml-stream', 'text', 'table', 'off'] as const

export function checkOutput(text: string): string | null {
  return (outputFormats as readonly string[]).includes(text) ? null : `Choose one of ${outputFormats.join(', ')}.`
}

/** A value that botocore and the JavaScript SDK read alike: one line, all of it seen, no edge spaces, no comment sign after a space. */
export function checkValue(text: string): string | null {
  if (text === '') return 'Enter a value.'
  if (hasUnseen(text)) return "Use one line, without characters that can't be seen."
  if (text !== text.trim()) return 'Remove the space at the edge.'
  if (/(?:^|\s)[#;]/.test(text)) return 'AWS tools disagree on a "#" or ";" after a space. Remove it.'
  return null
}

export interface NameParts {
  readonly session: string
  readonly accountId: string
  readonly accountName: string | null
  readonly roleName: string
}

const filters: ReadonlyMap<string, (text: string) => string> = new Map([
  ['kebab', (text) => kebab(text)],
  ['lower', (text) => text.toLowerCase()],
  [
    'short',
    (text) =>
      kebab(text.replace(/(?:Access|Permissions?)$/, ''))
        .replace(/^administrator$/, 'admin')
        .replace(/^power-user$/, 'power'),
  ],
])

/** The variables of a template: their values for one assignment. */
const variables: ReadonlyMap<string, (parts: NameParts) => string> = new Map([
  ['account', ({ accountName, accountId }) => accountName ?? accountId],
  ['id', ({ accountId }) => accountId],
  ['role', ({ roleName }) => roleName],
  ['session', ({ session }) => session],
])

/** `{variable}` or `{variable|filter|…}`, with account, id, role, session and kebab, lower, short. */
export function checkTemplate(template: string): string | null {
  if (template.trim() === '') return 'Enter a template, as in {account|kebab}-{role|short}.'
  for (const [whole, inner] of template.matchAll(/\{([^{}]*)\}/g)) {
    const [variable = '', ...names] = (inner ?? '').split('|')
    if (!variables.has(variable)) return `${whole}: use account, id, role or session.`
    const unknown = names.find((name) => !filters.has(name))
    if (unknown !== undefined) return `${whole}: the filters are kebab, lower and short.`
  }
  if (/[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, ''))) return 'A brace is not closed.'
  return checkName(template.replaceAll(/\{[^{}]*\}/g, 'x'), 'profile')
}

/** `template` filled in; whatever a name cannot hold becomes `-`, and what can be no name at all the account's number. */
export function nameFromTemplate(template: string, parts: NameParts): string {
  const filled = template.replaceAll(/\{([^{}]*)\}/g, (_, inner: string) => {
    const [variable = '', ...names] = inner.split('|')
    return names.reduce((text, name) => filters.get(name)?.(text) ?? text, variables.get(variable)?.(parts) ?? '')
  })
  const plain = filled.replaceAll(/[^A-Za-z0-9_@+.%:/-]+/g, '-').replace(/^-+|-+$/g, '')
  const name = plain.slice(0, longestName)
  return checkName(name, 'profile') === null ? name : parts.accountId
}

/** A name from `template` that is not in `taken`: the plain one, or with -2, -3 … behind it. */
export function suggestProfileName(template: string, parts: NameParts, taken: Names): string {
  return freeName(nameFromTemplate(template, parts), taken)
}

/** `name` if it is not in `taken`, else with -2, -3 … behind it. */
export function freeName(name: string, taken: Names): string {
  if (!taken.has(name)) return name
  for (let n = 2; ; n += 1) {
    const next = `${name.slice(0, longestName - String(n).length - 1)}-${n}`
    if (!taken.has(next)) return next
  }
}

/**
 * The region that a new profile of `session` begins with: the last used profile's of that session, else that of
 * `[default]`, else the session's own.
 * Without one the AWS CLI v1 and the JavaScript SDK refuse the profile. Empty when there is no such session.
 */
export function suggestRegion(state: Pick<AppState, 'sessions' | 'profiles' | 'recent'>, session: string): string {
  const used = state.recent
    .map((name) => state.profiles.find((profile) => profile.name === name))
    .find((profile) => profile?.session === session && profile.region)
  const usual = state.profiles.find(({ name }) => name === 'default')?.region
  return used?.region ?? usual ?? state.sessions.find(({ name }) => name === session)?.region ?? ''
}

/** `Data Platform Dev` and `DataPlatformDev` alike become `data-platform-dev`. */
function kebab(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
}
