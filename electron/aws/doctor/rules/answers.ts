/** Profiles on which clients do not agree: who they are, or where that is asked (aws-facts.md#precedence, #overrides). */
import { namesPermissionSet, otherProcess, redirectsOf, signsIn } from '../../config/answers.ts'
import type { FileRule } from '../rule.ts'
import type { Party, Spot, Survey } from '../survey.ts'
import { cli, everyone, placeOf, ruby, sdk, type Trouble } from '../trouble.ts'
import { listed } from '../words.ts'

export const answerRules: readonly FileRule[] = [
  { at: 'profile', find: processBesideSso },
  { at: 'profile', find: roleBesideSso },
  { at: 'profile', find: sourceLoop },
  { at: 'profile', find: redirected },
]

function placesOf(profile: Party, ...keys: readonly string[]) {
  const spots = keys.map((key) => profile.find(key)).filter((spot): spot is Spot => spot !== null)
  return (spots.length > 0 ? spots : [profile.header]).map(({ file, line }) => placeOf(file, line))
}

function processBesideSso(profile: Party): Trouble | null {
  if (!signsIn(profile.get) || otherProcess(profile.get, profile.name) === null) return null
  return {
    rule: 'process-beside-sso',
    subject: `profile:${profile.name}`,
    severity: 'warning',
    title: `The profile ${profile.name} has a credential_process beside IAM Identity Center.`,
    effects: [
      [[...cli, ...ruby], 'They sign in by IAM Identity Center, and leave the process aside.'],
      [sdk, 'It runs the process, and leaves IAM Identity Center aside.'],
    ],
    places: placesOf(profile, 'credential_process', 'sso_session', 'sso_start_url'),
    advice: 'Keep the one that you mean: remove credential_process, or the sso_ keys, from the profile.',
  }
}

function roleBesideSso(profile: Party, survey: Survey): Trouble | null {
  if (profile.get('role_arn') === null || profile.get('source_profile') === null) return null
  if (!namesPermissionSet(profile.get) || wayBack(profile, survey)) return null
  return {
    rule: 'role-beside-sso',
    subject: `profile:${profile.name}`,
    severity: 'warning',
    title: `The profile ${profile.name} has a role to assume beside a permission set.`,
    effects: [
      [everyone, 'They assume the role.'],
      [ruby, 'It uses the permission set.'],
    ],
    places: placesOf(profile, 'role_arn', 'sso_session', 'sso_start_url'),
    advice:
      'Make two profiles of it: one with the sso_ keys, and one with the role, and the first as its source_profile.',
  }
}

/** Of those that lead to themselves; what only leads there is mended with them. */
function sourceLoop(profile: Party, survey: Survey): Trouble | null {
  const way = wayBack(profile, survey)
  // One finding for all of a circle.
  if (!way || survey.profiles.find(({ name }) => way.includes(name)) !== profile) return null
  return {
    rule: 'source-loop',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title:
      way.length === 1
        ? `The profile ${profile.name} takes its own credentials to assume its role.`
        : `The profiles ${listed(way)} take each other's credentials.`,
    effects: [
      [cli, 'They refuse the profile ("Infinite loop in credential configuration detected").'],
      [sdk, 'It finds no credentials ("Could not load credentials from any providers").'],
    ],
    places: placesOf(profile, 'source_profile'),
    advice: 'Name a profile as its source_profile that has credentials of another kind.',
  }
}

/** The profiles from `profile` back to it, by what each takes its credentials from. */
function wayBack(profile: Party, { profile: profileOf }: Survey): readonly string[] | null {
  const way: string[] = []
  for (let at: Party | null = profile; at && !way.includes(at.name);) {
    way.push(at.name)
    const source: string | null = at.get('role_arn') === null ? null : at.get('source_profile')
    const hasKeys = profileOf(source ?? '')?.get('aws_access_key_id') != null
    if (source === null || hasKeys) return null
    if (source === profile.name) return way
    at = profileOf(source)
  }
  return null
}

function redirected(profile: Party, { config }: Survey): Trouble | null {
  const redirects = signsIn(profile.get) ? redirectsOf(config.document, profile.get) : []
  if (redirects.length === 0) return null
  const takesToken = redirects.some(({ service }) => service !== 'sts')
  const hosts = [...new Set(redirects.map(({ host }) => host))]
  return {
    rule: 'redirected-sign-in',
    subject: `profile:${profile.name}`,
    severity: 'warning',
    title: `The profile ${profile.name} leads clients to ${listed(hosts)} in AWS's place.`,
    effects: [
      [
        everyone,
        takesToken
          ? 'They send the token of the sign-in there, which is good for all of its accounts. Lanyard asks AWS.'
          : 'They ask there who they are. Lanyard asks AWS.',
      ],
    ],
    places: placesOf(profile, 'endpoint_url', 'services'),
    advice: takesToken
      ? 'Put endpoint_url below a service that you mean (s3 =), in a services section; or leave it, if you trust the host.'
      : 'Remove sts from the services section, or leave it, if you trust the host.',
  }
}
