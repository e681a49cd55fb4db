/** Sessions that sign-ins or profiles would stumble over. */
import { defaultScope } from '../../../../shared/names.ts'
import { entriesOf } from '../../config/document/document.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import { breakBeside, insertLines, startOf } from '../cuts.ts'
import { cli, cliV2, diagnosis, everyone, placeOf, sdk, type Diagnosis } from '../diagnosis.ts'
import type { Party, Survey } from '../survey.ts'
import { replaceValue } from './replacing.ts'
import { portalUrl } from '../../../../shared/aws-hosts.ts'

export function sessionRules({ config, sessions, profiles }: Survey): Diagnosis[] {
  const used = new Set(
    profiles.filter((profile) => profile.get('sso_account_id')).map((each) => each.get('sso_session')),
  )
  return sessions.flatMap((session) => {
    const found = [incomplete(session), scopes(session, used.has(session.name)), address(session)]
    return found.filter((each) => each !== null)
  })

  function incomplete(session: Party): Diagnosis | null {
    const missing = ['sso_start_url', 'sso_region'].filter((key) => session.get(key) === null)
    if (missing.length === 0) return null
    const keys = missing.join(' and no ')
    return diagnosis({
      rule: 'incomplete-session',
      subject: `sso-session:${session.name}`,
      severity: 'error',
      title: `The session ${session.name} has no ${keys}.`,
      effects: [
        [cli, 'They refuse the profiles that use it ("missing required configuration").'],
        [sdk, 'It refuses the profiles that use it ("invalid SSO credentials").'],
      ],
      places: [placeOf(config, session.header.line)],
      advice: 'Add what is missing: an administrator, or a colleague who is signed in, knows it.',
    })
  }

  function scopes(session: Party, isUsed: boolean): Diagnosis | null {
    const written = session.get('sso_registration_scopes')
    const named = (written ?? '').split(',').map((scope) => scope.trim())
    if (named.includes(defaultScope) || (written !== null && !isUsed)) return null
    const { document } = config
    const spot = session.find('sso_registration_scopes')
    const section = session.inConfig!
    const about = [keyOfHeader(section.header)]
    const subject = `sso-session:${session.name}`
    if (written !== null) {
      const cuts = spot ? replaceValue(document, spot.entry, `${written.replace(/,\s*$/, '')},${defaultScope}`) : null
      return diagnosis({
        rule: 'missing-scope',
        subject,
        severity: 'warning',
        title: `The scopes of the session ${session.name} are without ${defaultScope}.`,
        effects: [[everyone, 'A sign-in with these scopes need not give access to accounts and permission sets.']],
        places: [placeOf(config, spot?.line ?? session.header.line)],
        advice: `Add ${defaultScope} to the scopes, and sign in again.`,
        fix: cuts && { label: `Add ${defaultScope}`, mend: { cuts, about } },
      })
    }
    const last = entriesOf(document, section).at(-1)
    const at = startOf(document, last?.end ?? section.line + 1)
    const text = `sso_registration_scopes = ${defaultScope}${breakBeside(document, last?.line ?? section.line)}`
    const isEmpty = spot !== null
    return diagnosis({
      rule: 'no-scopes',
      subject,
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
      fix: isEmpty ? null : { label: `Add ${defaultScope}`, mend: { cuts: [insertLines(document, at, text)], about } },
    })
  }

  function address(session: Party): Diagnosis | null {
    const url = session.get('sso_start_url')
    const spot = session.find('sso_start_url')
    if (url === null || !spot || /(?:^|\s)[#;]/.test(url)) return null
    const about = [keyOfHeader(session.inConfig!.header)]
    const rewrite = (value: string) => {
      const cuts = replaceValue(config.document, spot.entry, value)
      return cuts && { label: `Write ${value}`, mend: { cuts, about } }
    }
    const subject = `sso-session:${session.name}`
    const places = [placeOf(config, spot.line)]
    if (!url.startsWith('https://')) {
      const secure = `https://${url.replace(/^http:\/\//, '')}`
      const isHost = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/|$)/.test(secure)
      return diagnosis({
        rule: 'insecure-start-url',
        subject,
        severity: 'error',
        title: `The start URL of the session ${session.name} does not begin with https://.`,
        effects: [
          [cliV2, 'It refuses to sign in ("The sso_start_url must use the https scheme."); before 2.35 AWS did.'],
        ],
        places,
        advice: 'Write the start URL with https://.',
        fix: isHost ? rewrite(secure) : null,
      })
    }
    const plain = portalUrl(url)
    if (plain === url) return null
    return diagnosis({
      rule: 'start-url-tail',
      subject,
      severity: 'note',
      title: `The start URL of the session ${session.name} ends with "${url.slice(plain.length)}".`,
      effects: [
        [cliV2, 'It registers once more for each way in which a start URL is written, and hands it to AWS as it is.'],
        [everyone, 'Tools that compare start URLs, or read "#" as a comment, take it for another organization.'],
      ],
      places,
      advice: `Write ${plain}.`,
      fix: rewrite(plain),
    })
  }
}
