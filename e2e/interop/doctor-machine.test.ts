/** What Doctor says that each client does, held against what it does: every quoted sentence is one that it prints. */
import { execFile, execFileSync } from 'node:child_process'
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { readDocument } from '../../electron/aws/config/disk/file.ts'
import { listSessions } from '../../electron/aws/config/sessions.ts'
import { diagnoseMachine } from '../../electron/aws/doctor/machine.ts'
import { permissionTroubles } from '../../electron/aws/doctor/machine/permissions.ts'
import type { Diagnosis } from '../../electron/aws/doctor/trouble.ts'
import { registrationPath } from '../../electron/aws/sso/registration.ts'
import { createSsoDeps } from '../../electron/aws/sso/session.ts'
import { nodeSystem } from '../../electron/system/node.ts'
import { findPaths } from '../../electron/system/paths.ts'
import type { Client, Finding } from '../../shared/doctor.ts'
import { startDemo, type Demo } from '../../testing/idc/demo.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { signIn } from '../../testing/idc/client.testing.ts'
import { makeHome, type Home } from './demo-home.ts'
import { findAwsClis } from '../../testing/tools.ts'

const clis = findAwsClis()
const v1 = clis.find(({ major }) => major === 1)?.path
const v2 = clis.find(({ major }) => major === 2)?.path
const sdk = process.execPath

const whoIsIt = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
await new STSClient().send(new GetCallerIdentityCommand())`
const whatItTakes = `import { STSClient } from '@aws-sdk/client-sts'
const { config } = new STSClient()
console.log((await config.credentials()).accessKeyId, await config.region())`

const programs = [
  ['AWS CLI v1', v1, ['sts', 'get-caller-identity']],
  ['AWS CLI v2', v2, ['sts', 'get-caller-identity']],
  ['JavaScript SDK', sdk, ['--input-type=module', '-e', whoIsIt]],
] as const

type Env = Readonly<Record<string, string>>

let demo: Demo
let home: Home
let folder: string

beforeEach(async () => {
  demo = await startDemo({ settings: { autoApprove: true } })
  home = await makeHome(await signIn(demo), new Date(Date.now() + 3_600_000))
  folder = path.resolve(path.dirname(home.tokenFile), '../../..')
})
afterEach(async () => {
  await demo.close()
  await home.remove()
})

/** What Doctor says by one of its rules in the home, with these variables. */
async function diagnosisOf(rule: string, env: Env): Promise<Diagnosis> {
  const system = nodeSystem({ env: { ...env, HOME: folder } })
  const [config, credentials] = await Promise.all([
    readDocument(system.paths.config),
    readDocument(system.paths.credentials),
  ])
  if (!config.ok || !credentials.ok) throw new Error('The files cannot be read.')
  const sessions = listSessions(config.value).map((session) => ({
    ...session,
    startUrl: session.startUrl ?? '',
    region: session.region ?? '',
    status: 'signed-out' as const,
    expiresAt: null,
    renews: false,
    end: null,
  }))
  const files = {
    config: config.value,
    credentials: credentials.value,
    configPath: system.paths.config,
    credentialsPath: system.paths.credentials,
  }
  const found = await diagnoseMachine({ system, sso: createSsoDeps(system), files, sessions })
  const diagnosis = found.find(({ finding }) => finding.rule === rule)
  if (!diagnosis) throw new Error(`${rule} is not among ${found.map(({ finding }) => finding.rule).join(', ')}.`)
  return diagnosis
}

const findingOf = async (rule: string, env: Env): Promise<Finding> => (await diagnosisOf(rule, env)).finding

/** What the finding says that `client` prints: quoted sentences but for commands, and names of cache files. */
function quotes({ effects }: Finding, client: Client): readonly RegExp[] {
  const texts = effects.filter(({ clients }) => clients.includes(client)).map(({ text }) => text)
  const quoted = texts.flatMap((text) => [...text.matchAll(/“(?!aws )([^”]+)”|('[0-9a-f]{40}')/g)])
  return quoted.map(([, sentence, name]) => {
    const parts = (sentence ?? name ?? '')
      .split('…')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    return new RegExp(parts.join('.*'))
  })
}

const leaveToken = (content: string) => () => writeFile(home.tokenFile, content)
const living = { startUrl: demoStartUrl, region: 'us-east-1', accessToken: 'x' }
const direct = () => ({ AWS_ENDPOINT_URL: demo.url })
const proxied = () => ({ HTTPS_PROXY: demo.proxyUrl })

describe.each<[rule: string, env: Env, way: () => Env, prepare: () => Promise<unknown>]>([
  ['token-broken', { AWS_PROFILE: 'prod' }, direct, leaveToken('')],
  ['token-broken', { AWS_PROFILE: 'prod' }, direct, leaveToken('{"startUrl": "https://d')],
  ['token-broken', { AWS_PROFILE: 'prod' }, direct, leaveToken('{"startUrl": "https://d-1"}')],
  [
    'token-date',
    { AWS_PROFILE: 'prod' },
    direct,
    leaveToken(JSON.stringify({ ...living, expiresAt: '2099-01-01T00:00:00UTC' })),
  ],
  ['environment-profile-missing', { AWS_PROFILE: 'gone' }, direct, () => Promise.resolve()],
  ['environment-profile-missing', { AWS_PROFILE: '' }, direct, () => Promise.resolve()],
  ['environment-keys-partial', { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' }, direct, () => Promise.resolve()],
  [
    'environment-file-unexpanded',
    { AWS_PROFILE: 'prod', AWS_CONFIG_FILE: '~/other' },
    direct,
    () => cp(path.join(folder, '.aws/config'), path.join(folder, 'other')),
  ],
  [
    'environment-ca-bundle-missing',
    { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'x', AWS_CA_BUNDLE: '/not/there.pem' },
    proxied,
    () => Promise.resolve(),
  ],
])('%s with %o', (rule, env, way, prepare) => {
  test('each client prints what is quoted of it', async () => {
    await prepare()
    const finding = await findingOf(rule, { ...env, ...way() })
    const quoted = programs.filter(([client, file]) => file !== undefined && quotes(finding, client).length > 0)
    expect(quoted).not.toEqual([])
    for (const [client, file, words] of quoted) {
      const common = { AWS_DEFAULT_REGION: 'us-east-1', AWS_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '1' }
      const { stdout, stderr } = await home.run(file!, words, { ...common, ...env, ...way() })
      for (const quote of quotes(finding, client)) expect(`${client}: ${stdout}${stderr}`).toMatch(quote)
    }
  })
})

test.runIf(v2)('a registration that is cut off stops “aws sso login”, until its repair', async () => {
  const session = { name: 'corp', startUrl: demoStartUrl, region: 'us-east-1', scopes: ['sso:account:access'] }
  await writeFile(registrationPath(path.dirname(home.tokenFile), session), '{"clientId"')
  const { mend } = await diagnosisOf('registration-broken', {})
  const login = () => {
    const way = { HTTPS_PROXY: demo.proxyUrl, AWS_CA_BUNDLE: demo.caFile }
    return home.run(v2!, ['sso', 'login', '--sso-session', 'corp', '--no-browser'], way)
  }
  expect(await login()).toMatchObject({ code: 255, stderr: expect.stringMatching(/^\s*'[0-9a-f]{40}'\s*$/) })
  if (mend?.kind === 'files') await mend.run()
  expect(await login()).toMatchObject({ code: 0 })
})

describe('who works as whom', () => {
  const config = `[profile one]
region = eu-west-1
aws_access_key_id = KEYOFONE
aws_secret_access_key = x
[profile two]
region = eu-west-2
aws_access_key_id = KEYOFTWO
aws_secret_access_key = x
`
  const takes = async (env: Env) => {
    const answers = await Promise.all(
      [v1, v2].map(async (cli) => {
        if (cli === undefined) return null
        const { stdout } = await home.run(cli, ['configure', 'list'], env)
        const [key, region] = [/access_key +\*+(\w+)/, /region +(\S+)/].map((part) => part.exec(stdout)?.[1])
        return `${key} ${region}`
      }),
    )
    const { stdout } = await home.run(sdk, ['--input-type=module', '-e', whatItTakes], env)
    return [...answers, stdout.trim().replace('KEYO', '')]
  }

  test.runIf(v1 && v2).each<[rule: string, env: Env, v1: string, v2: string, sdk: string]>([
    [
      'environment-profiles-differ',
      { AWS_PROFILE: 'one', AWS_DEFAULT_PROFILE: 'two' },
      'FTWO eu-west-2',
      'FONE eu-west-1',
      'FONE eu-west-1',
    ],
    ['environment-profile-unread', { AWS_DEFAULT_PROFILE: 'two' }, 'FTWO eu-west-2', 'FTWO eu-west-2', ''],
    [
      'environment-keys',
      { AWS_PROFILE: 'one', AWS_ACCESS_KEY_ID: 'KEYOFENV', AWS_SECRET_ACCESS_KEY: 'x' },
      'FENV eu-west-1',
      'FENV eu-west-1',
      'FONE eu-west-1',
    ],
    [
      'environment-regions-differ',
      { AWS_PROFILE: 'one', AWS_REGION: 'sa-east-1', AWS_DEFAULT_REGION: 'ca-central-1' },
      'FONE ca-central-1',
      'FONE sa-east-1',
      'FONE sa-east-1',
    ],
  ])('%s with %o', async (rule, env, ...expected) => {
    await writeFile(path.join(folder, '.aws/config'), config)
    await findingOf(rule, env)
    expect(await takes(env)).toEqual(expected)
  })
})

test('an endpoint override takes the token with it, to the host that is said', async () => {
  const finding = await findingOf('environment-endpoint', direct())
  expect(finding.title).toContain(new URL(demo.url).host)
  await home.run(sdk, ['--input-type=module', '-e', whoIsIt], { ...direct(), AWS_PROFILE: 'prod' })
  expect(demo.requests.count('GetRoleCredentials')).toBe(1)
})

describe('a clock that is off', () => {
  test.runIf(v1)('is refused by AWS to botocore, and followed by the SDK', async () => {
    demo.settings.clockOffsetSeconds = 900
    const finding = await findingOf('clock-off', direct())
    expect(finding.title).toMatch(/is 1[45] min behind/)
    const env = { ...direct(), AWS_PROFILE: 'prod' }
    const [cli, js] = [await home.run(v1!, programs[0][2], env), await home.run(sdk, programs[2][2], env)]
    expect(cli.stderr).toMatch(/Signature expired|not yet current|RequestExpired|SignatureDoesNotMatch/)
    expect(js).toMatchObject({ code: 0 })
  })
})

describe.runIf(process.getuid?.() === 0 && v2)('what its owner cannot read or change', () => {
  const owner = 65_534
  let place: string

  /** A copy of the home that is the owner's, whose way there is open. */
  beforeEach(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'lanyard-closed-'))
    onTestFinished(() => rm(place, { recursive: true, force: true }))
    await cp(path.join(folder, '.aws'), path.join(place, '.aws'), { recursive: true })
    await cp(demo.caFile, path.join(place, 'ca.pem'))
    execFileSync('chown', ['-R', `${owner}:${owner}`, place])
  })

  /** What the AWS CLI says as the owner, whether it works or not. */
  function aws(words: readonly string[], env: Env = {}): Promise<string> {
    const options = { env: { PATH: '/usr/bin:/bin', HOME: place, ...env }, uid: owner, gid: owner }
    return new Promise((resolve) => {
      execFile(v2!, words, options, (_, stdout, stderr) => resolve(stdout + stderr))
    })
  }

  /** What Doctor says that AWS CLI v2 does about a file. */
  async function effectOn(file: string): Promise<string | undefined> {
    const shown = (each: string) => path.relative(place, each)
    const room = { paths: findPaths({}, 'linux', place), uid: owner, keepsModes: () => true, shown }
    const trouble = (await permissionTroubles(room)).find(({ places }) => places?.includes(file))
    return trouble?.effects.find(([clients]) => clients.includes('AWS CLI v2'))?.[1]
  }

  test('a config is empty to the AWS CLI, and stops “aws configure”', async () => {
    const config = path.join(place, '.aws/config')
    await chmod(config, 0o400)
    expect(await effectOn('.aws/config')).toMatch(/^“aws configure” stops with “Permission denied”/)
    expect(await aws(['configure', 'set', 'region', 'eu-west-1', '--profile', 'prod'])).toContain('Permission denied')
    expect(await aws(['configure', 'list-profiles'])).toBe('prod\nnetwork\n')
    await chmod(config, 0o200)
    expect(await effectOn('.aws/config')).toBe('They read it as an empty file.')
    expect(await aws(['configure', 'list-profiles'])).toBe('')
  })

  test('a token stops the AWS CLI when it has to renew it', async () => {
    const token = path.relative(folder, home.tokenFile)
    const held: unknown = JSON.parse(await readFile(home.tokenFile, 'utf8'))
    const over = { ...Object(held), expiresAt: '2026-01-01T00:00:00Z' }
    await writeFile(path.join(place, token), JSON.stringify(over))
    await chmod(path.join(place, token), 0o400)
    expect(await effectOn(token)).toBe('It stops with “Permission denied” when it has to renew what is there.')
    const way = { HTTPS_PROXY: demo.proxyUrl, AWS_CA_BUNDLE: path.join(place, 'ca.pem'), AWS_PROFILE: 'prod' }
    expect(await aws(['sts', 'get-caller-identity'], way)).toMatch(/Permission denied: '.*\/[0-9a-f]{40}\.json'/)
  })
})
