/**
 * Every operation that a face can ask of the application: its name, its input, its result.
 * The renderer can do what is listed here, and nothing else.
 */
import type { Problem, Result } from './result.ts'
import type { AppState, Identity, Session, Settings, SignInMethod, StatePatch } from './state.ts'
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

/** A change to the config file, as a person means it. */
export type Change =
  | { readonly kind: 'create-session'; readonly draft: SessionDraft }
  | { readonly kind: 'update-session'; readonly draft: SessionDraft }
  | { readonly kind: 'remove-session'; readonly name: string }
  | { readonly kind: 'create-profiles'; readonly drafts: readonly ProfileDraft[] }
  | { readonly kind: 'update-profile'; readonly draft: ProfileDraft }
  | { readonly kind: 'remove-profile'; readonly name: string }

/** What ends a line: a line break, or nothing at the end of a file. */
export type LineEnd = '\n' | '\r\n' | '\r' | ''

/** One line of a preview. `old` and `new` are 1-based line numbers; secrets in `text` are masked. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly old: number | null
  readonly new: number | null
  readonly text: string
  /** How the line ends in the old and in the new file, where it is not with `\n`. */
  readonly oldEnd?: LineEnd
  readonly newEnd?: LineEnd
}

export interface Preview {
  /** The file as the person would name it (`~/.aws/config`). */
  readonly path: string
  readonly added: number
  readonly removed: number
  /** The changed lines with up to three lines around them. */
  readonly lines: readonly DiffLine[]
  /** Why the file could not be written as it stands on the disk now, if so. */
  readonly problem?: Problem
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
}

export interface Verified {
  readonly profile: string
  readonly identity: Exclude<Identity, { status: 'checking' }>
}

export interface Operations {
  'session.create': (input: { readonly draft: SessionDraft }) => Session
  'session.update': (input: { readonly draft: SessionDraft }) => Session
  /** Refused while profiles use it. */
  'session.remove': (input: { readonly session: string }) => null
  /** Settles when the sign-in is over. Joins one that is under way, whatever its method. */
  'session.signIn': (input: {
    readonly session: string
    readonly method: SignInMethod
    /** False shows the link and opens nothing. */
    readonly openBrowser: boolean
  }) => SignedIn
  /** Ends the sign-in under way, or clears the one that failed. */
  'session.cancelSignIn': (input: { readonly session: string }) => null
  /** Opens the page of the sign-in under way once more. */
  'session.openSignInPage': (input: { readonly session: string }) => Opened
  'session.copySignInLink': (input: { readonly session: string }) => Copied
  'session.signOut': (input: { readonly session: string }) => null
  'session.openPortal': (input: { readonly session: string }) => Opened
  /** Settles when every account and its permission sets have been read, or when stopped. */
  'accounts.read': (input: { readonly session: string }) => null
  'accounts.stop': (input: { readonly session: string }) => null
  'config.preview': (input: { readonly change: Change }) => Preview
  'config.reload': (input: Record<never, never>) => null
  /** All of them in one write, or none. Result: their names. */
  'profile.create': (input: { readonly drafts: readonly ProfileDraft[] }) => readonly string[]
  'profile.update': (input: { readonly draft: ProfileDraft }) => null
  'profile.remove': (input: { readonly profile: string }) => null
  /** Null makes no profile active. Copies the export line when the setting says so. */
  'profile.switch': (input: { readonly profile: string | null }) => Copied | null
  'profile.copyExport': (input: { readonly profile: string; readonly shell: ShellName | null }) => Copied
  'profile.openConsole': (input: { readonly profile: string }) => Opened
  'identity.check': (input: { readonly profile: string }) => Verified
  'identity.checkAll': (input: Record<never, never>) => readonly Verified[]
  'settings.update': (input: { readonly settings: Partial<Settings> }) => Settings
  /** Puts a text the person sees (an ARN, an account number) on the clipboard. */
  'clipboard.write': (input: { readonly text: string }) => Copied
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
      readonly screen: 'profiles' | 'accounts' | 'sessions' | 'settings'
      /** What to search for there. */
      readonly query?: string
    }
  /** What is known already is taken as answered. */
  | {
      readonly screen: 'new-profile'
      readonly session?: string
      readonly accountId?: string
      readonly roleName?: string
    }
  | { readonly screen: 'edit-profile'; readonly profile: string }
  | { readonly screen: 'edit-session'; readonly session: string }

/** The names again as data, for the rooms that check a message before they look at it. */
const names: Record<OperationName, true> = {
  'session.create': true,
  'session.update': true,
  'session.remove': true,
  'session.signIn': true,
  'session.cancelSignIn': true,
  'session.openSignInPage': true,
  'session.copySignInLink': true,
  'session.signOut': true,
  'session.openPortal': true,
  'accounts.read': true,
  'accounts.stop': true,
  'config.preview': true,
  'config.reload': true,
  'profile.create': true,
  'profile.update': true,
  'profile.remove': true,
  'profile.switch': true,
  'profile.copyExport': true,
  'profile.openConsole': true,
  'identity.check': true,
  'identity.checkAll': true,
  'settings.update': true,
  'clipboard.write': true,
}

export function isOperationName(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(names, name)
}
