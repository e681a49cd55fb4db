/**
 * Sessions whose sign-in a wrong region cuts short: the browser waits, or AWS knows no such start URL
 * (aws-facts.md#oidc).
 */
import { regionOfStartUrl } from '../../../../shared/aws-hosts.ts'
import type { FindingPlace } from '../../../../shared/doctor.ts'
import { findRegion } from '../../../../shared/regions.ts'
import type { Session } from '../../../../shared/state.ts'
import { findEntry } from '../../config/document/scan.ts'
import { lineText } from '../../config/document/document.ts'
import { maskLine } from '../../config/diff/secrets.ts'
import { portalUrl } from '../../../../shared/aws-hosts.ts'
import { plainText } from '../../sso/failure.ts'
import type { Machine, MachineRule } from '../rule.ts'
import { everyone, type Files, type Found, type Trouble } from '../trouble.ts'

type CheckedSession = Pick<Session, 'name' | 'startUrl' | 'region'>

interface Seen extends Pick<Machine, 'files'> {
  readonly sessions: readonly CheckedSession[]
}

export const regionRules: readonly MachineRule[] = [unlikeStartUrl, differing]

const usable = ({ sessions }: Seen) => sessions.filter(({ region }) => region !== '')

function unlikeStartUrl(machine: Seen): Found {
  return usable(machine).flatMap((session) => wrongRegion(session, machine.files) ?? [])
}

function wrongRegion({ name, startUrl, region }: CheckedSession, files: Files): Trouble | null {
  const named = regionOfStartUrl(startUrl)
  // Of a region that AWS does not have, the rules about the files speak.
  if (named === null || named === region || !findRegion(region)) return null
  return {
    rule: 'region-differs-from-start-url',
    subject: `session:${name}`,
    severity: 'error',
    title: `The start URL of ${name} is in ${named}, and its region is ${plainText(region)}.`,
    effects: [
      [everyone, `A sign-in goes to ${plainText(region)}, where this start URL is not known, and stops halfway.`],
    ],
    places: placesOf(files, [name]),
    advice: `Set the region of ${name} to ${named}, and sign in again.`,
  }
}

/** An organization has one region, or several with start URLs of their own. */
function differing(machine: Seen): Found {
  const byPortal = Map.groupBy(usable(machine), ({ startUrl }) => portalUrl(startUrl))
  return [...byPortal].flatMap(([portal, users]): Trouble[] => {
    const [first, ...rest] = users
    const other = rest.find(({ region }) => region !== first!.region)
    if (portal === '' || !other) return []
    const names = [first!.name, other.name]
    return [
      {
        rule: 'regions-of-one-start-url',
        subject: `session:${other.name}`,
        severity: 'warning',
        title: `${names.join(' and ')} have the same start URL, and the regions ${plainText(first!.region)} and ${plainText(other.region)}.`,
        effects: [[everyone, 'Where the region is not that of the organization, a sign-in stops halfway.']],
        places: placesOf(machine.files, names),
        advice: 'Check both regions: the access portal shows the right one.',
      },
    ]
  })
}

function placesOf({ config, configPath }: Files, names: readonly string[]): readonly FindingPlace[] {
  return names.flatMap((name) => {
    const section = config.sessions().get(name)
    const line = section && (findEntry(config, section, 'sso_region')?.line ?? section.line)
    return line === undefined ? [] : [{ path: configPath, line: line + 1, text: maskLine(lineText(config, line)) }]
  })
}
