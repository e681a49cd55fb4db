/** Keys in profiles that also use IAM Identity Center, and what the credentials file says over the config file. */
import { ownSettings } from '../../config/document/document.ts'
import type { FileRule } from '../rule.ts'
import { cli, everyone, placeOf, sdk, type Trouble } from '../trouble.ts'
import type { Party, Survey } from '../survey.ts'
import { listed } from '../words.ts'
import { isSso } from './profiles.ts'

export const credentialRules: readonly FileRule[] = [
  { at: 'profile', find: keysBesideSso },
  { at: 'profile', find: shadowed },
]

function keysBesideSso(profile: Party): Trouble | null {
  if (!isSso(profile) || profile.get('aws_access_key_id') === null || profile.get('aws_secret_access_key') === null) {
    return null
  }
  const keys = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'sso_session', 'sso_start_url']
  const spots = keys.flatMap((key) => profile.find(key) ?? [])
  const asks = profile.get('sso_account_id') ?? profile.get('sso_role_name')
  return {
    rule: 'keys-beside-sso',
    subject: `profile:${profile.name}`,
    severity: 'error',
    title: `The profile ${profile.name} has access keys beside IAM Identity Center.`,
    effects: [
      [
        cli,
        asks === null
          ? 'They use the access keys.'
          : 'They sign in by IAM Identity Center, and leave the access keys aside.',
      ],
      [sdk, 'It uses the access keys, and leaves IAM Identity Center aside.'],
    ],
    places: spots.map(({ file, line }) => placeOf(file, line)),
    advice: 'Keep the one that you mean: remove the access keys, or the sso_ keys, from the profile.',
  }
}

/** Of a key in both files the credentials file's counts, for all clients. */
function shadowed(profile: Party, { config, credentials }: Survey): Trouble | null {
  if (!profile.inConfig || !profile.inCredentials) return null
  const said = profile.own()
  const over = [...ownSettings(credentials.document, profile.inCredentials)]
  const keys = over.filter(([key, value]) => said.has(key) && said.get(key) !== value).map(([key]) => key)
  if (keys.length === 0) return null
  const lines = (file: typeof config, section: NonNullable<Party['inConfig']>) =>
    file.document.entries
      .slice(section.first, section.last)
      .filter(({ key }) => keys.includes(key))
      .map(({ line }) => placeOf(file, line))
  return {
    rule: 'shadowed-profile',
    subject: `profile:${profile.name}`,
    severity: 'warning',
    title: `The credentials file says something else than the config file of ${listed(keys)} in the profile ${profile.name}.`,
    effects: [[everyone, 'They take what the credentials file says, and nothing of the config file for these keys.']],
    places: [...lines(config, profile.inConfig), ...lines(credentials, profile.inCredentials)],
    advice: 'Remove these lines from the file in which you do not look for them.',
  }
}
