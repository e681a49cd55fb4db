/**
 * Every operation that a face can ask of the application: its name, its input, its result.
 * The renderer can do what is listed here, and nothing else.
 */
import type { SharedSetup, SharedText } from './setup.ts'
import type { Diff } from './diff.ts'
import type { Finding } from './doctor.ts'
import type { Problem, Result } from './result.ts'
import type { AppState, ChangeRecord, Identity, SessionSettings, Settings, SignInMethod, StatePatch } from './state.ts'
import type { ShellName } from './shell.ts'

export interface SessionDraft {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** Empty means the default, `sso:account:access`. */
  readonly scopes: readonly string[]
}

export interface ProfileDraft {
  readonly name: string
  readonly session: string
  readonly accountId: string
  readonly roleName: string
  /** null leaves the key out. */
  readonly region: string | null
  readonly output: string | null
}

export type SessionEdit = Pick<SessionDraft, 'name'> & Partial<Omit<SessionDraft, 'name'>>
export type ProfileEdit = Pick<ProfileDraft, 'name'> & Partial<Omit<ProfileDraft, 'name'>>

/** A change to the config file, as a person means it. Each is one edit: previewed, written and undone as a whole. */
export type Change =
  | { readonly kind: 'create-session'; readonly draft: SessionDraft }
  /** What the draft leaves out stays as it is in the file. */
  | { readonly kind: 'update-session'; readonly draft: SessionEdit }
  /** Every profile that uses it follows, and so does its token. */
  | { readonly kind: 'rename-session'; readonly name: string; readonly to: string }
  /** Refused while profiles use it, unless they are to go with it. */
  | { readonly kind: 'remove-session'; readonly name: string; readonly withProfiles: boolean }
  | { readonly kind: 'create-profiles'; readonly drafts: readonly ProfileDraft[] }
  | { readonly kind: 'update-profile'; readonly draft: ProfileEdit }
  /** Profiles of any kind. Those that name it as their `source_profile` follow. */
  | { readonly kind: 'rename-profile'; readonly name: string; readonly to: string }
  /** A copy of all its lines under the name `to`; what `settings` names differs in it. */
  | {
      readonly kind: 'duplicate-profile'
      readonly name: string
      readonly to: string
      readonly settings: Partial<Omit<ProfileDraft, 'name'>>
    }
  | { readonly kind: 'remove-profile'; readonly name: string }
  /** What is chosen of a set-up that somebody shared; see `share.read`. */
  | { readonly kind: 'import'; readonly text: string; readonly chosen: readonly ImportChoice[] }
  /** Mends what Doctor found, by the ids of findings whose fix is `lines`. */
  | { readonly kind: 'mend'; readonly findings: readonly string[] }
  /** Takes one change back, by its id. `changed-since`, with what differs, when its lines are not what it made them. */
  | { readonly kind: 'undo'; readonly id: string }
  /** Puts the last good copy in the place of the file. */
  | { readonly kind: 'restore' }

/** One section of a shared set-up, and the name under which it is to be added. */
export interface ImportChoice {
  readonly kind: 'session' | 'profile'
  readonly name: string
  readonly as: string
}

/** What a change would do. */
export interface Preview extends Diff {
  /** Why the file could not be written as it stands on the disk now, if so. */
  readonly problem?: Problem
  /** The programs that have marked sections which differ as their own. */
  readonly managedBy?: readonly string[]
}

/**
 * The settings that are to differ. Of what is a list or a table it says what comes and goes, so that two faces may change
 * it at one moment.
 */
export type SettingsChange = Partial<Omit<Settings, 'favourites' | 'sessions'>> & {
  /** By profile name: true makes it one, the last; false takes it away. */
  readonly favourites?: Readonly<Record<string, boolean>>
  /** By session name; null takes all that is set for it away. */
  readonly sessions?: Readonly<Record<string, SessionSettings | null>>
}

/** What came of a change. */
export interface Changed {
  /** For `undo`; null when nothing had to be written. */
  readonly id: string | null
  /** What was done: `Added the session corp`. */
  readonly what: string
  /** True when another program's older copy had taken its place, and the change was put back on top of that. */
  readonly putBack: boolean
  /** What outside of the file could not follow: a token that could not be moved. The file is changed all the same. */
  readonly trouble: Problem | null
}

/** `copied` is false where the face's own page has to do it (the browser face). */
export interface Copied {
  readonly text: string
  readonly copied: boolean
}

/** `opened` is false where the face's own page has to offer the link. */
export interface Opened {
  readonly url: string
  readonly opened: boolean
}

export interface SignedIn {
  readonly session: string
  readonly expiresAt: string
  /** The session was signed in, and is far from its end: nobody was asked. */
  readonly lasted?: boolean
}

/** Who was signed in elsewhere meanwhile, and far from the end, is in neither. */
export interface SignedInAll {
  readonly done: readonly SignedIn[]
  /** Of each that was not, in their order; what ended the row is the last. */
  readonly problems: readonly Problem[]
}

export interface BrowserInfo {
  readonly id: string
  readonly name: string
  /** Its own profiles: `id` is how the browser calls it, `name` how the person does. */
  readonly profiles: readonly { readonly id: string; readonly name: string }[]
}

export interface FoundRegion {
  /** The region that knows the start URL; null when none of those asked does. */
  readonly region: string | null
  /** How many did not answer. */
  readonly silent: number
}

export interface Verified {
  readonly profile: string
  readonly identity: Exclude<Identity, { status: 'checking' }>
}

export interface Operations {
  /** Settles when the sign-in is over. Joins one that is under way, whatever its method. */
  'session.signIn': (input: {
    readonly session: string
    readonly method: SignInMethod
    /** False shows the link and opens nothing. */
    readonly openBrowser: boolean
    /** Left out: nobody is asked where the session is signed in, and not near its end. */
    readonly again?: boolean
  }) => SignedIn
  /** Ends the sign-in under way, or clears the one that failed. */
  'session.cancelSignIn': (input: { readonly session: string }) => null
  /** Opens the page of the sign-in under way once more. */
  'session.openSignInPage': (input: { readonly session: string }) => Opened
  'session.copySignInLink': (input: { readonly session: string }) => Copied
  /** One after the other, until the person refuses or gives up one. By code, if not said, where the browser is elsewhere. */
  'session.signInAll': (input: { readonly sessions: readonly string[]; readonly method?: SignInMethod }) => SignedInAll
  /** Signs out of the portal first, so that the new session has its full length. */
  'session.startFresh': (input: { readonly session: string; readonly method: SignInMethod }) => SignedIn
  /** The sessions that may lose their sign-in with a fresh one: those at the same portal, wherever start URLs lead. */
  'session.findSharing': (input: { readonly session: string }) => readonly string[]
  /** Asks every region of the start URL's partition whether it knows it; `startUrl` need be in no file. */
  'session.findRegion': (input: { readonly startUrl: string }) => FoundRegion
  /** The page where assignments are asked for. */
  'session.openRequest': (input: { readonly session: string }) => Opened
  'browsers.list': (input: Record<never, never>) => readonly BrowserInfo[]
  'session.signOut': (input: { readonly session: string }) => null
  'session.openPortal': (input: { readonly session: string }) => Opened
  /** Settles when every account and its permission sets have been read, or when stopped. */
  'accounts.read': (input: { readonly session: string }) => null
  'accounts.stop': (input: { readonly session: string }) => null
  /** The exact lines that a change would alter; nothing is written. */
  'config.preview': (input: { readonly change: Change }) => Preview
  /** Makes the change. `config-shrunk` when the file has suddenly lost most of itself, unless `anyway`. */
  'config.change': (input: { readonly change: Change; readonly anyway: boolean }) => Changed
  'config.reload': (input: Record<never, never>) => null
  /** Lanyard's own changes of the file, newest first. */
  'config.changes': (input: Record<never, never>) => readonly ChangeRecord[]
  /** Looks at everything, the machine too. */
  'doctor.check': (input: Record<never, never>) => readonly Finding[]
  /** Mends what the findings of these ids are about: all their lines in one change, then the files. Null: no line changed. */
  'doctor.fix': (input: { readonly findings: readonly string[] }) => Changed | null
  'share.write': (input: { readonly sessions: readonly string[]; readonly profiles: readonly string[] }) => SharedText
  /** Takes the text of a file, a link, or pasted sections. */
  'share.read': (input: { readonly text: string }) => SharedSetup
  /** Null makes no profile active. Copies the export line when the setting says so. */
  'profile.switch': (input: { readonly profile: string | null }) => Copied | null
  'profile.copyExport': (input: { readonly profile: string; readonly shell: ShellName | null }) => Copied
  /** At a page: that of a service by the name in its address, or one by its whole address. `open` false: the link alone. */
  'profile.openConsole': (input: {
    readonly profile: string
    readonly service?: string
    readonly region?: string
    readonly open?: boolean
  }) => Opened
  'identity.check': (input: { readonly profile: string }) => Verified
  'identity.checkAll': (input: Record<never, never>) => readonly Verified[]
  'settings.update': (input: { readonly settings: SettingsChange }) => Settings
  /** Puts a text the person sees (an ARN, an account number) on the clipboard. */
  'clipboard.write': (input: { readonly text: string }) => Copied
  /** Writes an error of the page into the log: what it says, and where it comes from. A few in a minute. */
  'log.record': (input: { readonly message: string; readonly stack: string }) => { readonly report: string }
  /** Versions, platform, which faces run and the end of the log, for a person to send. No secret is in it. */
  'log.copyReport': (input: Record<never, never>) => Copied
}

export type OperationName = keyof Operations
export type Input<N extends OperationName> = Parameters<Operations[N]>[0]
export type Output<N extends OperationName> = ReturnType<Operations[N]>

/** What a face's page is given: `window.lanyard` in the desktop, the socket in a browser. */
export interface LanyardApi {
  readonly face: 'desktop' | 'browser'
  call<N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>>
  /** The whole state now. */
  snapshot(): Promise<AppState>
  /** Calls `listener` with each newer slice, until the returned function is called. */
  subscribe(listener: (patch: StatePatch) => void): () => void
  /** Calls `listener` when main asks the page to go somewhere (`New profile…` in the tray). */
  onNavigate(listener: (place: Place) => void): () => void
}

/** Where the tray or a link can lead in the window. */
export type Place =
  | {
      readonly screen: 'profiles' | 'accounts' | 'sessions' | 'doctor' | 'settings'
      /** What to search for there. */
      readonly query?: string
      /** Which profile to select there. */
      readonly profile?: string
    }
  /** What is known already is taken as answered. */
  | {
      readonly screen: 'new-profile'
      readonly session?: string
      readonly accountId?: string
      readonly roleName?: string
    }
  | {
      readonly screen: 'edit-profile' | 'rename-profile' | 'duplicate-profile' | 'remove-profile'
      readonly profile: string
    }
  | { readonly screen: 'edit-session' | 'rename-session' | 'remove-session'; readonly session: string }
  /** Lanyard's own changes of the file, one of them open. */
  | { readonly screen: 'changes'; readonly id?: string }
  /** The last good copy of the file, to be put back after a look at what that changes. */
  | { readonly screen: 'restore' }
  /** What somebody shared, to be looked at first. */
  | { readonly screen: 'import'; readonly text?: string }
  /** A set-up to give away. */
  | { readonly screen: 'share'; readonly session?: string }

/** The names again as data, for the rooms that check a message before they look at it. */
const names: Record<OperationName, true> = {
  'session.signIn': true,
  'session.cancelSignIn': true,
  'session.openSignInPage': true,
  'session.copySignInLink': true,
  'session.signInAll': true,
  'session.startFresh': true,
  'session.findSharing': true,
  'session.findRegion': true,
  'session.openRequest': true,
  'browsers.list': true,
  'session.signOut': true,
  'session.openPortal': true,
  'accounts.read': true,
  'accounts.stop': true,
  'config.preview': true,
  'config.change': true,
  'config.reload': true,
  'config.changes': true,
  'doctor.check': true,
  'doctor.fix': true,
  'share.write': true,
  'share.read': true,
  'profile.switch': true,
  'profile.copyExport': true,
  'profile.openConsole': true,
  'identity.check': true,
  'identity.checkAll': true,
  'settings.update': true,
  'clipboard.write': true,
  'log.record': true,
  'log.copyReport': true,
}

export function isOperationName(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(names, name)
}
