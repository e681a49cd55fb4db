/** Real clients that get their credentials from `lanyard credentials`, as a config file tells them. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { program, put, signedIn, type Desk } from '../cli/lanyard.ts'
import { canImport, findAwsClis } from '../../testing/tools.ts'

const run = promisify(execFile)

const askSdk = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromIni } from '@aws-sdk/credential-provider-ini'
const { Account, Arn } = await new STSClient({ credentials: fromIni() }).send(new GetCallerIdentityCommand())
console.log(JSON.stringify({ Account, Arn }))`

const askBotocore = `import botocore.session, json
who = botocore.session.Session().create_client('sts').get_caller_identity()
print(json.dumps({key: who[key] for key in ('Account', 'Arn')}))`

const override = (desk: Desk): Record<string, string> => ({ AWS_ENDPOINT_URL: desk.demo.url })
const proxied = (desk: Desk): Record<string, string> => ({
  HTTPS_PROXY: desk.demo.proxyUrl,
  AWS_CA_BUNDLE: desk.demo.caFile,
})
const cliWords = ['sts', 'get-caller-identity', '--output', 'json']

const clis = findAwsClis().map(({ path, version, major }) => {
  const knowsOverride = major === 1 || Number(version.split('.')[1]) >= 13
  return [`AWS CLI ${version}`, path, cliWords, knowsOverride ? override : proxied] as const
})
const python = canImport('python3', 'botocore') ? 'python3' : undefined

/** `fromIni` is what the SDK's own chain asks; the chain keeps its reason to itself. */
describe.each([
  ...clis,
  ['botocore', python, ['-c', askBotocore], override],
  ['the JavaScript SDK', process.execPath, ['--input-type=module', '-e', askSdk], override],
] as const)('%s', (_, client, words, way) => {
  async function processRoom() {
    const desk = await signedIn()
    await desk.json('profile add dev --account 058264527036 --role PowerUserAccess --region us-east-1')
    const command = `"${process.execPath}" "${program}" credentials dev --process`
    const profile = `[profile via-lanyard]\ncredential_process = ${command}\nregion = us-east-1\n`
    await put(desk, '.aws/config', `${await desk.config()}${profile}`)
    const { AWS_ENDPOINT_URL: _, ...bare } = desk.env
    const env = { ...bare, ...way(desk), AWS_PROFILE: 'via-lanyard', AWS_PAGER: '' }
    return { desk, ask: () => run(client ?? '', words, { env }) }
  }

  test.runIf(client)('is who lanyard whoami says', async () => {
    const { desk, ask } = await processRoom()
    const { account, arn } = Object(await desk.json('whoami dev'))
    expect(JSON.parse((await ask()).stdout)).toMatchObject({ Account: account, Arn: arn })
  })

  test.runIf(client)('shows what Lanyard says where a sign-in is needed', async () => {
    const { desk, ask } = await processRoom()
    await desk.json('logout corp')
    await expect(ask()).rejects.toMatchObject({
      stderr: expect.stringMatching(/You are not signed in to corp on this machine\. Sign in: lanyard login corp/),
    })
  })
})
