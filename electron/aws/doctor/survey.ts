/** The profiles and sessions of both files as rules look at them: what a key says to botocore, and where. */
import { ownSettings, settingsOf, type Value } from '../config/document/document.ts'
import { findOwnEntry, type Entry, type Section } from '../config/document/scan.ts'
import { headingOf, keyOfHeader } from '../config/document/heading.ts'
import type { File, Files } from './trouble.ts'

export interface Survey {
  readonly config: File
  readonly credentials: File
  readonly profiles: readonly Party[]
  readonly sessions: readonly Party[]
  readonly profile: (name: string) => Party | null
  readonly session: (name: string) => Party | null
}

/** A profile or a session. */
export interface Party {
  readonly name: string
  /** Its section in the config file, and for a profile in the credentials file; the latter's keys win. */
  readonly inConfig: Section | null
  readonly inCredentials: Section | null
  /** Null for what is missing, empty or a nested block. */
  readonly get: (key: string) => string | null
  /** Where a key is set; null also where it is inherited from `[DEFAULT]`. */
  readonly find: (key: string) => Spot | null
  /** What its section in the config file sets itself. */
  readonly own: () => ReadonlyMap<string, Value>
  /** The first line of its section. */
  readonly header: Spot
}

/** A line of a file, from 0, and the setting on it. */
export interface Spot {
  readonly file: File
  readonly line: number
  readonly entry: Entry | null
}

/** The section of the config file that a mend of it is about. */
export function aboutOf({ inConfig }: Party): readonly string[] {
  return inConfig ? [keyOfHeader(inConfig.header)] : []
}

export function surveyOf(files: Files): Survey {
  const config: File = { document: files.config, path: files.configPath, isConfig: true }
  const credentials: File = { document: files.credentials, path: files.credentialsPath, isConfig: false }
  const secrets = files.credentials.headers()
  const inConfig = files.config.profiles()
  // `[profile x]` is none there, and has a rule of its own.
  const alone = [...secrets].filter(
    ([name]) => name !== 'DEFAULT' && !inConfig.has(name) && (name === 'default' || !headingOf(name)),
  )
  const sessions = [...files.config.sessions()].map(([name, section]) =>
    partyOf(name, [config, section], [credentials, null]),
  )
  const profiles = [
    ...[...inConfig].map(([name, section]) =>
      partyOf(name, [config, section], [credentials, secrets.get(name) ?? null]),
    ),
    ...alone.map(([name, section]) => partyOf(name, [config, null], [credentials, section])),
  ]
  return { config, credentials, profiles, sessions, profile: findIn(profiles), session: findIn(sessions) }
}

function findIn(parties: readonly Party[]): (name: string) => Party | null {
  const byName = new Map(parties.map((party) => [party.name, party]))
  return (name) => byName.get(name) ?? null
}

type FileSection = readonly [file: File, section: Section | null]

function partyOf(name: string, config: FileSection, credentials: FileSection): Party {
  const places = [credentials, config]
  const header = config[1] ? config : credentials
  let settings: ReadonlyMap<string, Value> | null = null
  let own: ReadonlyMap<string, Value> | null = null
  return {
    name,
    inConfig: config[1],
    inCredentials: credentials[1],
    header: { file: header[0], line: header[1]!.line, entry: null },
    get(key) {
      settings ??= readSettings(config, credentials)
      const value = settings.get(key)
      return typeof value === 'string' ? value || null : null
    },
    own: () => (own ??= config[1] ? ownSettings(config[0].document, config[1]) : new Map()),
    find(key) {
      for (const [file, section] of places) {
        const entry = findOwnEntry(file.document, section, key)
        if (entry) return { file, line: entry.line, entry }
      }
      return null
    },
  }
}

function readSettings([config, section]: FileSection, [credentials, secrets]: FileSection): ReadonlyMap<string, Value> {
  const [said, over] = [
    section && settingsOf(config.document, section),
    secrets && settingsOf(credentials.document, secrets),
  ]
  return said && over ? new Map([...said, ...over]) : (said ?? over ?? new Map())
}
