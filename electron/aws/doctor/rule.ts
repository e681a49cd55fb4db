/** What a rule of Doctor is. ARCHITECTURE.md says how to add one. */
import type { Assignments, Session } from '../../../shared/state.ts'
import type { System } from '../../system/ports.ts'
import type { RunProgram } from '../../system/program.ts'
import type { Entry, Section } from '../config/document/scan.ts'
import type { SsoDeps } from '../sso/session.ts'
import type { TokenRoom } from './machine/cache.ts'
import type { Party, Survey } from './survey.ts'
import type { File, Files, Found } from './trouble.ts'

/** What a rule about the config and credentials files looks at, and what it finds there. */
export type FileRule =
  /** Each of the two files. */
  | { readonly at: 'file'; readonly find: (file: File) => Found }
  /** The config file, its settings one by one, its sessions, and the profiles of both files. */
  | { readonly at: 'config'; readonly find: (file: File) => Found }
  | { readonly at: 'setting'; readonly find: (file: File, section: Section, entry: Entry) => Found }
  | { readonly at: 'session'; readonly find: (session: Party, survey: Survey) => Found }
  | { readonly at: 'profile'; readonly find: (profile: Party, survey: Survey) => Found }
  /** All of it together. */
  | { readonly at: 'files'; readonly find: (survey: Survey) => Found }

/** A rule about what is around the files. */
export type MachineRule = (machine: Machine) => Found | Promise<Found>

export interface Machine {
  readonly system: System
  readonly sso: SsoDeps
  readonly files: Files
  readonly sessions: readonly Session[]
  /** What is assigned, by session, where that has been read. */
  readonly assignments?: Readonly<Record<string, Assignments>>
  /** How to ask what is outside of the files. */
  readonly probes: Probes
  /** The token cache, read once. */
  readonly tokens: () => Promise<TokenRoom>
  /** A path as the person would name it. */
  readonly shown: (path: string) => string
}

export interface Probes {
  readonly run: RunProgram
  readonly askTime: AskTime
}

/** The time (ms) that a server has; null where it says none. Rejects when it cannot be asked. */
export type AskTime = (origin: string, signal: AbortSignal) => Promise<number | null>
