/** A home that Lanyard and a real AWS client use at the same time. */
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { SsoSession } from '../../electron/aws/sso/session.ts'
import { openRoom } from '../../electron/aws/sso/sign-in.testing.ts'
import type { SignInRoom } from '../../electron/aws/sso/sign-in.testing.ts'

/** What the profile `prod` uses. */
export const prod = { accountId: '637423191929', roleName: 'AdministratorAccess' }

export const configOf = ({ name, startUrl, region, scopes }: SsoSession) => `# kept by hand
[sso-session ${name}]
sso_start_url = ${startUrl}
sso_region = ${region}
${scopes.length > 0 ? `sso_registration_scopes = ${scopes.join(',')}\n` : ''}
[profile prod]
sso_session = ${name}
sso_account_id = ${prod.accountId}
sso_role_name = ${prod.roleName}
region = us-east-1
`

export async function openHome(options: Parameters<typeof openRoom>[0] = {}): Promise<SignInRoom> {
  const room = await openRoom(options)
  await mkdir(path.join(room.home, '.aws'), { recursive: true })
  await writeFile(path.join(room.home, '.aws/config'), configOf(room.session))
  return room
}

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program in the home; never rejects. `heard` is given all that was said so far, until it has heard enough. */
export function run(
  { home }: Pick<SignInRoom, 'home'>,
  file: string,
  words: readonly string[],
  way: Readonly<Record<string, string>>,
  heard: (said: string) => boolean = () => true,
): Promise<Ran> {
  const { PATH = '', SystemRoot = '' } = process.env
  const own = { PATH, SystemRoot, HOME: home, USERPROFILE: home, AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' }
  return new Promise((resolve) => {
    const child = execFile(file, words, { env: { ...own, ...way }, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr })
    })
    let [said, enough] = ['', false]
    child.stdout?.on('data', (chunk: string) => {
      said += chunk
      enough ||= heard(said)
    })
  })
}

/** The two ways that lead a client to the demo organization. */
export const override = ({ demo }: Pick<SignInRoom, 'demo'>) => ({ AWS_ENDPOINT_URL: demo.url })
export const proxied = ({ demo }: Pick<SignInRoom, 'demo'>) => ({
  HTTPS_PROXY: demo.proxyUrl,
  AWS_CA_BUNDLE: demo.caFile,
})
