/** What the organization has handed out: clients, authorization codes, device codes, sign-ins, tokens, role credentials. */
import { randomBytes } from 'node:crypto'
import type { Account, Instance, User } from './organization.ts'
import type { DemoSettings } from './settings.ts'

export interface Client {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  readonly grantTypes: readonly string[]
  /** As registered: without a port. */
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly issuerUrl: string | null
  /** The region it was registered in; null where an endpoint override hid it. */
  readonly region: string | null
  /** Milliseconds, as every time here. */
  readonly expiresAt: number
}

/** One person signed in through one client; its tokens end with it. */
export interface SignIn {
  readonly client: Client
  readonly instance: Instance
  readonly user: User
  readonly scopes: readonly string[]
  endsAt: number
}

export interface AuthorizationCode {
  readonly signIn: SignIn
  readonly redirectUri: string
  readonly challenge: string
  readonly expiresAt: number
}

export interface DeviceAuthorization {
  readonly client: Client
  readonly instance: Instance
  readonly deviceCode: string
  readonly userCode: string
  readonly expiresAt: number
  interval: number
  /** When it was asked for a token, the latest last. */
  readonly polls: number[]
  /** The sign-in once it is allowed; 'used' once its token was taken. */
  outcome: 'pending' | 'denied' | 'used' | SignIn
}

interface AccessToken {
  readonly signIn: SignIn
  expiresAt: number
}

interface IssuedToken {
  readonly accessToken: string
  readonly expiresIn: number
  /** Null where the sign-in cannot be renewed. */
  readonly refreshToken: string | null
}

export interface RoleCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  expiresAt: number
  readonly account: Account
  readonly permissionSet: string
  readonly user: User
}

export interface Grants {
  readonly clients: Map<string, Client>
  readonly codes: Map<string, AuthorizationCode>
  readonly devices: Map<string, DeviceAuthorization>
  readonly accessTokens: Map<string, AccessToken>
  readonly refreshTokens: Map<string, SignIn>
  readonly credentials: Map<string, RoleCredentials>
  /** Every refresh token that was shown, also one that was spent, and by whom (`User-Agent`). */
  readonly shown: { readonly refreshToken: string; readonly agent: string }[]
  /** What paging tokens are signed with. */
  readonly pagingKey: Buffer
  /** Begins a sign-in that lasts as long as the settings say now. */
  begin(client: Client, instance: Instance, user: User, scopes: readonly string[]): SignIn
  issue(signIn: SignIn): IssuedToken
  /** Ends one sign-in: its tokens are unknown from now on. Role credentials live on, as they do at AWS. */
  revoke(signIn: SignIn): void
  revokeAll(): void
  /** Access tokens are past their time; refresh tokens work. */
  expireAccessTokens(): void
  /** Every sign-in is past its time: neither access nor refresh tokens work. */
  endSignIns(): void
  expireCredentials(): void
}

export function createGrants(settings: DemoSettings, now: () => number): Grants {
  const grants: Grants = {
    clients: new Map(),
    codes: new Map(),
    devices: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    credentials: new Map(),
    shown: [],
    pagingKey: randomBytes(32),

    begin: (client, instance, user, scopes) => ({
      client,
      instance,
      user,
      scopes,
      endsAt: now() + settings.sessionSeconds * 1000,
    }),

    issue: (signIn) => {
      // A client that registered no scopes gets the old kind of token: as long as the session, never renewed.
      const renewable = signIn.scopes.length > 0 && signIn.client.grantTypes.includes('refresh_token')
      const left = Math.floor((signIn.endsAt - now()) / 1000)
      const expiresIn = renewable ? Math.min(settings.accessTokenSeconds, left) : left
      const accessToken = secret('aoaDEMO', 240)
      const refreshToken = renewable ? secret('aorDEMO', 240) : null
      grants.accessTokens.set(accessToken, { signIn, expiresAt: now() + expiresIn * 1000 })
      if (refreshToken !== null) grants.refreshTokens.set(refreshToken, signIn)
      return { accessToken, expiresIn, refreshToken }
    },

    revoke: (signIn) => {
      for (const [token, access] of grants.accessTokens) {
        if (access.signIn === signIn) grants.accessTokens.delete(token)
      }
      for (const [token, renewed] of grants.refreshTokens) {
        if (renewed === signIn) grants.refreshTokens.delete(token)
      }
    },
    revokeAll: () => {
      grants.accessTokens.clear()
      grants.refreshTokens.clear()
    },
    expireAccessTokens: () => {
      for (const access of grants.accessTokens.values()) access.expiresAt = Math.min(access.expiresAt, now())
    },
    endSignIns: () => {
      grants.expireAccessTokens()
      for (const signIn of grants.refreshTokens.values()) signIn.endsAt = Math.min(signIn.endsAt, now())
    },
    expireCredentials: () => {
      for (const credentials of grants.credentials.values()) {
        credentials.expiresAt = Math.min(credentials.expiresAt, now())
      }
    },
  }
  return grants
}

/** A random text whose beginning tells what it is, so that a test can look for leaks. */
export function secret(prefix: string, length: number): string {
  return `${prefix}${randomBytes(length).toString('base64url').slice(0, length)}`
}
