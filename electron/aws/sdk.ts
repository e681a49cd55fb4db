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
import type { ClientConfig } from './endpoints.ts'
import { createTransport, type Limits } from './transport.ts'
import type { NetworkRoute } from './network-route.ts'

/** Longer than AWS takes for any of its answers, short enough that a person still waits for it. */
const usual: Limits = { connection: 5_000, answer: 20_000, whole: 20_000 }

/** Connections are kept for each route to a service. */
export function createClients(route: NetworkRoute, limits: Limits = usual): AwsClients {
  const portals = new Map<string, SSOClient>()
  const oidcs = new Map<string, SSOOIDCClient>()
  // STS is asked with other credentials each time: only the connections are kept.
  const carriers = new Map<string, ReturnType<typeof createTransport>>()
  const create = (config: ClientConfig) => ({ ...settings(config), requestHandler: createTransport(route, limits) })
  const portal = (config: ClientConfig) => kept(portals, config, () => new SSOClient(create(config)))
  const oidc = (config: ClientConfig) => kept(oidcs, config, () => new SSOOIDCClient(create(config)))
  const within = <T>(signal: AbortSignal | undefined, send: Send<T>) => inTime(limits.whole, signal, send)
  return {
    hindrance: route.hindrance,
    registerClient: (config, { clientName, scopes, pkce }, signal) => {
      const grantTypes = ['authorization_code', 'refresh_token']
      const more = pkce ? { grantTypes, redirectUris: [pkce.redirectUri], issuerUrl: pkce.issuerUrl } : {}
      const input = { clientName, clientType: 'public', scopes: [...scopes], ...more }
      return within(signal, (bound) => oidc(config).send(new RegisterClientCommand(input), bound))
    },
    startDeviceAuthorization: (config, { clientId, clientSecret }, startUrl, signal) => {
      const command = new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl })
      return within(signal, (bound) => oidc(config).send(command, bound))
    },
    createToken: (config, { clientId, clientSecret }: Client, grant, signal) => {
      const command = new CreateTokenCommand({ clientId, clientSecret, ...grant })
      return within(signal, (bound) => oidc(config).send(command, bound))
    },
    oidcOrigin: (config) => {
      const { region: Region, useFipsEndpoint: UseFIPS, useDualstackEndpoint: UseDualStack } = config
      if (config.endpoint !== null) return new URL(config.endpoint).origin
      return oidc(config).config.endpointProvider({ Region, UseFIPS, UseDualStack }).url.origin
    },
    listAccounts: (config, accessToken, nextToken, signal) => {
      const command = new ListAccountsCommand({ accessToken, ...paging(nextToken) })
      return within(signal, (bound) => portal(config).send(command, bound))
    },
    listAccountRoles: (config, accessToken, accountId, nextToken, signal) => {
      const command = new ListAccountRolesCommand({ accessToken, accountId, ...paging(nextToken) })
      return within(signal, (bound) => portal(config).send(command, bound))
    },
    getRoleCredentials: async (config, accessToken, { accountId, roleName }, signal) => {
      const command = new GetRoleCredentialsCommand({ accessToken, accountId, roleName })
      return (await within(signal, (bound) => portal(config).send(command, bound))).roleCredentials ?? {}
    },
    logout: async (config, accessToken, signal) => {
      await within(signal, (bound) => portal(config).send(new LogoutCommand({ accessToken }), bound))
    },
    getCallerIdentity: (config, { accessKeyId, secretAccessKey, sessionToken }, signal) => {
      const requestHandler = kept(carriers, config, () => createTransport(route, limits))
      const credentials = { accessKeyId, secretAccessKey, sessionToken }
      const client = new STSClient({ ...settings(config), requestHandler, credentials })
      return within(signal, (bound) => client.send(new GetCallerIdentityCommand({}), bound))
    },
  }
}

type Send<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>

/** Ends with a TimeoutError after `whole` (ms), whatever is still under way: attempts, pauses between them, a dripping answer. */
async function inTime<T>(whole: number, signal: AbortSignal | undefined, send: Send<T>): Promise<T> {
  const late = AbortSignal.timeout(whole)
  const ended = signal ? AbortSignal.any([signal, late]) : late
  const { promise: end, reject } = Promise.withResolvers<never>()
  const stop = () => {
    const [name, message] = signal?.aborted ? ['AbortError', 'Aborted'] : ['TimeoutError', 'No answer in time']
    reject(Object.assign(new Error(message), { name }))
  }
  if (ended.aborted) stop()
  ended.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([end, send({ abortSignal: ended })])
  } finally {
    ended.removeEventListener('abort', stop)
    end.catch(() => undefined)
  }
}

/** Every setting that the SDK would else take from a config file. */
function settings(config: ClientConfig) {
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
