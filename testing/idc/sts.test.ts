import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Demo } from './demo.ts'
import { startDemo } from './demo.ts'
import type { RoleKeys, Tokens } from './client.testing.ts'
import { credentialsFor, portal, send, signedHeaders, signIn } from './client.testing.ts'

let demo: Demo
let tokens: Tokens

beforeAll(async () => {
  demo = await startDemo({ settings: { autoApprove: true } })
})
afterAll(() => demo.close())
beforeEach(async () => {
  demo.settings.clockOffsetSeconds = 0
  demo.organization.addAccount({
    accountId: '111122223333',
    accountName: 'Odd',
    emailAddress: 'odd@example.com',
    permissionSets: ['<b>&"'],
  })
  tokens = await signIn(demo)
})

/** Who the JavaScript SDK is told to be, or the code of the error. */
async function whoAmI(credentials: RoleKeys, region = 'us-east-1') {
  const client = new STSClient({ region, endpoint: demo.url, credentials, maxAttempts: 1 })
  try {
    const { Arn, UserId, Account } = await client.send(new GetCallerIdentityCommand({}))
    return { Arn, UserId, Account }
  } catch (error) {
    return error instanceof Error ? error.name : 'no error'
  } finally {
    client.destroy()
  }
}

test('tells the account, the role and the person behind credentials that it handed out', async () => {
  const identity = await whoAmI(await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess'))
  expect(identity).toEqual({
    Account: '637423191929',
    Arn: expect.stringMatching(
      /^arn:aws:sts::637423191929:assumed-role\/AWSReservedSSO_AdministratorAccess_[0-9a-f]{16}\/alex$/,
    ),
    UserId: expect.stringMatching(/^AROA[0-9A-F]{17}:alex$/),
  })
})

test('writes odd names as text', async () => {
  const identity = await whoAmI(await credentialsFor(demo, tokens.accessToken, '<b>&"', '111122223333'))
  expect(identity).toMatchObject({ Arn: expect.stringContaining('AWSReservedSSO_<b>&"_') })
})

test('refuses keys it does not know, and a session token of others', async () => {
  const [mine, other] = [
    await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess'),
    await credentialsFor(demo, tokens.accessToken, 'ReadOnlyAccess'),
  ]
  expect(await whoAmI({ ...mine, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' })).toBe('InvalidClientTokenId')
  expect(await whoAmI({ ...mine, sessionToken: other.sessionToken })).toBe('InvalidClientTokenId')
})

test('refuses a signature made with another secret', async () => {
  const mine = await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess')
  expect(await whoAmI({ ...mine, secretAccessKey: 'x'.repeat(40) })).toBe('SignatureDoesNotMatch')
})

test('refuses a signature that is hours off', async () => {
  const mine = await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess')
  demo.settings.clockOffsetSeconds = -7200
  expect(await whoAmI(mine)).toBe('SignatureDoesNotMatch')
})

test('refuses credentials past their time', async () => {
  const mine = await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess')
  demo.grants.expireCredentials()
  expect(await whoAmI(mine)).toBe('ExpiredToken')
})

test('lets credentials live on after a sign-out, as AWS does', async () => {
  const mine = await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess')
  await portal(demo, '/logout', tokens.accessToken, 'POST')
  expect(await whoAmI(mine)).toMatchObject({ Account: '637423191929' })
})

test('speaks XML, also in its errors', async () => {
  const { status, headers, text } = await send(`${demo.url}/`, { method: 'POST', body: 'Action=GetCallerIdentity' })
  expect(status).toBe(403)
  expect(headers.get('content-type')).toBe('text/xml')
  expect(text).toMatch(/<Error>\s*<Type>Sender<\/Type>\s*<Code>MissingAuthenticationToken<\/Code>/)
})

test('wants the host among what is signed', async () => {
  const keys = await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess')
  const body = 'Action=GetCallerIdentity&Version=2011-06-15'
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const signed = signedHeaders(keys, 'us-east-1', headers, body)
    return (await send(`${demo.url}/`, { method: 'POST', headers: signed, body })).status
  }
  expect([await ask({ host: new URL(demo.url).host }), await ask({})]).toEqual([200, 403])
})

test('knows no other action, and no other form of authorization', async () => {
  const odd = await send(`${demo.url}/`, { method: 'POST', headers: { authorization: 'Bearer x' } })
  expect([odd.status, odd.text]).toEqual([400, expect.stringContaining('IncompleteSignature')])

  const keys = await credentialsFor(demo, tokens.accessToken, 'AdministratorAccess')
  const body = 'Action=AssumeRole&Version=2011-06-15'
  const headers = signedHeaders(keys, 'us-east-1', { host: new URL(demo.url).host }, body)
  const other = await send(`${demo.url}/`, { method: 'POST', headers, body })
  expect([other.status, other.text]).toEqual([400, expect.stringContaining('<Code>InvalidAction</Code>')])
})
