/** The words of the real clients, which Doctor's findings tell, for profiles that they cannot use. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findAwsClis } from '../../testing/tools.ts'
import { unusableConfigs } from '../../testing/configs/unusable-configs.ts'

/** What the clients answer to whoever asks who the profile `a` is. None of them comes as far as the network. */
const answers: Readonly<Record<string, { readonly cli: RegExp; readonly sdk: RegExp }>> = {
  'unknown-session': { cli: /The specified sso-session does not exist/, sdk: /Cannot read properties of undefined/ },
  'incomplete-profile': {
    cli: /missing required configuration|Unable to locate credentials/,
    sdk: /Profile is configured with invalid SSO credentials/,
  },
  'unknown-source': {
    cli: /The source_profile "\w+" referenced in the profile "a" does not exist/,
    sdk: /Could not load credentials from any providers/,
  },
  'source-loop': {
    cli: /Infinite loop in credential configuration detected/,
    sdk: /Could not load credentials from any providers/,
  },
  'no-source': { cli: /Partial credentials found in assume-role/, sdk: /Could not load credentials/ },
}

/** One of each is enough: a client takes a second to start. */
const told = [...new Map(unusableConfigs.map((each) => [each.id.replace(/ .*/, ''), each]))].flatMap(([rule, each]) =>
  rule in answers ? [each] : [],
)

const script = `
const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts')
await new STSClient({ region: 'us-east-1', profile: 'a' }).send(new GetCallerIdentityCommand({}))
`

let home: string
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'lanyard-doctor-'))
  await mkdir(path.join(home, '.aws'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

/** What a program says on its standard error, in a home whose config is `file`. */
async function complaint(file: string, program: string, words: readonly string[]): Promise<string> {
  await writeFile(path.join(home, '.aws', 'config'), file)
  const env = { PATH: process.env['PATH'], HOME: home, AWS_PAGER: '', AWS_EC2_METADATA_DISABLED: 'true' }
  const { promise, resolve } = Promise.withResolvers<string>()
  execFile(program, words, { env, cwd: process.cwd() }, (_error, _out, errors) => resolve(errors))
  return promise
}

const whoami = ['sts', 'get-caller-identity', '--profile', 'a', '--region', 'us-east-1']

describe.each(findAwsClis())('AWS CLI $version', (cli) => {
  test.each(told)('cannot use a profile with $id, as is said', async ({ id, file }) => {
    expect(await complaint(file, cli.path, whoami)).toMatch(answers[id.replace(/ .*/, '')]!.cli)
  })

  test('refuses a profile that contradicts its session', async () => {
    const { file } = unusableConfigs.find(({ id }) => id.startsWith('contradicts-session'))!
    expect(await complaint(file, cli.path, whoami)).toMatch(/is inconsistent between profile .* and sso-session/)
  })

  test('refuses a region with a comment behind it', async () => {
    const words = ['sts', 'get-caller-identity', '--profile', 'a']
    const keys = 'aws_access_key_id = AKIA\naws_secret_access_key = x\n'
    const said = await complaint(`[profile a]\n${keys}region = us-east-1 # home\n`, cli.path, words)
    expect(said).toContain(`Provided region_name 'us-east-1 # home' doesn't match a supported format`)
  })

  test('makes a file unusable when it sets a key below an indented header', async () => {
    const { file } = unusableConfigs.find(({ id }) => id.startsWith('indented-header'))!
    await complaint(file, cli.path, ['configure', 'set', 'output', 'json', '--profile', 'a'])
    const config = path.join(home, '.aws', 'config')
    expect(await complaint(await readFile(config, 'utf8'), cli.path, whoami)).toContain('Unable to parse config file')
  })
})

test.each(told)('the JavaScript SDK cannot use a profile with $id, as is said', async ({ id, file }) => {
  expect(await complaint(file, process.execPath, ['--input-type=module', '-e', script])).toMatch(
    answers[id.replace(/ .*/, '')]!.sdk,
  )
})

describe('a profile with a process beside IAM Identity Center', () => {
  const { file } = unusableConfigs.find(({ id }) => id.startsWith('process-beside-sso'))!
  const keys = JSON.stringify({ Version: 1, AccessKeyId: 'BYPROCESS', SecretAccessKey: 'x' })
  const withProcess = async () => {
    const script = path.join(home, 'keys.mjs')
    await writeFile(script, `console.log(${JSON.stringify(keys)})`)
    return file.replace('/opt/keys', `"${process.execPath}" "${script}"`)
  }

  test.each(findAwsClis())('has AWS CLI $version sign in', async (cli) => {
    expect(await complaint(await withProcess(), cli.path, whoami)).toContain('Error loading SSO Token')
  })

  test('has the JavaScript SDK run the process', async () => {
    const taken = `
import { STSClient } from '@aws-sdk/client-sts'
const { config } = new STSClient({ region: 'us-east-1', profile: 'a' })
console.error((await config.credentials()).accessKeyId)`
    expect(await complaint(await withProcess(), process.execPath, ['--input-type=module', '-e', taken])).toContain(
      'BYPROCESS',
    )
  })
})
