import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Demo } from '../../testing/idc/demo.ts'
import { startDemo } from '../../testing/idc/demo.ts'
import { signIn } from '../../testing/idc/client.testing.ts'
import type { Home } from './demo-home.ts'
import { makeHome } from './demo-home.ts'
import type { AwsCli } from '../../testing/tools.ts'
import { findAwsClis, findBotocore } from '../../testing/tools.ts'

const minor = ({ version }: AwsCli): number => Number(version.split('.')[1])
const clis = findAwsClis()
const v1 = clis.find(({ major }) => major === 1)?.path
/** Endpoint overrides came with 2.13. */
const v2 = clis.find((cli) => cli.major === 2 && minor(cli) >= 13)?.path
const oldV2 = clis.find((cli) => cli.major === 2 && minor(cli) < 13)?.path
const python = findBotocore() ?? undefined

const askBotocore = `import botocore.session, json
sts = botocore.session.Session(profile='PROFILE').create_client('sts')
print(json.dumps({k: v for k, v in sts.get_caller_identity().items() if k != 'ResponseMetadata'}))`

const askSdk = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
const { Account, Arn } = await new STSClient().send(new GetCallerIdentityCommand())
console.log(JSON.stringify({ Account, Arn }))`

/** The words by which each client asks who a profile is. */
const cliWords = (profile: string) => ['sts', 'get-caller-identity', '--profile', profile, '--output', 'json']
const pythonWords = (profile: string) => ['-c', askBotocore.replace('PROFILE', profile)]
const nodeWords = () => ['--input-type=module', '-e', askSdk]

let demo: Demo
let home: Home

beforeEach(async () => {
  demo = await startDemo({ settings: { autoApprove: true } })
})
afterEach(async () => {
  await demo.close()
  await home.remove()
})

const expired = new Date(Date.now() - 3_600_000)
const override = () => ({ AWS_ENDPOINT_URL: demo.url })
const proxied = () => ({ HTTPS_PROXY: demo.proxyUrl, AWS_CA_BUNDLE: demo.caFile })

describe.each([
  ['AWS CLI v1', v1, cliWords, override],
  ['AWS CLI v2', v2, cliWords, override],
  ['botocore', python, pythonWords, override],
  ['the JavaScript SDK', process.execPath, nodeWords, override],
  ['AWS CLI v1 behind the proxy', v1, cliWords, proxied],
  ['AWS CLI v2 before 2.13 behind the proxy', oldV2, cliWords, proxied],
])('%s', (_, client, words, way) => {
  const ask = (profile: string) => home.run(client ?? '', words(profile), { ...way(), AWS_PROFILE: profile })

  test.runIf(client)('renews an expired token, gets credentials and learns who it is', async () => {
    const tokens = await signIn(demo)
    demo.grants.expireAccessTokens()
    home = await makeHome(tokens, expired)
    const { code, stdout, stderr } = await ask('prod')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      Account: '637423191929',
      Arn: expect.stringMatching(/assumed-role\/AWSReservedSSO_AdministratorAccess_\w+\/alex$/),
    })
    expect(demo.requests.entries.slice(-3).map(({ operation, grantType }) => grantType ?? operation)).toEqual([
      'refresh_token',
      'GetRoleCredentials',
      'GetCallerIdentity',
    ])
    const written = JSON.parse(await readFile(home.tokenFile, 'utf8'))
    expect(written.refreshToken).not.toBe(tokens.refreshToken)
  })
})

describe.each([
  ['AWS CLI v1', v1, cliWords, override],
  ['AWS CLI v2', v2, cliWords, override],
  ['AWS CLI v2 before 2.13 behind the proxy', oldV2, cliWords, proxied],
])('%s understands', (_, client, words, way) => {
  const ask = (profile: string) => home.run(client ?? '', words(profile), way())

  test.runIf(client)('that a permission set is not assigned', async () => {
    home = await makeHome(await signIn(demo), new Date(Date.now() + 3_000_000))
    const { code, stderr } = await ask('network')
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/\(ForbiddenException\) when calling the GetRoleCredentials operation: No access/)
  })

  test.runIf(client)('that a session was revoked, with a living token and with an expired one', async () => {
    const tokens = await signIn(demo)
    demo.grants.revokeAll()
    home = await makeHome(tokens, new Date(Date.now() + 3_000_000))
    expect((await ask('prod')).stderr).toMatch(/has expired or is otherwise invalid|UnauthorizedSSOTokenError/)
    await home.remove()
    home = await makeHome(tokens, expired)
    expect((await ask('prod')).stderr).toMatch(/Token has expired and refresh failed/)
  })
})

describe.each([
  ['AWS CLI v2', v2, ['--use-device-code']],
  ['AWS CLI v2 before 2.13', oldV2, []],
])('%s behind the proxy', (_, client, flags) => {
  test.runIf(client)('signs in by device code, works and signs out', async () => {
    home = await makeHome(null, expired)
    const aws = (...words: readonly string[]) => home.run(client ?? '', words, proxied())
    const login = await aws('sso', 'login', '--sso-session', 'corp', '--no-browser', ...flags)
    expect(login.stdout).toContain('Successfully logged into Start URL')
    expect(JSON.parse(await readFile(home.tokenFile, 'utf8'))).toHaveProperty('refreshToken')
    expect((await aws(...cliWords('prod'))).code).toBe(0)
    expect((await aws('sso', 'logout')).code).toBe(0)
    expect(demo.requests.count('Logout')).toBe(1)
    await expect(readFile(home.tokenFile)).rejects.toThrow('ENOENT')
  })
})
