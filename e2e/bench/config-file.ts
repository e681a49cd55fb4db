/** Config files of a given size, as people have them: sessions, profiles, comments, a nested block here and there. */

/** The text of a config file with `profiles` profiles of two sessions. */
export function configText(profiles: number): string {
  const sections = Array.from({ length: profiles }, (_, at) => profileText(at))
  return [sessions, ...sections].join('\n')
}

const sessions = ['corp', 'partner']
  .map((name) =>
    [
      `[sso-session ${name}]`,
      `sso_start_url = https://${name}.awsapps.com/start`,
      'sso_region = eu-central-1',
      'sso_registration_scopes = sso:account:access',
      '',
    ].join('\n'),
  )
  .join('\n')

function profileText(at: number): string {
  const lines = [
    `[profile ${profileName(at)}]`,
    `sso_session = ${at % 7 === 0 ? 'partner' : 'corp'}`,
    `sso_account_id = ${String(100_000_000_000 + at * 37)}`,
    `sso_role_name = ${at % 3 === 0 ? 'AdministratorAccess' : 'ReadOnlyAccess'}`,
    'region = eu-central-1',
    'output = json',
    '',
  ]
  if (at % 10 === 0) lines.unshift(`# Team ${at}: ask before you delete anything`)
  if (at % 25 === 0) lines.splice(-1, 0, 's3 =', '    max_concurrent_requests = 20', '    addressing_style = path')
  return lines.join('\n')
}

export function profileName(at: number): string {
  return `team-${String(at).padStart(5, '0')}-${at % 3 === 0 ? 'admin' : 'read'}`
}
