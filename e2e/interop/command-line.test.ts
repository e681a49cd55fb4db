import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { signedIn, type Desk } from '../cli/lanyard.ts'
import { canImport, findAwsClis } from '../../testing/tools.ts'

const run = promisify(execFile)

/** Where a client is led: by endpoint override, or by a proxy where it is too old to know one. */
function led(desk: Desk, version: string): Record<string, string> {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const { AWS_ENDPOINT_URL: _, ...env } = desk.env
  const knowsOverride = major === 1 || minor >= 13
  return knowsOverride
    ? desk.env
    : { ...env, HTTPS_PROXY: desk.demo.proxyUrl, AWS_CA_BUNDLE: desk.demo.caFile, AWS_DEFAULT_REGION: 'us-east-1' }
}

describe.each(findAwsClis().map(({ path, version }) => [version, path] as const))('AWS CLI %s', (version, aws) => {
  test('is who lanyard whoami says, after the line that lanyard export prints', async () => {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role PowerUserAccess --region us-east-1')
    const who = await desk.json('whoami dev')
    const { stdout: line } = await desk.run('export dev --shell bash')
    const script = `${line.trim()}; exec "$0" sts get-caller-identity --output json`
    const { stdout } = await run('bash', ['-c', script, aws], { env: led(desk, version) })
    const { Account: account, Arn: arn, UserId: userId } = JSON.parse(stdout) as Record<string, string>
    expect({ account, arn, userId }).toMatchObject({ account: '058264527036' })
    expect(who).toMatchObject({ account, arn, userId })
  })

  test('changes a profile that lanyard made, and lanyard shows the change', async () => {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role PowerUserAccess')
    await run(aws, ['configure', 'set', 'region', 'eu-west-3', '--profile', 'dev'], { env: desk.env })
    expect(await desk.json('profile show dev')).toMatchObject({ region: 'eu-west-3', session: 'corp' })
  })
})

const withFromIni = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromIni } from '@aws-sdk/credential-provider-ini'
const sts = new STSClient({ region: 'us-east-1', credentials: fromIni({ profile: 'dev' }) })
const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand())
console.log(JSON.stringify({ Account, Arn, UserId }))`

const withBoto3 = `import boto3, json
who = boto3.Session(profile_name='dev').client('sts').get_caller_identity()
print(json.dumps({key: who[key] for key in ('Account', 'Arn', 'UserId')}))`

const python = canImport('python3', 'boto3') ? 'python3' : undefined

describe.each([
  ['fromIni of the JavaScript SDK', process.execPath, ['--input-type=module', '-e', withFromIni]],
  ['boto3', python, ['-c', withBoto3]],
] as const)('%s', (_, program, words) => {
  test.runIf(program)('is who lanyard whoami says, with the profile that lanyard made', async () => {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role PowerUserAccess')
    const who = await desk.json('whoami dev')
    const { stdout } = await run(program ?? '', words, { env: desk.env })
    const { Account: account, Arn: arn, UserId: userId } = JSON.parse(stdout) as Record<string, string>
    expect(account).toBe('058264527036')
    expect(who).toMatchObject({ account, arn, userId })
  })
})
