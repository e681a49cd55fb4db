/** What a session asks for when it signs in: `sso_registration_scopes`, which the AWS CLI splits at commas alone. */
import { checkScope, defaultScope } from '../../../../shared/names.ts'
import { scopesOf } from '../../../../shared/keys.ts'
import { encode, entriesOf } from '../../config/document/document.ts'
import { breakBeside, replaceLines } from '../../config/edit/splice.ts'
import type { FileRule } from '../rule.ts'
import { cliV2, everyone, lineMend, placeOf, type Trouble } from '../trouble.ts'
import { aboutOf, type Party, type Survey } from '../survey.ts'
import { mendEverywhere } from './replacing.ts'

export const scopeRules: readonly FileRule[] = [
  { at: 'session', find: noScopes },
  { at: 'session', find: oddScopes },
  { at: 'session', find: missingScope },
]

const key = 'sso_registration_scopes'

/** The scopes in a value that separates or writes them in a way of its own; null where that is not plain. */
export function scopesMeant(value: string): readonly string[] | null {
  const scopes = value
    .toLowerCase()
    .split(/[\s,;|"']+/)
    .filter((scope) => scope !== '')
  return scopes.length > 0 && scopes.every((scope) => scope.includes(':') && isScope(scope)) ? scopes : null
}

/** AWS has all of its scopes in small letters. */
function isScope(scope: string): boolean {
  return checkScope(scope) === null && scope === scope.toLowerCase()
}

/** What is written, where no comment stands behind it and no line continues it: that is for other rules. */
function writtenIn(session: Party): string | null {
  const written = session.get(key)
  return written === null || /(?:^|\s)#|\n/.test(written) ? null : written
}

function lacksDefault(scopes: readonly string[], { name }: Party, { profiles }: Survey): boolean {
  return (
    !scopes.includes(defaultScope) &&
    profiles.some((each) => each.get('sso_account_id') && each.get('sso_session') === name)
  )
}

function noScopes(session: Party, { config }: Survey): Trouble | null {
  if (session.get(key) !== null) return null
  // No sign-in comes so far.
  if (session.get('sso_start_url') === null || session.get('sso_region') === null) return null
  const { document } = config
  const section = session.inConfig!
  const last = entriesOf(document, section).at(-1)
  const line = last?.end ?? section.line + 1
  const text = `${key} = ${defaultScope}${breakBeside(document, last?.line ?? section.line)}`
  const isEmpty = session.find(key) !== null
  return {
    rule: 'no-scopes',
    subject: `sso-session:${session.name}`,
    severity: 'warning',
    title: `The session ${session.name} names no scopes.`,
    effects: [
      [
        cliV2,
        'A sign-in with a device code ("aws sso login --use-device-code", and any before 2.22) then cannot be renewed: it ends after about eight hours. One with the browser names the scope by itself.',
      ],
    ],
    places: [placeOf(config, session.header.line)],
    advice: `Add ${key} = ${defaultScope}.`,
    mend: lineMend(
      `Add ${defaultScope}`,
      isEmpty ? null : [replaceLines(document, line, line, encode(document, text))],
      aboutOf(session),
    ),
  }
}

function oddScopes(session: Party, survey: Survey): Trouble | null {
  const written = writtenIn(session)
  if (written === null || scopesOf(written).every(isScope)) return null
  const meant = scopesMeant(written)
  const scopes = meant && (lacksDefault(meant, session, survey) ? [...meant, defaultScope] : meant)
  const right = scopes && [...new Set(scopes)].join(',')
  return {
    rule: 'odd-scopes',
    subject: `sso-session:${session.name}`,
    severity: 'error',
    title: `The session ${session.name} asks for scopes that AWS does not have: ${written}`,
    effects: [
      [
        cliV2,
        'It splits them at commas alone, and asks for each as it stands. AWS refuses such a sign-in (InvalidScopeException).',
      ],
    ],
    places: [placeOf(survey.config, (session.find(key) ?? session.header).line)],
    advice: `Write scopes in small letters, with commas between them, as in ${defaultScope},codewhisperer:completions.`,
    mend: right === null ? null : mendEverywhere(`Write ${right}`, session, survey, key, right),
  }
}

function missingScope(session: Party, survey: Survey): Trouble | null {
  const written = writtenIn(session)
  if (written === null) return null
  const scopes = scopesOf(written)
  if (!scopes.every(isScope) || !lacksDefault(scopes, session, survey)) return null
  const right = `${written.replace(/,\s*$/, '')},${defaultScope}`
  return {
    rule: 'missing-scope',
    subject: `sso-session:${session.name}`,
    severity: 'warning',
    title: `The scopes of the session ${session.name} are without ${defaultScope}.`,
    effects: [[everyone, 'A sign-in with these scopes need not give access to accounts and permission sets.']],
    places: [placeOf(survey.config, (session.find(key) ?? session.header).line)],
    advice: `Add ${defaultScope} to the scopes, and sign in again.`,
    mend: mendEverywhere(`Add ${defaultScope}`, session, survey, key, right),
  }
}
