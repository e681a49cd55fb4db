import { GetRoleCredentialsCommand, ListAccountsCommand, SSOClient, paginateListAccounts } from '@aws-sdk/client-sso'
import { CreateTokenCommand, RegisterClientCommand, SSOOIDCClient } from '@aws-sdk/client-sso-oidc'
import { StartDeviceAuthorizationCommand } from '@aws-sdk/client-sso-oidc'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Demo } from '../../testing/idc/demo.ts'
import { startDemo } from '../../testing/idc/demo.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { deviceClient, deviceGrant, pkceClient, signIn } from '../../testing/idc/client.testing.ts'

let demo: Demo
let sso: SSOClient
let oidc: SSOOIDCClient

beforeAll(async () => {
  demo = await startDemo({ settings: { autoApprove: true } })
  const options = { region: 'us-east-1', endpoint: demo.url, maxAttempts: 1 }
  sso = new SSOClient(options)
  oidc = new SSOOIDCClient(options)
})
afterAll(() => demo.close())

/** HTTP status and name of the error that the SDK makes of an answer. */
async function failureOf(answer: Promise<unknown>) {
  const error = await answer.then(
    () => new Error('no error'),
    (reason: unknown) => reason,
  )
  const { name, $metadata } = Object(error)
  return [$metadata?.httpStatusCode, name]
}

test('names the errors of sign-in', async () => {
  const { clientId, clientSecret } = await oidc.send(new RegisterClientCommand(deviceClient))
  const device = await oidc.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: demoStartUrl }),
  )
  const { deviceCode, interval, expiresIn } = device
  expect({ interval, expiresIn }).toEqual({ interval: 1, expiresIn: 600 })
  const request = { clientId, clientSecret, grantType: deviceGrant, deviceCode }
  const poll = () => oidc.send(new CreateTokenCommand(request))
  expect(await failureOf(poll())).toEqual([400, 'AuthorizationPendingException'])
  expect(await poll()).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 })
  expect(await failureOf(poll())).toEqual([400, 'InvalidGrantException'])
  expect(await failureOf(oidc.send(new CreateTokenCommand({ ...request, clientSecret: 'guessed' })))).toEqual([
    401,
    'InvalidClientException',
  ])
  expect(
    await failureOf(oidc.send(new RegisterClientCommand({ ...pkceClient, redirectUris: ['http://localhost/cb'] }))),
  ).toEqual([400, 'InvalidRedirectUriException'])
  expect(
    await failureOf(
      oidc.send(
        new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: 'https://x.awsapps.com/start' }),
      ),
    ),
  ).toEqual([400, 'InvalidRequestException'])
})

test('names the errors of the portal, and pages through it', async () => {
  const { accessToken } = await signIn(demo)
  const names: unknown[] = []
  for await (const { accountList = [] } of paginateListAccounts({ client: sso, pageSize: 5 }, { accessToken })) {
    names.push(...accountList.map(({ accountName }) => accountName))
  }
  expect(names).toHaveLength(12)

  const list = (token: string) => sso.send(new ListAccountsCommand({ accessToken: token }))
  expect(await failureOf(list('guessed'))).toEqual([401, 'UnauthorizedException'])
  const role = { accessToken, accountId: '902417765530', roleName: 'NetworkAdmin' }
  expect(await failureOf(sso.send(new GetRoleCredentialsCommand(role)))).toEqual([403, 'ForbiddenException'])
  demo.settings.requestsPerSecond = 0
  expect(await failureOf(list(accessToken))).toEqual([429, 'TooManyRequestsException'])
  demo.settings.requestsPerSecond = null
})
