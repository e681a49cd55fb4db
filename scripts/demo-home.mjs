/** The demo's throw-away home: an AWS folder as people have them, and an environment that leads there and nowhere else. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Made by the demo organization (testing/idc/organization.ts). */
const config = `# Shared by the platform team. Ask in #cloud-help before you change it.

[default]
region = us-east-1
output = json
cli_pager =

# ---- IAM Identity Center ----
[sso-session my-identity-center]
sso_start_url = https://d-9067demo01.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile staging-admin]
sso_session = my-identity-center
sso_account_id = 058264527036
sso_role_name = AdministratorAccess
region = eu-central-1
# Build artifacts are large; measured in March, keep it.
s3 =
  max_concurrent_requests = 20
  multipart_threshold = 64MB

[profile audit-readonly]
sso_session = my-identity-center
sso_account_id = 637423191929
sso_role_name = SecurityAudit
region = us-east-1
output = table

# Only while on call: assigned on request.
[profile network-oncall]
sso_session = my-identity-center
sso_account_id = 902417765530
sso_role_name = NetworkAdmin
region = us-east-1

# From before sessions. Some old scripts still use it.
[profile data-lake-old]
sso_start_url = https://d-9067demo01.awsapps.com/start
sso_region = us-east-1
sso_account_id = 410522391077
sso_role_name = ReadOnlyAccess
region = us-west-2

; local development
[profile localstack]
region = us-east-1
services = localstack

[services localstack]
s3 =
  endpoint_url = http://localhost:4566
dynamodb =
  endpoint_url = http://localhost:4566
`

/** The example keys of AWS's documentation. */
const credentials = `[localstack]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`

/** @returns {string} the absolute path of a new home, for nobody but its owner */
export function makeDemoHome() {
  const parent = join(cacheFolder(), 'lanyard-demo')
  mkdirSync(parent, { recursive: true, mode: 0o700 })
  const home = mkdtempSync(join(parent, 'home-'))
  mkdirSync(join(home, '.aws'), { mode: 0o700 })
  writeFileSync(join(home, '.aws/config'), config, { mode: 0o600 })
  writeFileSync(join(home, '.aws/credentials'), credentials, { mode: 0o600 })
  return home
}

function cacheFolder() {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches')
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local')
  return process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
}

/**
 * The environment of a program that is to see the demo alone. Nothing of the person's own AWS settings is left in it.
 * @param {NodeJS.ProcessEnv} env the person's own
 * @param {{ home: string, url: string, platform: NodeJS.Platform }} demo
 * @returns {NodeJS.ProcessEnv}
 */
export function demoEnvironment(env, { home, url, platform }) {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(AWS_|XDG_(CONFIG|STATE|CACHE|DATA)_HOME$|BROWSER$)/.test(name),
  )
  const browser = platform === 'linux' ? ownBrowser(env) : env['BROWSER']
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    ...(platform === 'win32' && {
      USERPROFILE: home,
      LOCALAPPDATA: join(home, 'AppData/Local'),
      APPDATA: join(home, 'AppData/Roaming'),
    }),
    ...(browser !== undefined && { BROWSER: browser }),
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}

/**
 * The person's browser with the person's home: in the demo's it would start a new profile there, which goes with it.
 * @param {NodeJS.ProcessEnv} env
 */
function ownBrowser(env) {
  const homes = ['HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME']
  const back = homes.flatMap((name) => (env[name] === undefined ? [] : [`"${name}=${env[name]}"`])).join(' ')
  const opener = env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? 'xdg-open' : env['WSL_DISTRO_NAME'] ? 'wslview' : null
  const own = env['BROWSER'] || opener
  return own === null
    ? undefined
    : own
        .split(':')
        .map((command) => `env ${back} ${command}`)
        .join(':')
}
