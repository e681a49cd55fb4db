/**
 * The AWS operations that Lanyard uses, in their wire form (aws-facts.md#portal, #oidc). The SDK stands behind one
 * dynamic import, so that what needs no AWS does not pay for it.
 */
import type { Problem } from '../../shared/result.ts'
import type { ClientConfig } from './endpoints.ts'
import type { NetworkRoute } from './network-route.ts'

export interface RegisterClientInput {
  readonly clientName: string
  readonly scopes: readonly string[]
  /** Left out: a registration for device codes. */
  readonly pkce?: { readonly redirectUri: string; readonly issuerUrl: string }
}

/** A public client, as the OIDC service knows it. */
export interface Client {
  readonly clientId: string
  readonly clientSecret: string
}

export type Grant =
  | {
      readonly grantType: 'authorization_code'
      readonly code: string
      readonly codeVerifier: string
      readonly redirectUri: string
    }
  | { readonly grantType: 'urn:ietf:params:oauth:grant-type:device_code'; readonly deviceCode: string }
  | { readonly grantType: 'refresh_token'; readonly refreshToken: string }

/** What the services answer. Nothing is certain: any field may be missing, null or empty. */
export type Answer<T> = { readonly [K in keyof T]?: T[K] | null | undefined }

export type RegistrationAnswer = Answer<{ clientId: string; clientSecret: string; clientSecretExpiresAt: number }>
export type TokenAnswer = Answer<{ accessToken: string; expiresIn: number; refreshToken: string }>
export type DeviceAnswer = Answer<{
  deviceCode: string
  userCode: string
  verificationUri: string
  verificationUriComplete: string
  expiresIn: number
  interval: number
}>
export type AccountsAnswer = Answer<{
  accountList: Answer<{ accountId: string; accountName: string; emailAddress: string }>[]
  nextToken: string
}>
export type RolesAnswer = Answer<{ roleList: Answer<{ roleName: string }>[]; nextToken: string }>
/** `expiration` is in ms since the epoch. */
export type CredentialsAnswer = Answer<{
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: number
}>
export type IdentityAnswer = Answer<{ Account: string; Arn: string; UserId: string }>

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/**
 * Each operation sends at most three attempts (429, 5xx and network errors), all of them bounded in time, and throws the
 * SDK's errors; `problems.ts` turns those into words. An aborted signal ends it at once.
 */
export interface AwsClients {
  /** Why no request can be made at all: certificates or a proxy that cannot be used. Each operation throws it as well. */
  readonly hindrance: Problem | null
  registerClient(config: ClientConfig, input: RegisterClientInput, signal?: AbortSignal): Promise<RegistrationAnswer>
  startDeviceAuthorization(
    config: ClientConfig,
    client: Client,
    startUrl: string,
    signal?: AbortSignal,
  ): Promise<DeviceAnswer>
  createToken(config: ClientConfig, client: Client, grant: Grant, signal?: AbortSignal): Promise<TokenAnswer>
  /** Scheme and host of the OIDC service, which also serves `/authorize` (aws-facts.md#sign-in). */
  oidcOrigin(config: ClientConfig): string
  listAccounts(
    config: ClientConfig,
    accessToken: string,
    nextToken: string | null,
    signal?: AbortSignal,
  ): Promise<AccountsAnswer>
  listAccountRoles(
    config: ClientConfig,
    accessToken: string,
    accountId: string,
    nextToken: string | null,
    signal?: AbortSignal,
  ): Promise<RolesAnswer>
  getRoleCredentials(
    config: ClientConfig,
    accessToken: string,
    role: { readonly accountId: string; readonly roleName: string },
    signal?: AbortSignal,
  ): Promise<CredentialsAnswer>
  logout(config: ClientConfig, accessToken: string, signal?: AbortSignal): Promise<void>
  getCallerIdentity(config: ClientConfig, credentials: Credentials, signal?: AbortSignal): Promise<IdentityAnswer>
}

/** Loads the SDK, whose clients take that route. */
export async function loadClients(route: NetworkRoute): Promise<AwsClients> {
  return (await import('./sdk.ts')).createClients(route)
}
