/**
 * What the application needs from the machine. Each face passes its own; a test passes one that it controls.
 * Files are not behind a port: they are real everywhere, and `Paths` says where.
 */
import type { BrowserInfo } from '../../shared/contract.ts'
import type { ShellName } from '../../shared/shell.ts'
import type { BrowserChoice, Host } from '../../shared/state.ts'

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void
}

export interface Browser {
  /**
   * Shows `url` (http or https) to the person, in the browser of their `choice` and in no other; null is the system's own.
   * Never waits for the page. False: the face or the person must open it.
   */
  open(url: string, choice: BrowserChoice | null): Promise<boolean>
  /** What there is to choose from; empty where the person's browser is not on this machine. */
  list(): Promise<readonly BrowserInfo[]>
}

export interface Clipboard {
  /** False: this face has no clipboard of its own, and the page must copy. */
  write(text: string): Promise<boolean>
}

/** Absolute paths. AWS's own come from its variables (aws-facts.md#variables), Lanyard's from the platform. */
export interface Paths {
  readonly home: string
  readonly config: string
  readonly credentials: string
  /** `~/.aws/sso/cache`, wherever the config is. */
  readonly ssoCache: string
  /** `~/.aws/cli/cache`: role credentials of the AWS CLI v2. */
  readonly cliCache: string
  /** `~/.aws/login/cache`, or what AWS_LOGIN_CACHE_DIRECTORY names: the files of `aws login`, which Lanyard leaves alone. */
  readonly loginCache: string
  /** Lanyard's own: the active profile, recent profiles. 0700. */
  readonly state: string
  /** The folder of `settings.json`. 0700. */
  readonly settings: string
}

export interface System {
  readonly clock: Clock
  /** When (ms) the person asked for what this process does; for a process that does one thing and ends. */
  readonly startedAt?: number
  readonly browser: Browser
  readonly clipboard: Clipboard
  readonly paths: Paths
  readonly env: Readonly<Record<string, string | undefined>>
  /** The desktop's own proxy for an address, in the words of a proxy script; only the desktop knows it. */
  readonly systemProxy?: (url: string) => Promise<string>
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly shell: ShellName
  readonly remote: boolean
  /** Whether the face can have itself started when the person logs in. */
  readonly canStartAtLogin: boolean
  readonly quickSwitch: Host['quickSwitch']
  readonly version: string
}
