/** Sessions that sign-ins or profiles would stumble over. */
import type { FileRule } from '../rule.ts'
import { cli, cliV2, everyone, placeOf, sdk, type Trouble } from '../trouble.ts'
import type { Party, Survey } from '../survey.ts'
import { mendEverywhere } from './replacing.ts'
import { portalUrl } from '../../../../shared/aws-hosts.ts'

export const sessionRules: readonly FileRule[] = [
  { at: 'session', find: incomplete },
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

function insecureAddress(session: Party, survey: Survey): Trouble | null {
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
    places: [placeOf(survey.config, found.spot.line)],
    advice: 'Write the start URL with https://.',
    mend: isHost ? mendEverywhere(`Write ${secure}`, session, survey, 'sso_start_url', secure) : null,
  }
}

function addressTail(session: Party, survey: Survey): Trouble | null {
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
    places: [placeOf(survey.config, found.spot.line)],
    advice: `Write ${plain}.`,
    mend: mendEverywhere(`Write ${plain}`, session, survey, 'sso_start_url', plain),
  }
}

/** The start URL, where no comment stands behind it, which is for another rule. */
function addressOf(session: Party) {
  const url = session.get('sso_start_url')
  const spot = session.find('sso_start_url')
  return url === null || !spot || /(?:^|\s)[#;]/.test(url) ? null : { url, spot }
}
