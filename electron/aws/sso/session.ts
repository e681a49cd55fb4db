/** What the sign-in room is given, and the little it gives back: never a token. */
import { portalUrl } from '../../../shared/aws-hosts.ts'
import type { Session, SignIn } from '../../../shared/state.ts'
import type { Result } from '../../../shared/result.ts'
import type { UnderWay } from '../../system/at-once.ts'
import type { Clock, Paths } from '../../system/ports.ts'
import { loadClients } from '../clients.ts'
import type { AwsClients } from '../clients.ts'
import type { Environment } from '../endpoints.ts'

/** An `[sso-session]` of the config file. */
export interface SsoSession {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** Empty when the file names none; sign-in then asks for `sso:account:access`. */
  readonly scopes: readonly string[]
}

/** The start URL and region that a legacy profile carries itself. Its token comes from the AWS CLI, and is only read. */
export interface LegacySso {
  readonly name: null
  readonly startUrl: string
  readonly region: string
}

/** A token of the cache. Dates are ms since the epoch. What a file does not have is null. */
export interface CachedToken {
  readonly startUrl: string
  readonly region: string
  readonly accessToken: string
  readonly expiresAt: number
  readonly clientId: string | null
  readonly clientSecret: string | null
  readonly registrationExpiresAt: number | null
  readonly refreshToken: string | null
}

export interface SsoDeps {
  readonly clock: Clock
  readonly paths: Pick<Paths, 'ssoCache' | 'cliCache' | 'state'>
  readonly env: Environment
  readonly clients: () => Promise<AwsClients>
  /** Refreshes under way, by session name: a second caller joins the first. */
  readonly refreshing: Map<string, UnderWay<Result<CachedToken>>>
  /** When a refresh that changed nothing was last tried, in ms, by session name. */
  readonly refreshTried: Map<string, number>
  /** Access tokens that the portal has refused although their time is not over, by session name. */
  readonly rejected: Map<string, string>
}

/** What a session signs in to, whatever it is called: a token of one organization is none of another's. */
export function organizationOf({ startUrl, region }: Pick<SsoSession, 'startUrl' | 'region'>): string {
  return `${portalUrl(startUrl)} ${region}`
}

/** One per application: loads the AWS SDK once, on first use. */
export function createSsoDeps(system: Pick<SsoDeps, 'clock' | 'paths' | 'env'>): SsoDeps {
  let clients: Promise<AwsClients> | null = null
  return {
    clock: system.clock,
    paths: system.paths,
    env: system.env,
    clients: () => (clients ??= loadClients(system.env)),
    refreshing: new Map(),
    refreshTried: new Map(),
    rejected: new Map(),
  }
}

/** How a session stands by its token cache; the fields that `Session` takes over. */
export type TokenState = Pick<Session, 'status' | 'expiresAt' | 'renews' | 'problem'>

/** A sign-in that is done: when the access token ends (ISO 8601), and whether it renews itself. */
export interface SignedInToken {
  readonly expiresAt: string
  readonly renews: boolean
}

/** All that changes while a sign-in runs. `SignIn` of the state is this and the session's name, method and problem. */
export type SignInProgress = Pick<SignIn, 'url' | 'userCode' | 'verificationUri' | 'opened' | 'deadline'> & {
  readonly stage: 'preparing' | 'waiting' | 'finishing'
}

export interface SignInOptions {
  /** Shows the address to the person; resolves to false when nothing could be opened. Null opens nothing. */
  readonly openUrl: ((url: string) => Promise<boolean>) | null
  /** Called with the whole progress at each change; not called after the sign-in is over. */
  readonly onProgress: (progress: SignInProgress) => void
  /** Ends the sign-in with the problem `cancelled`; the port is free once the sign-in has settled. */
  readonly signal: AbortSignal
}
