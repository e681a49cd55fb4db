/** Sessions that sign-ins or profiles would stumble over. */
import { defaultScope } from '../../../../shared/names.ts'
import { encode, entriesOf } from '../../config/document/document.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import { breakBeside, replaceLines } from '../../config/edit/splice.ts'
import type { FileRule } from '../rule.ts'
import { cli, cliV2, everyone, lineMend, placeOf, sdk, type Trouble } from '../trouble.ts'
import type { Party, Survey } from '../survey.ts'
import { replaceValue } from './replacing.ts'
import { portalUrl } from '../../../../shared/aws-hosts.ts'

export const sessionRules: readonly FileRule[] = [
  { at: 'session', find: incomplete },
  { at: 'session', find: noScopes },
  { at: 'session', find: missingScope },
  { at: 'session', find: insecureAddress },
  { at: 'session', find: addressTail },
]

function incomplete(session: Party, { config }: Survey): Trouble | null {
  const missing = ['sso_start_url', 'sso_region'].filter((key) => session.get(key) === null)
  if (missing.length === 0) return null
  return {
    rule: 'incomplete-session',
    subject: `sso-session:${session.name}`,
    severity: 'error',
    title: `The session ${session.name} has no ${missing.join(' and no ')}.`,
    effects: [
      [cli, 'They refuse the profiles that use it ("missing required configuration").'],
      [sdk, 'It refuses the profiles that use it ("invalid SSO credentials").'],
    ],
    places: [placeOf(config, session.header.line)],
    advice: 'Add what is missing: an administrator, or a colleague who is signed in, knows it.',
  }
}

function noScopes(session: Party, { config }: Survey): Trouble | null {
  if (session.get('sso_registration_scopes') !== null) return null
  const { document } = config
  const section = session.inConfig!
  const last = entriesOf(document, section).at(-1)
  const line = last?.end ?? section.line + 1
  const text = `sso_registration_scopes = ${defaultScope}${breakBeside(document, last?.line ?? section.line)}`
  const isEmpty = session.find('sso_registration_scopes') !== null
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
    advice: `Add sso_registration_scopes = ${defaultScope}.`,
    mend: lineMend(
      `Add ${defaultScope}`,
      isEmpty ? null : [replaceLines(document, line, line, encode(document, text))],
      aboutOf(session),
    ),
  }
}

function missingScope(session: Party, { config, profiles }: Survey): Trouble | null {
  const written = session.get('sso_registration_scopes')
  if (written === null || written.split(',').some((scope) => scope.trim() === defaultScope)) return null
  const isUsed = profiles.some((each) => each.get('sso_account_id') && each.get('sso_session') === session.name)
  if (!isUsed) return null
  const spot = session.find('sso_registration_scopes')
  const scopes = `${written.replace(/,\s*$/, '')},${defaultScope}`
  return {
    rule: 'missing-scope',
    subject: `sso-session:${session.name}`,
    severity: 'warning',
    title: `The scopes of the session ${session.name} are without ${defaultScope}.`,
    effects: [[everyone, 'A sign-in with these scopes need not give access to accounts and permission sets.']],
    places: [placeOf(config, spot?.line ?? session.header.line)],
    advice: `Add ${defaultScope} to the scopes, and sign in again.`,
    mend: lineMend(`Add ${defaultScope}`, spot && replaceValue(config.document, spot.entry, scopes), aboutOf(session)),
  }
}

function insecureAddress(session: Party, { config }: Survey): Trouble | null {
  const found = addressOf(session)
  if (!found || found.url.startsWith('https://')) return null
  const secure = `https://${found.url.replace(/^http:\/\//, '')}`
  const isHost = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/|$)/.test(secure)
  return {
    rule: 'insecure-start-url',
    subject: `sso-session:${session.name}`,
    severity: 'error',
    title: `The start URL of the session ${session.name} does not begin with https://.`,
    effects: [[cliV2, 'It refuses to sign in ("The sso_start_url must use the https scheme."); before 2.35 AWS did.']],
    places: [placeOf(config, found.spot.line)],
    advice: 'Write the start URL with https://.',
    mend: isHost
      ? lineMend(`Write ${secure}`, replaceValue(config.document, found.spot.entry, secure), aboutOf(session))
      : null,
  }
}

function addressTail(session: Party, { config }: Survey): Trouble | null {
  const found = addressOf(session)
  if (!found?.url.startsWith('https://')) return null
  const plain = portalUrl(found.url)
  if (plain === found.url) return null
  return {
    rule: 'start-url-tail',
    subject: `sso-session:${session.name}`,
    severity: 'note',
    title: `The start URL of the session ${session.name} ends with "${found.url.slice(plain.length)}".`,
    effects: [
      [cliV2, 'It registers once more for each way in which a start URL is written, and hands it to AWS as it is.'],
      [everyone, 'Tools that compare start URLs, or read "#" as a comment, take it for another organization.'],
    ],
    places: [placeOf(config, found.spot.line)],
    advice: `Write ${plain}.`,
    mend: lineMend(`Write ${plain}`, replaceValue(config.document, found.spot.entry, plain), aboutOf(session)),
  }
}

/** The start URL, where no comment stands behind it, which is for another rule. */
function addressOf(session: Party) {
  const url = session.get('sso_start_url')
  const spot = session.find('sso_start_url')
  return url === null || !spot || /(?:^|\s)[#;]/.test(url) ? null : { url, spot }
}

function aboutOf({ inConfig }: Party): readonly string[] {
  return inConfig ? [keyOfHeader(inConfig.header)] : []
}
