/** Profiles that point at nothing, lack something, or contradict their session (aws-facts.md#precedence, #messages). */
import { checkAccountId } from '../../../../shared/names.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import type { Splice } from '../../config/edit/splice.ts'
import type { FileRule } from '../rule.ts'
import { cli, cliV1, everyone, lineMend, placeOf, sdk, type LineMend, type Trouble } from '../trouble.ts'
import type { Party, Spot, Survey } from '../survey.ts'
import { listed, nearName } from '../words.ts'
import { dropKey, replaceValue } from './replacing.ts'
import { portalUrl } from '../../../../shared/aws-hosts.ts'

export const profileRules: readonly FileRule[] = [
  { at: 'profile', find: sourceRule },
  { at: 'profile', find: unknownSession },
  { at: 'profile', find: incomplete },
  { at: 'profile', find: accountRule },
  { at: 'profile', find: contradiction },
  { at: 'files', find: withoutRegion },
]

const ssoKeys = ['sso_session', 'sso_account_id', 'sso_role_name', 'sso_start_url']

/** Whether botocore asks IAM Identity Center: to assume a role comes first. */
export function isSso(profile: Party): boolean {
  return profile.get('role_arn') === null && ssoKeys.some((key) => profile.get(key) !== null)
}

/** Where the finding stands: at the key, or at the header where it is inherited. */
function placesOf(profile: Party, ...keys: readonly string[]) {
  const spots = keys.map((key) => profile.find(key)).filter((spot): spot is Spot => spot !== null)
  return (spots.length > 0 ? spots : [profile.header]).map(({ file, line }) => placeOf(file, line))
}

/** What is mended by other lines of the profile's own section in the config file. */
function mendOf(
  label: string,
  profile: Party,
  spot: Spot | null,
  splicesFor: (spot: Spot) => readonly Splice[] | null,
): LineMend | null {
  if (!spot?.file.isConfig || !profile.inConfig) return null
  return lineMend(label, splicesFor(spot), [keyOfHeader(profile.inConfig.header)])
}

/** Null where nobody knows the right value. */
function valueMend(label: string, profile: Party, key: string, right: string | null): LineMend | null {
  return right === null
    ? null
    : mendOf(label, profile, profile.find(key), ({ file, entry }) => replaceValue(file.document, entry, right))
}

function unknownSession(profile: Party, survey: Survey): Trouble | null {
  const { sessions, session } = survey
  const name = isSso(profile) ? profile.get('sso_session') : null
  if (name === null || session(name) || /\s[#;]/.test(name)) return null
  const near =
    nearName(
      name,
      sessions.map((each) => each.name),
    ) ?? byStartUrl(sessions, profile)
  return {
    rule: 'unknown-session',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title: `The profile ${profile.name} uses the session "${name}", which is not in the file.`,
    effects: [
      [cli, `They refuse the profile (The specified sso-session does not exist: "${name}").`],
      [sdk, 'It stops with an error of its own (Cannot read properties of undefined).'],
    ],
    places: placesOf(profile, 'sso_session'),
    advice: near === null ? 'Add the session, or name one that is there.' : `It probably means the session ${near}.`,
    mend: near === null ? null : useSession(profile, session(near)!),
  }
}

/** Without a start URL that is the session's in another spelling: botocore would refuse it. */
function useSession(profile: Party, session: Party): LineMend | null {
  const [own, its] = [profile, session].map((each) => each.get('sso_start_url'))
  const isOther = own && its && own !== its && portalUrl(own) === portalUrl(its)
  return mendOf(`Use the session ${session.name}`, profile, profile.find('sso_session'), ({ file, entry }) => {
    const named = replaceValue(file.document, entry, session.name)
    const dropped = isOther ? dropKey(file.document, profile.find('sso_start_url')?.entry ?? null) : []
    return named && dropped && [...named, ...dropped]
  })
}

/** The one session of the profile's own start URL. */
function byStartUrl(sessions: readonly Party[], profile: Party): string | null {
  const url = profile.get('sso_start_url')
  if (url === null) return null
  const same = sessions.filter((each) => portalUrl(each.get('sso_start_url') ?? '') === portalUrl(url))
  return same.length === 1 ? same[0]!.name : null
}

function incomplete(profile: Party): Trouble | null {
  if (!isSso(profile)) return null
  const needed = profile.get('sso_session') ? [] : ['sso_start_url', 'sso_region']
  const missing = [...needed, 'sso_account_id', 'sso_role_name'].filter((key) => profile.get(key) === null)
  if (missing.length === 0) return null
  const isBare = missing.includes('sso_account_id') && missing.includes('sso_role_name')
  return {
    rule: 'incomplete-profile',
    subject: `profile:${profile.name}`,
    severity: isBare ? 'note' : 'error',
    title: `The profile ${profile.name} has no ${missing.join(' and no ')}.`,
    effects: [
      [
        cli,
        isBare
          ? 'They find no credentials in it ("Unable to locate credentials").'
          : 'They refuse the profile ("missing required configuration").',
      ],
      [sdk, 'It refuses the profile ("Profile is configured with invalid SSO credentials").'],
    ],
    places: placesOf(profile),
    advice: 'Edit the profile and choose an account and a permission set.',
  }
}

function accountRule(profile: Party): Trouble | null {
  const account = isSso(profile) ? profile.get('sso_account_id') : null
  if (account === null || checkAccountId(account) === null || /\s[#;]/.test(account)) return null
  const digits = account.replaceAll(/[\s-]/g, '')
  // Which digits are missing is a guess about whose account it is: a person makes it.
  const isShort = /^[0-9]{1,11}$/.test(account)
  const right = /^[0-9]{12}$/.test(digits) ? digits : null
  return {
    rule: 'account-number',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title: `The account number of the profile ${profile.name} is ${account}: it has 12 digits.`,
    effects: [[everyone, 'They ask AWS for an account that does not exist, and get "No access".']],
    places: placesOf(profile, 'sso_account_id'),
    advice: isShort
      ? `Spreadsheets take leading zeros away: it may be ${account.padStart(12, '0')}.`
      : 'Write the 12 digits of the account number.',
    mend: valueMend(`Write ${right}`, profile, 'sso_account_id', right),
  }
}

function contradiction(profile: Party, { session, config }: Survey): Trouble | null {
  const name = profile.get('sso_session')
  const used = name === null ? null : session(name)
  if (!used) return null
  const keys = [...used.own()].flatMap(([key, value]) => {
    const own = typeof value === 'string' ? profile.get(key) : null
    return own !== null && own !== value ? [key] : []
  })
  if (keys.length === 0) return null
  const spots = keys.map((key) => profile.find(key))
  const drops = spots.map((spot) => (spot?.file.isConfig ? dropKey(config.document, spot.entry) : null))
  const splices = drops.every((each) => each !== null) ? drops.flat() : null
  const told = keys.map((key) => (/^sso_(?:region|start_url)$/.test(key) ? `${key} (${profile.get(key)})` : key))
  return {
    rule: 'contradicts-session',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title: `The profile ${profile.name} has another ${listed(told)} than its session ${used.name}.`,
    effects: [
      [cli, `They refuse the profile ("The value for ${keys[0]} is inconsistent between profile and sso-session").`],
      [sdk, "It takes the session's, and says nothing."],
    ],
    places: [
      ...placesOf(profile, ...keys),
      ...keys.flatMap((key) => {
        const spot = used.find(key)
        return spot ? [placeOf(spot.file, spot.line)] : []
      }),
    ],
    advice: "Remove the profile's own, if the session is right.",
    mend: mendOf(`Remove ${listed(keys)} from the profile`, profile, spots[0]!, () => splices),
  }
}

function sourceRule(profile: Party, { profile: profileOf, profiles }: Survey): Trouble | null {
  if (profile.get('role_arn') === null) return null
  const source = profile.get('source_profile')
  const others = ['credential_source', 'web_identity_token_file']
  if (source === null ? others.some((key) => profile.get(key) !== null) : profileOf(source)) return null
  if (source !== null && /\s[#;]/.test(source)) return null
  const near =
    source === null
      ? null
      : nearName(
          source,
          profiles.map(({ name }) => name),
        )
  return {
    rule: source === null ? 'no-source' : 'unknown-source',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title:
      source === null
        ? `The profile ${profile.name} assumes a role, and does not say with whose credentials.`
        : `The profile ${profile.name} takes the credentials of "${source}", which is no profile.`,
    effects: [
      [
        cli,
        source === null
          ? 'They refuse the profile ("Partial credentials found in assume-role").'
          : `They refuse the profile (The source_profile "${source}" referenced in the profile does not exist).`,
      ],
      [sdk, 'It finds no credentials ("Could not load credentials from any providers").'],
    ],
    places: placesOf(profile, 'source_profile', 'role_arn').slice(0, 1),
    advice:
      near === null ? 'Name a profile that is there as its source_profile.' : `It probably means the profile ${near}.`,
    mend: valueMend(`Use the profile ${near}`, profile, 'source_profile', near),
  }
}

/** One finding for all of them: a set-up often has no region anywhere. */
function withoutRegion({ profiles }: Survey): Trouble | null {
  const without = profiles.filter((each) => isSso(each) && each.get('sso_account_id') && each.get('region') === null)
  if (without.length === 0) return null
  const names = listed(without.map(({ name }) => name))
  return {
    rule: 'no-region',
    subject: 'profiles',
    severity: 'warning',
    title:
      without.length === 1
        ? `The profile ${names} has no region.`
        : `${without.length} profiles have no region: ${names}.`,
    effects: [
      [cliV1, 'It refuses most commands ("You must specify a region").'],
      [sdk, 'It refuses every client that is given none ("Region is missing").'],
    ],
    places: without.map(({ header }) => placeOf(header.file, header.line)),
    advice: 'Edit the profile and choose a region, or set AWS_REGION where you work.',
  }
}
