/**
 * What Lanyard remembers between runs, in small files of its own: the active profile, recent ones, the assignments as
 * last read, and how long sign-ins last. No secret is in them. A file that cannot be read counts as empty; it is only a memory.
 */
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Account } from '../../shared/state.ts'
import { ensureOwnFolder, readOwn, writeAtomically } from '../system/files.ts'
import { noHistory, type SeenSignIn, type SignInHistory, type Span } from './session-length.ts'

export interface Memory {
  /** The file that holds the active profile's name and nothing else, for shell prompts and other processes. */
  readonly activeFile: string
  active(): Promise<string | null>
  /** Null removes the file. Throws Node's own errors when the folder cannot be written. */
  setActive(profile: string | null): Promise<void>
  recent(): Promise<readonly string[]>
  setRecent(profiles: readonly string[]): Promise<void>
  assignments(session: string, startUrl: string): Promise<KnownAssignments | null>
  setAssignments(session: string, known: KnownAssignments): Promise<void>
  forgetAssignments(session: string): Promise<void>
  /** Of the organization `key`. */
  signIns(key: string): Promise<SignInHistory>
  setSignIns(key: string, history: SignInHistory): Promise<void>
}

export interface KnownAssignments {
  /** Whose they are: another start URL under the same session name makes them void. */
  readonly startUrl: string
  readonly knownSince: string
  readonly accounts: readonly Account[]
}

/** The memory in `folder`, which is created when something is first written. */
export function openMemory(folder: string): Memory {
  const activeFile = path.join(folder, 'active-profile')
  const recentFile = path.join(folder, 'recent-profiles')
  // Session names hold "/" and ":"; base64url is a file name everywhere.
  const assignmentsFile = (session: string) =>
    path.join(folder, `assignments-${Buffer.from(session).toString('base64url')}.json`)
  const signInsFile = (key: string) =>
    path.join(folder, `sign-ins-${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`)
  const write = async (file: string, text: string) => {
    await ensureOwnFolder(folder)
    await writeAtomically(file, text, { mode: 0o600 })
  }
  return {
    activeFile,
    active: async () => (await lines(activeFile))[0] ?? null,
    setActive: (profile) => (profile === null ? rm(activeFile, { force: true }) : write(activeFile, `${profile}\n`)),
    recent: () => lines(recentFile),
    setRecent: (profiles) => write(recentFile, profiles.map((profile) => `${profile}\n`).join('')),
    async assignments(session, startUrl) {
      const known = asKnown(await text(assignmentsFile(session)))
      return known?.startUrl === startUrl ? known : null
    },
    setAssignments: (session, known) => write(assignmentsFile(session), JSON.stringify(known)),
    forgetAssignments: (session) => rm(assignmentsFile(session), { force: true }),
    signIns: async (key) => asHistory(await text(signInsFile(key))),
    setSignIns: (key, history) => write(signInsFile(key), JSON.stringify(history)),
  }
}

async function text(file: string): Promise<string> {
  try {
    return (await readOwn(file))?.toString('utf8') ?? ''
  } catch {
    return ''
  }
}

async function lines(file: string): Promise<readonly string[]> {
  return (await text(file)).split('\n').filter((line) => line !== '')
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
