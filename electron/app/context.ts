/** What every operation works on: the machine, the state, and what is under way. One per application. */
import type { Document } from '../aws/config/document/document.ts'
import { profileSettings } from '../aws/config/profiles.ts'
import type { Diagnosis } from '../aws/doctor/trouble.ts'
import { networkSettings, type NetworkSettings } from '../aws/endpoints.ts'
import type { RoleCredentials } from '../aws/sso/credentials-cache.ts'
import type { SsoDeps } from '../aws/sso/session.ts'
import type { UnderWay } from '../system/at-once.ts'
import type { System } from '../system/ports.ts'
import type { SignedIn, Verified } from '../../shared/contract.ts'
import type { Finding } from '../../shared/doctor.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Profile, Session } from '../../shared/state.ts'
import type { Memory } from './memory.ts'
import type { Values } from './setting-values.ts'
import type { Store } from './store.ts'

export interface Context {
  readonly system: System
  readonly store: Store
  readonly memory: Memory
  readonly sso: SsoDeps
  /** Both files as last read, and not broken if that can be: what is on show. */
  documents: { config: Document; credentials: Document }
  /** The same as they were last read, broken or not: what is still on the disk is not read again. */
  readonly known: { config: Document; credentials: Document }
  /** True in the faces that stay: after a sign-in they read the assignments by themselves. */
  live: boolean
  /** Whether sessions are read, and their tokens: a command that only wants a profile does without. */
  sessions: boolean
  /** Does now what is due, in a face that stays (keeping.ts). */
  wake: () => void
  /** The reading of the files that runs, and the one after it. */
  readonly reading: {
    running: Promise<void> | null
    next: Promise<void> | null
    /** What the config and the credentials file were when they were last read. */
    stamp: string | null
    /** The last look at whether they have changed. */
    looked: Promise<void>
  }
  readonly settings: {
    /** What was in the file when it last could be read: what is in use. Null before that. */
    good: Values | null
    /** What the file was when it was last read. */
    stamp: string | null
    /** The last reading or change that has begun. */
    last: Promise<unknown>
  }
  /** What Doctor last found, and the check that runs. */
  readonly doctor: {
    files: readonly Diagnosis[]
    machine: readonly Diagnosis[]
    running: Promise<Result<readonly Finding[]>> | null
  }
  /** Role credentials by where the AWS CLI caches them: those in hand, and those being asked for. Main's memory alone. */
  readonly credentials: {
    readonly known: Map<string, RoleCredentials>
    readonly asking: Map<string, UnderWay<Result<RoleCredentials>>>
  }
  /** When a face that stays last looked at a session's token, in ms, by session name. */
  readonly looked: Map<string, number>
  /** By session name. */
  readonly signingIn: Map<string, UnderWay<Result<SignedIn>>>
  /** By session name. */
  readonly readingAccounts: Map<string, UnderWay<Result<null>>>
  /** By profile name. */
  readonly checking: Map<string, UnderWay<Result<Verified>>>
  /** When (ms) the page's last errors were recorded. */
  pageErrors: readonly number[]
}

/** The session, if it can be used as the file has it. */
export function findSession(context: Context, name: string): Result<Session> {
  const session = context.store.get().sessions.find((each) => each.name === name)
  if (!session) return fail('not-found', `There is no session ${name}.`)
  const unusable = session.startUrl === '' || session.region === ''
  return unusable && session.problem ? { ok: false, error: session.problem } : ok(session)
}

/** What the files say of the way to AWS for a profile; nothing where there is none of the name. */
export function networkOf(
  { documents: { config, credentials } }: Pick<Context, 'documents'>,
  profile: string,
): NetworkSettings {
  return networkSettings(profileSettings(config, credentials, profile))
}

export function findProfile(context: Context, name: string): Result<Profile> {
  const profile = context.store.get().profiles.find((each) => each.name === name)
  return profile ? ok(profile) : fail('not-found', `There is no profile ${name}.`)
}
