/** Regions that AWS does not have. */
import { findRegion } from '../../../../shared/regions.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import type { FileRule } from '../rule.ts'
import { cli, everyone, lineMend, placeOf, sdk, type Trouble } from '../trouble.ts'
import type { Party } from '../survey.ts'
import { replaceValue } from './replacing.ts'

export const regionRules: readonly FileRule[] = [
  { at: 'session', find: (session) => regionRule('session', session, 'sso_region') },
  { at: 'profile', find: (profile) => regionRule('profile', profile, 'region') },
  {
    at: 'profile',
    find: (profile) => (profile.get('sso_session') ? null : regionRule('profile', profile, 'sso_region')),
  },
]

/** As botocore and the SDK accept a region: a label of a host name. */
const hostLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

function regionRule(word: 'session' | 'profile', party: Party, key: 'region' | 'sso_region'): Trouble | null {
  const region = party.get(key)
  if (region === null || findRegion(region) || /\s[#;]|\n/.test(region)) return null
  const spot = party.find(key)
  const right = meantRegion(region)
  const section = party.inConfig
  const splices = right !== null && spot?.file.isConfig ? replaceValue(spot.file.document, spot.entry, right) : null
  const about = section ? [keyOfHeader(section.header)] : []
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
    mend: lineMend(`Write ${right}`, splices, about),
  }
}

/** Without capitals, underscores, or the letter of an availability zone. */
function meantRegion(region: string): string | null {
  const plain = region.toLowerCase().replaceAll(/[\s_]+/g, '-')
  return [plain, plain.replace(/(\d)[a-f]$/, '$1')].find((each) => findRegion(each)) ?? null
}
