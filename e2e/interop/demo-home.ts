/** A home folder as somebody has it who signed in to the demo organization, for real clients to work in. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import type { Tokens } from '../../testing/idc/client.testing.ts'

export interface Home {
  readonly tokenFile: string
  /** Runs a program with this home and nothing else of the environment but `env`; never rejects. */
  run(file: string, words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran>
  remove(): Promise<void>
}

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const config = `[sso-session corp]
sso_start_url = ${demoStartUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile prod]
sso_session = corp
sso_account_id = 637423191929
sso_role_name = AdministratorAccess
region = us-east-1
[profile network]
sso_session = corp
sso_account_id = 902417765530
sso_role_name = NetworkAdmin
region = us-east-1
`

/** Profiles `prod` (assigned) and `network` (not assigned) of the session `corp`; `tokens` null is not signed in. */
export async function makeHome(tokens: Tokens | null, expiresAt: Date): Promise<Home> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-home-'))
  const cache = path.join(folder, '.aws', 'sso', 'cache')
  const tokenFile = path.join(cache, `${createHash('sha1').update('corp').digest('hex')}.json`)
  await mkdir(cache, { recursive: true })
  await writeFile(path.join(folder, '.aws', 'config'), config)
  if (tokens !== null) await writeFile(tokenFile, JSON.stringify(tokenOf(tokens, expiresAt)))
  // Windows starts no program without its SystemRoot.
  const { PATH = '', SystemRoot = '' } = process.env
  const bare = { PATH, ...(SystemRoot === '' ? {} : { SystemRoot }) }
  return {
    tokenFile,
    run: (file, words, env) =>
      new Promise((resolve) => {
        const all = {
          ...bare,
          HOME: folder,
          USERPROFILE: folder,
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_PAGER: '',
          ...env,
        }
        execFile(file, words, { env: all, timeout: 60_000 }, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr })
        })
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The token file as the AWS CLI writes it (aws-facts.md#tokens). */
function tokenOf(
  { accessToken, clientId, clientSecret, clientSecretExpiresAt, refreshToken }: Tokens,
  expiresAt: Date,
) {
  return {
    startUrl: demoStartUrl,
    region: 'us-east-1',
    accessToken,
    expiresAt: stamp(expiresAt),
    clientId,
    clientSecret,
    registrationExpiresAt: stamp(new Date(clientSecretExpiresAt * 1000)),
    refreshToken,
  }
}

const stamp = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')
