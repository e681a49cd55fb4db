/**
 * What Lanyard remembers between runs, in small files of its own: the active profile, recent ones, the assignments as
 * last read, where organizations' own start URLs lead, and how long sign-ins last. No secret is in them. A file that cannot be read counts as empty, and is
 * replaced: it is only a memory. What is written builds on what is there then, under a lock that all processes share.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Account } from '../../shared/state.ts'
import { readOwn } from '../system/files.ts'
import { log } from '../system/log.ts'
import { changeOwn } from '../system/own-file.ts'
import { parseObject } from '../system/unknown-json.ts'
import { activeFileIn, readActive, switchedText } from './active-file.ts'
import { noHistory, type SeenSignIn, type SignInHistory, type Span } from './session-length.ts'

export interface Memory {
  /** The file that says which profile is active (active-file.ts). */
  readonly activeFile: string
  active(): Promise<string | null>
  /** Throws Node's own errors when it cannot be written; so do the others. */
  changeActive(next: (now: string | null) => string | null): Promise<void>
  /** The newest first. */
  recent(): Promise<readonly string[]>
  changeRecent(next: (now: readonly string[]) => readonly string[]): Promise<void>
  assignments(session: string, startUrl: string): Promise<KnownAssignments | null>
  /** Null forgets them. */
  setAssignments(session: string, known: KnownAssignments | null): Promise<void>
  /** Where organizations' own start URLs led when they were last asked. */
  instances(): Promise<ReadonlyMap<string, string>>
  setInstance(startUrl: string, instanceUrl: string): Promise<void>
  /** Of the organization `key`. */
  signIns(key: string): Promise<SignInHistory>
  changeSignIns(key: string, next: (now: SignInHistory) => SignInHistory): Promise<void>
  /** What processes have begun and not finished (unfinished.ts). */
  unfinished(): Promise<readonly unknown[]>
  changeUnfinished(next: (now: readonly unknown[]) => readonly unknown[]): Promise<void>
}

export interface KnownAssignments {
  /** Whose they are: another start URL under the same session name makes them void. */
  readonly startUrl: string
  readonly knownSince: string
  readonly accounts: readonly Account[]
}

/** The memory in `folder`, which is created when something is first written. */
export function openMemory(folder: string): Memory {
  const activeFile = activeFileIn(folder)
  const recentFile = path.join(folder, 'recent-profiles')
  const instancesFile = path.join(folder, 'instances.json')
  // Session names hold "/" and ":"; base64url is a file name everywhere.
  const assignmentsFile = (session: string) =>
    path.join(folder, `assignments-${Buffer.from(session).toString('base64url')}.json`)
  const unfinishedFile = path.join(folder, 'unfinished.json')
  const signInsFile = (key: string) =>
    path.join(folder, `sign-ins-${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`)
  const change = (file: string, next: (text: string) => string | null) =>
    changeOwn({ path: file, lockFolder: folder, isCut: null }, async (bytes) => next(bytes?.toString('utf8') ?? ''))
  return {
    activeFile,
    active: async () => readActive(await text(activeFile)).profile,
    changeActive: (next) => change(activeFile, (text) => switchedText(text, next)),
    recent: async () => lines(await text(recentFile)),
    changeRecent: (next) =>
      change(recentFile, (text) => {
        const profiles = next(lines(text))
        return profiles.length === 0 ? null : profiles.map((profile) => `${profile}\n`).join('')
      }),
    async assignments(session, startUrl) {
      const known = asKnown(await text(assignmentsFile(session)))
      return known?.startUrl === startUrl ? known : null
    },
    setAssignments: (session, known) => change(assignmentsFile(session), () => known && JSON.stringify(known)),
    instances: async () => asInstances(await text(instancesFile)),
    setInstance: (startUrl, instanceUrl) =>
      change(instancesFile, (text) =>
        JSON.stringify(Object.fromEntries(new Map(asInstances(text)).set(startUrl, instanceUrl))),
      ),
    signIns: async (key) => asHistory(await text(signInsFile(key))),
    changeSignIns: (key, next) => change(signInsFile(key), (text) => JSON.stringify(next(asHistory(text)))),
    unfinished: async () => asList(await text(unfinishedFile)),
    changeUnfinished: (next) =>
      change(unfinishedFile, (text) => {
        const list = next(asList(text))
        return list.length === 0 ? null : JSON.stringify(list)
      }),
  }
}

async function text(file: string): Promise<string> {
  try {
    return (await readOwn(file))?.toString('utf8') ?? ''
  } catch (error) {
    log.warn(`${file} could not be read`, error)
    return ''
  }
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}

function asList(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? (value as readonly unknown[]) : []
  } catch {
    return []
  }
}

function asKnown(json: string): KnownAssignments | null {
  try {
    const value = JSON.parse(json) as Partial<KnownAssignments>
    const whole = typeof value.startUrl === 'string' && typeof value.knownSince === 'string'
    return whole && Array.isArray(value.accounts) && value.accounts.every(isAccount)
      ? (value as KnownAssignments)
      : null
  } catch {
    return null
  }
}

function isAccount(value: unknown): value is Account {
  const account = value as Partial<Account> | null
  return (
    typeof account?.accountId === 'string' &&
    (account.accountName === null || typeof account.accountName === 'string') &&
    (account.emailAddress === null || typeof account.emailAddress === 'string') &&
    (account.roles === null ||
      (Array.isArray(account.roles) && account.roles.every((role) => typeof role === 'string')))
  )
}

function asInstances(json: string): ReadonlyMap<string, string> {
  const known = Object.entries(parseObject(json) ?? {})
  return new Map(known.filter((each): each is [string, string] => typeof each[1] === 'string'))
}

function asHistory(json: string): SignInHistory {
  try {
    const { seen, spans } = JSON.parse(json) as Partial<SignInHistory>
    const whole = typeof seen === 'object' && seen !== null && Object.values(seen).every(isSeen)
    return whole && Array.isArray(spans) && spans.every(isSpan) ? { seen, spans } : noHistory
  } catch {
    return noHistory
  }
}

function isSeen(value: unknown): value is SeenSignIn {
  const seen = value as Partial<SeenSignIn> | null
  return (
    (seen?.signedInAt === null || typeof seen?.signedInAt === 'number') &&
    typeof seen.renewedAt === 'number' &&
    typeof seen.expiresAt === 'number' &&
    (seen.mark === null || typeof seen.mark === 'string')
  )
}

function isSpan(value: unknown): value is Span {
  const span = value as Partial<Span> | null
  return typeof span?.from === 'number' && typeof span.to === 'number'
}
