/**
 * The AWS SDK's clients, told everything: a setting that is left out would be looked up in the user's config files, and
 * could lead a bearer token astray or fail on a broken file. Reached through `loadClients` alone.
 */
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  SSOClient,
} from '@aws-sdk/client-sso'
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { AwsClients, Client, Credentials } from './clients.ts'
import type { ClientConfig, Way } from './endpoints.ts'

/** How long to wait, in ms: for a connection, and for an answer to begin or to go on. */
export interface Limits {
  readonly connection: number
  readonly answer: number
}

/** Connections are kept for each way to reach a service. */
export function createClients(way: Way, limits: Limits = { connection: 5_000, answer: 30_000 }): AwsClients {
  const portals = new Map<string, SSOClient>()
  const oidcs = new Map<string, SSOOIDCClient>()
  // STS is asked with other credentials each time: only the connections are kept.
  const carriers = new Map<string, STSClient>()
  const portal = (config: ClientConfig) => kept(portals, config, () => new SSOClient(settings(config, way, limits)))
  const oidc = (config: ClientConfig) => kept(oidcs, config, () => new SSOOIDCClient(settings(config, way, limits)))
  return {
    registerClient: (config, { clientName, scopes, pkce }, signal) => {
      const grantTypes = ['authorization_code', 'refresh_token']
      const more = pkce ? { grantTypes, redirectUris: [pkce.redirectUri], issuerUrl: pkce.issuerUrl } : {}
      const input = { clientName, clientType: 'public', scopes: [...scopes], ...more }
      return oidc(config).send(new RegisterClientCommand(input), abortable(signal))
    },
    startDeviceAuthorization: (config, { clientId, clientSecret }, startUrl, signal) =>
      oidc(config).send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }), abortable(signal)),
    createToken: (config, { clientId, clientSecret }: Client, grant, signal) =>
      oidc(config).send(new CreateTokenCommand({ clientId, clientSecret, ...grant }), abortable(signal)),
    oidcOrigin: (config) => {
      const { region: Region, useFipsEndpoint: UseFIPS, useDualstackEndpoint: UseDualStack } = config
      if (config.endpoint !== null) return new URL(config.endpoint).origin
      return oidc(config).config.endpointProvider({ Region, UseFIPS, UseDualStack }).url.origin
    },
    listAccounts: (config, accessToken, nextToken, signal) =>
      portal(config).send(new ListAccountsCommand({ accessToken, ...paging(nextToken) }), abortable(signal)),
    listAccountRoles: (config, accessToken, accountId, nextToken, signal) => {
      const input = { accessToken, accountId, ...paging(nextToken) }
      return portal(config).send(new ListAccountRolesCommand(input), abortable(signal))
    },
    getRoleCredentials: async (config, accessToken, { accountId, roleName }, signal) => {
      const command = new GetRoleCredentialsCommand({ accessToken, accountId, roleName })
      return (await portal(config).send(command, abortable(signal))).roleCredentials ?? {}
    },
    logout: async (config, accessToken, signal) => {
      await portal(config).send(new LogoutCommand({ accessToken }), abortable(signal))
    },
    getCallerIdentity: (config, { accessKeyId, secretAccessKey, sessionToken }, signal) => {
      const options = settings(config, way, limits)
      const { requestHandler } = kept(carriers, config, () => new STSClient(options)).config
      const credentials = { accessKeyId, secretAccessKey, sessionToken }
      const client = new STSClient({ ...options, requestHandler, credentials })
      return client.send(new GetCallerIdentityCommand({}), abortable(signal))
    },
  }
}

/** Every setting that the SDK would else take from a config file, and the way that `config` and `env` name. */
function settings(config: ClientConfig, { env, authorities }: Way, limits: Limits) {
  return {
    region: config.region,
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: config.useFipsEndpoint,
    useDualstackEndpoint: config.useDualstackEndpoint,
    maxAttempts: 3,
    retryMode: 'standard',
    authSchemePreference: [] as string[],
    userAgentAppId: 'lanyard',
    disableClockSkewCorrection: false,
    credentialDefaultProvider: () => noCredentials,
    requestHandler: {
      connectionTimeout: limits.connection,
      requestTimeout: limits.answer,
      socketTimeout: limits.answer,
      throwOnRequestTimeout: true,
      httpAgent: { proxyEnv: env },
      httpsAgent: { proxyEnv: env, ...(authorities === null ? {} : { ca: [...authorities] }) },
    },
  }
}

/** Nothing but what is passed in may sign: no environment, no shared credentials, no instance metadata. */
function noCredentials(): Promise<Credentials> {
  return Promise.reject(new Error('These operations are not signed with credentials of this machine.'))
}

function kept<T>(clients: Map<string, T>, config: ClientConfig, create: () => T): T {
  const key = JSON.stringify([config.region, config.endpoint, config.useFipsEndpoint, config.useDualstackEndpoint])
  const known = clients.get(key)
  if (known) return known
  const created = create()
  clients.set(key, created)
  return created
}

function paging(nextToken: string | null) {
  return nextToken === null ? {} : { nextToken }
}

function abortable(signal: AbortSignal | undefined) {
  return signal ? { abortSignal: signal } : {}
}
