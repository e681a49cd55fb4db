/** Regions that AWS does not have. */
import { findRegion, isGlobal } from '../../../../shared/regions.ts'
import type { FileRule } from '../rule.ts'
import { cli, everyone, lineMend, placeOf, sdk, type LineMend, type Trouble } from '../trouble.ts'
import { aboutOf, type Party, type Survey } from '../survey.ts'
import { mendEverywhere, replaceValue } from './replacing.ts'

export const regionRules: readonly FileRule[] = [
  { at: 'session', find: (session, survey) => regionRule(session, 'sso_region', survey) },
  { at: 'profile', find: (profile) => regionRule(profile, 'region') },
  {
    at: 'profile',
    find: (profile) => (profile.get('sso_session') ? null : regionRule(profile, 'sso_region')),
  },
]

/** As botocore and the SDK accept a region: a label of a host name. */
const hostLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

/** `survey` for a session, whose profiles may repeat its region. */
function regionRule(party: Party, key: 'region' | 'sso_region', survey?: Survey): Trouble | null {
  const region = party.get(key)
  if (region === null || findRegion(region) || /(?:^|\s)[#;]|\n/.test(region)) return null
  // STS and other services without regions are asked so.
  if (key === 'region' && isGlobal(region)) return null
  const word = survey ? 'session' : 'profile'
  const spot = party.find(key)
  const right = meantRegion(region)
  const { file, line } = spot ?? party.header
  const isLabel = hostLabel.test(region)
  return {
    rule: 'unknown-region',
    subject: `${word === 'session' ? 'sso-session' : 'profile'}:${party.name} ${key}`,
    // A region may be newer than this list.
    severity: right === null && /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/.test(region) ? 'warning' : 'error',
    title: `The ${key} of the ${word} ${party.name} is "${region}", which is no region of AWS.`,
    effects: isLabel
      ? [[everyone, `They ask at an address that does not exist${key === 'region' ? ', or is refused' : ''}.`]]
      : [
          [cli, `They stop with an error ("Provided region_name doesn't match a supported format").`],
          [sdk, 'It stops with an error ("Region not accepted").'],
        ],
    places: [placeOf(file, line)],
    advice: right === null ? 'Write a region such as us-east-1.' : `It probably means ${right}.`,
    mend: right === null ? null : regionMend(party, key, right, survey),
  }
}

function regionMend(party: Party, key: string, right: string, survey: Survey | undefined): LineMend | null {
  const label = `Write ${right}`
  if (survey) return mendEverywhere(label, party, survey, key, right)
  const spot = party.find(key)
  return spot?.file.isConfig
    ? lineMend(label, replaceValue(spot.file.document, spot.entry, right), aboutOf(party))
    : null
}

/** Without capitals, underscores, or the letter of an availability zone. */
function meantRegion(region: string): string | null {
  const plain = region.toLowerCase().replaceAll(/[\s_]+/g, '-')
  return [plain, plain.replace(/(\d)[a-f]$/, '$1')].find((each) => findRegion(each)) ?? null
}
