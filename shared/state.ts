/**
 * AppState: the one snapshot that every face draws. It holds no token, secret or key.
 * All dates are ISO 8601 strings in UTC (`2026-11-22T17:00:00.000Z`).
 */
import type { CredentialSource } from './credential-source.ts'
import type { Checkup } from './doctor.ts'
import type { Problem } from './result.ts'
import type { ShellChoice } from './shell.ts'

/** `signed-in` while the token, or its refresh token, can still work. */
export type SessionStatus = 'signed-in' | 'expired' | 'signed-out'

export interface Session {
  readonly name: string
  readonly startUrl: string
  /** Where an organization's own start URL leads, as it was when Lanyard last asked. */
  readonly instanceUrl?: string
  readonly region: string
  /** Registration scopes as the file has them; empty when the file names none. */
  readonly scopes: readonly string[]
  /** The program that has marked its section as its own, if one has. */
  readonly managedBy?: string
  readonly status: SessionStatus
  /** When the access token ends (ended); null when signed out. */
  readonly expiresAt: string | null
  /** True when the access token renews itself, so that `expiresAt` is not when work stops. */
  readonly renews: boolean
  /** When the organization's session ends, which the renewals live on; an estimate until known. Null: nothing is known. */
  readonly end: { readonly at: string; readonly isKnown: boolean } | null
  /** What makes the session unusable as written, or its token cache unreadable. */
  readonly problem: Problem | null
}

/** `sso` uses a session, `legacy-sso` has its own `sso_start_url`, `other` gets credentials elsewhere. */
export type ProfileKind = 'sso' | 'legacy-sso' | 'other'

export interface Profile {
  readonly name: string
  readonly kind: ProfileKind
  /** The whole way from the first credentials to who one works as. */
  readonly source: CredentialSource
  readonly session: string | null
  readonly accountId: string | null
  readonly roleName: string | null
  readonly region: string | null
  readonly output: string | null
  /** The program that has marked its section as its own, if one has. */
  readonly managedBy?: string
  /** What other clients make of the profile, where they do not take it for whom Lanyard does: a sentence or two. */
  readonly otherAnswer?: string
  /** What makes the profile unusable as written (an unknown session, a missing role). */
  readonly problem: Problem | null
}

export interface Account {
  readonly accountId: string
  readonly accountName: string | null
  readonly emailAddress: string | null
  /** Permission sets assigned to the user, sorted; null until they have been read. */
  readonly roles: readonly string[] | null
}

/** What is known of the assignments of one session. */
export interface Assignments {
  readonly status: 'unknown' | 'reading' | 'ready' | 'stopped' | 'failed'
  readonly accounts: readonly Account[]
  /** When the list was last read whole. */
  readonly knownSince: string | null
  /** Accounts whose permission sets have been read, of how many; null when nothing is being read. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly problem: Problem | null
}

/** What AWS answered when asked who a profile is. */
export type Identity =
  | { readonly status: 'checking' }
  | {
      readonly status: 'verified'
      readonly account: string
      readonly arn: string
      readonly userId: string
      readonly at: string
    }
  | { readonly status: 'failed'; readonly problem: Problem; readonly at: string }

export type SignInMethod = 'browser' | 'device'

/** A sign-in that is under way, or the last one that failed. */
export interface SignIn {
  readonly session: string
  readonly method: SignInMethod
  readonly stage: 'preparing' | 'waiting' | 'finishing' | 'failed'
  /** The page to open, once there is one. */
  readonly url: string | null
  /** Device code only: what to type, and where. */
  readonly userCode: string | null
  readonly verificationUri: string | null
  /** True when Lanyard opened the page; false when the person has to. */
  readonly opened: boolean
  /** When waiting ends. */
  readonly deadline: string | null
  /** True while another Lanyard process does the signing in, and this one waits for it. */
  readonly elsewhere: boolean
  readonly problem: Problem | null
}

export interface ConfigState {
  /** The file that is read and written, as the person would name it (`~/.aws/config`). */
  readonly path: string
  /** False when there is no such file yet. */
  readonly exists: boolean
  /** What botocore would refuse, and where. */
  readonly findings: readonly ConfigFinding[]
  /** True while sessions and profiles are those of the file before it broke; else what can be read of it is shown. */
  readonly isStale: boolean
  /** `config-shrunk` while little is left of what Lanyard's last change left in the file. */
  readonly loss: Problem | null
  /** Why the file, or the credentials file beside it, could not be read at all. */
  readonly problem: Problem | null
}

export interface ConfigFinding {
  readonly line: number
  readonly message: string
}

/** One of Lanyard's own changes of the config file. */
export interface ChangeRecord {
  readonly id: string
  readonly at: string
  /** `Added the session corp`. */
  readonly what: string
  /** Lines. */
  readonly added: number
  readonly removed: number
  /** The change that this one took back. */
  readonly undoes: string | null
  /** True once it has been taken back. */
  readonly undone: boolean
}

/** What undoing once more takes back: the newest change that stands, an undo aside; undefined when there is none. */
export function newestToUndo(changes: readonly ChangeRecord[]): ChangeRecord | undefined {
  return changes.find(({ undone, undoes }) => !undone && undoes === null)
}

export type Theme = 'system' | 'light' | 'dark'

export interface Settings {
  readonly theme: Theme
  /** Whether switching puts the export line on the clipboard. */
  readonly copyOnSwitch: boolean
  /** Whose syntax the export line has; `auto` is the shell Lanyard was started from. */
  readonly shell: ShellChoice
  /** Template for the names of new profiles; see `names.ts`. */
  readonly nameTemplate: string
  /** Profiles kept at the top of the tray. */
  readonly favourites: readonly string[]
  /** Whether Lanyard tells when a session is about to end, or has. */
  readonly notifications: boolean
  readonly startAtLogin: boolean
  /** The keys that open the quick switch from anywhere (`quick-switch.ts`); null takes none. */
  readonly quickSwitch: string | null
  /** By session name. */
  readonly sessions: Readonly<Record<string, SessionSettings>>
  readonly columns: ColumnShares
}

/** What each column of the table of profiles gets of what is free, as it was dragged: a share against the others. */
export type ColumnShares = Readonly<Record<'name' | 'account' | 'role', number>>

export const defaultColumns: ColumnShares = { name: 160, account: 110, role: 110 }

export interface SessionSettings {
  /** Where its sign-in opens; null is the system's own choice. */
  readonly browser: BrowserChoice | null
  /** Where a person asks for an assignment that is missing (https). */
  readonly requestUrl: string | null
}

/** The settings of one session, whatever its name is. */
export function settingsOfSession({ sessions }: Pick<Settings, 'sessions'>, name: string): SessionSettings {
  return (Object.hasOwn(sessions, name) && sessions[name]) || { browser: null, requestUrl: null }
}

export type BrowserChoice =
  /** Opens nothing: the link is shown, to be copied. */
  | { readonly kind: 'copy' }
  /** `id` as in `browsers.list`; `profile` is the browser's own name of one of its profiles. */
  | { readonly kind: 'browser'; readonly id: string; readonly profile: string | null }

/** What is true of this machine and process, and does not change while it runs. */
export interface Host {
  readonly version: string
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly shell: 'bash' | 'zsh' | 'fish' | 'powershell' | 'cmd'
  /** True over SSH, in a container or in WSL: the browser is probably on another machine. */
  readonly remote: boolean
  /** Service and host of each endpoint override that is on; shown on every face. */
  readonly endpointOverrides: readonly { readonly service: string; readonly host: string }[]
  /** AWS_PROFILE or AWS_DEFAULT_PROFILE as set for this process. */
  readonly environmentProfile: string | null
  /** False in a face that cannot be started when the person logs in, which settings then do not offer. */
  readonly canStartAtLogin: boolean
  /** How the quick switch is opened: by keys, where programs may take them, and by a command. Null in a face without it. */
  readonly quickSwitch: { readonly takesKeys: boolean; readonly command: string } | null
  /** Where the log is, as a person names it. */
  readonly log: string
}

export interface AppState {
  /** Grows by one with each change. */
  readonly revision: number
  readonly host: Host
  readonly config: ConfigState
  readonly sessions: readonly Session[]
  readonly profiles: readonly Profile[]
  /** By session name. */
  readonly assignments: Readonly<Record<string, Assignments>>
  /** By profile name. */
  readonly identities: Readonly<Record<string, Identity>>
  /** By session name. */
  readonly signIns: Readonly<Record<string, SignIn>>
  readonly active: string | null
  /** Most recently switched to first. */
  readonly recent: readonly string[]
  readonly settings: Settings
  /** Why the settings file is not what `settings` says: it cannot be read, or a line of it is no JSON. */
  readonly settingsProblem: Problem | null
  /** Lanyard's own changes of the config file, newest first; empty in a face that does not stay. */
  readonly changes: readonly ChangeRecord[]
  readonly doctor: Checkup
}

/** A slice of the state at a revision; a face ignores one that is not newer than what it has. */
export type StatePatch = { readonly revision: number } & Partial<Omit<AppState, 'revision'>>

/** `state` with `patch` applied; `state` itself when the patch is not newer. */
export function applyPatch(state: AppState, patch: StatePatch): AppState {
  return patch.revision > state.revision ? { ...state, ...withOwnNames(patch) } : state
}

/**
 * `slices` in which a look-up by name finds what is there, and nothing else. Names come from a file that people write,
 * and every plain object has a `constructor`. Messages bring plain objects, so each side takes its state through here.
 */
export function withOwnNames<S extends Partial<AppState>>(slices: S): S {
  const byName = { assignments: slices.assignments, identities: slices.identities, signIns: slices.signIns }
  const own = Object.entries(byName).flatMap(([slice, values]) =>
    values ? [[slice, Object.assign(Object.create(null), values)] as const] : [],
  )
  return { ...slices, ...Object.fromEntries(own) }
}
