/** From the files to the state: config, credentials, token caches, and what Lanyard remembers. */
import type { AppState, Assignments, Profile, Session } from '../../shared/state.ts'
import type { Result } from '../../shared/result.ts'
import { emptyDocument, type Document } from '../aws/config/document/document.ts'
import { readDocument } from '../aws/config/disk/file.ts'
import { findLoss, notedExtent, readChanges } from '../aws/config/journal/journal.ts'
import { listProfiles } from '../aws/config/profiles.ts'
import { listSessions, type SessionConfig } from '../aws/config/sessions.ts'
import { isRefused } from '../aws/sso/refused-tokens.ts'
import { readToken, tokenState } from '../aws/sso/token-cache.ts'
import { fileStamp } from '../system/files.ts'
import { displayPath } from '../system/paths.ts'
import type { Context } from './context.ts'
import { findEnd } from './deadlines.ts'
import { readChangedSettings } from './settings.ts'

/**
 * Reads everything again and takes what differs into the state. A config file that cannot be read, or that botocore would
 * refuse, leaves the last good state on show, with the reason. Readings never overlap: callers who come while one runs share the next.
 */
export function readFiles(context: Context): Promise<void> {
  const { reading } = context
  if (!reading.running) {
    reading.running = readOnce(context).finally(() => (reading.running = null))
    return reading.running
  }
  reading.next ??= reading.running
    .catch(() => undefined)
    .then(() => {
      reading.next = null
      return readFiles(context)
    })
  return reading.next
}

/**
 * Reads again what has changed since of the config, the credentials file and the settings. Some disks tell nobody of
 * changes (NFS, a Windows drive seen from WSL), so it is asked before each operation; it costs a look at each file.
 */
export function readChangedFiles(context: Context): Promise<void> {
  if (!context.live) return Promise.resolve()
  const { reading } = context
  // One after the other, so that who asked first goes on first; and with what a reading under way will find.
  const looked = lookAgain(context, reading.looked)
  reading.looked = looked.catch(() => undefined)
  return looked
}

async function lookAgain(context: Context, before: Promise<void>): Promise<void> {
  await before
  const [stamp] = await Promise.all([stampOf(context), readChangedSettings(context)])
  await (stamp === context.reading.stamp ? context.reading.running : readFiles(context))
}

/** The document in the file, which is read anew only if it is another one than the last. */
export async function readKnown({ system, known }: Context, file: 'config' | 'credentials'): Promise<Result<Document>> {
  const path = system.paths[file]
  const read = await readDocument(path, known[file], () => notedExtent(system.paths.state, path))
  if (read.ok) known[file] = read.value
  return read
}

/** Differs as soon as one of the files has been written, replaced or removed. */
async function stampOf({ system: { paths } }: Context): Promise<string> {
  return (await Promise.all([fileStamp(paths.config), fileStamp(paths.credentials)])).join('\n')
}

async function readOnce(context: Context): Promise<void> {
  const { paths } = context.system
  // Taken first: what changes while it is read is read again.
  context.reading.stamp = await stampOf(context)
  const [config, credentials, active, recent] = await Promise.all([
    readKnown(context, 'config'),
    readKnown(context, 'credentials'),
    context.memory.active(),
    context.memory.recent(),
  ])
  const { changes, loss } = await readJournal(context, config)
  const isStale = config.ok && (isBroken(config.value) || (loss !== null && isEmpty(config.value))) && hasGood(context)
  if (config.ok) {
    context.documents = {
      config: isStale ? context.documents.config : config.value,
      credentials: credentials.ok ? credentials.value : emptyDocument,
    }
  }
  // Only the faces that stay show what Doctor finds unasked.
  const checkup = context.live ? await import('./checkup.ts') : null
  const listed = context.sessions ? listSessions(context.documents.config) : []
  const instances = listed.length > 0 ? await context.memory.instances() : new Map<string, string>()
  const sessions = await Promise.all(listed.map((session) => withToken(context, session, instances)))
  const remembered = await rememberedAssignments(context, sessions)
  // Nothing is awaited from here on, or what others put into the state meanwhile would be undone.
  const profiles = listProfiles(context.documents.config, context.documents.credentials)
  const names = new Set(profiles.map((profile) => profile.name))
  const isBack = signedInSince(context, sessions)
  context.store.update({
    config: {
      path: displayPath(paths.config, paths.home),
      exists: config.ok ? config.value.exists : context.documents.config.exists,
      findings: config.ok ? config.value.findings : context.documents.config.findings,
      isStale,
      loss,
      problem: [config, credentials].find((file) => !file.ok)?.error ?? null,
    },
    changes,
    ...(checkup ? { doctor: checkup.fileCheckup(context, config, credentials) } : {}),
    sessions,
    profiles,
    assignments: knownAssignments(context, sessions, remembered),
    identities: knownIdentities(context, profiles, isBack),
    signIns: Object.fromEntries(
      Object.entries(context.store.get().signIns).filter(([name, { stage }]) => stage !== 'failed' || !isBack(name)),
    ),
    active: active !== null && names.has(active) ? active : null,
    recent: recent.filter((name) => names.has(name)),
  })
}

/** What Lanyard itself did to the file, and how little may be left of it; nothing in a face that does not stay. */
async function readJournal({ live, system }: Context, read: Result<Document>) {
  const { state, config } = system.paths
  if (!live || !read.ok) return { changes: [], loss: null }
  const [changes, loss] = await Promise.all([
    readChanges(state, config, read.value),
    findLoss(state, config, read.value),
  ])
  return { changes, loss }
}

/** Whether botocore refuses the file. */
function isBroken({ findings }: Document): boolean {
  return findings.length > 0
}

/** A file of which nothing is left; one that was removed is simply not there. */
function isEmpty({ exists, text }: Document): boolean {
  return exists && text.trim() === ''
}

/** Whether there is something to stay on show. */
function hasGood({ documents: { config } }: Context): boolean {
  return config.exists && !isBroken(config)
}

async function withToken(
  context: Context,
  { managedBy, problem, ...session }: SessionConfig,
  instances: ReadonlyMap<string, string>,
): Promise<Session> {
  const { startUrl, region } = session
  const instanceUrl = instances.get(startUrl ?? '')
  const source = {
    ...session,
    startUrl: startUrl ?? '',
    region: region ?? '',
    ...(instanceUrl !== undefined && { instanceUrl }),
  }
  const file = await readToken(context.sso.paths.ssoCache, source)
  const refused = file.kind === 'token' && (await isRefused(context.sso, file.token.accessToken))
  const token = tokenState(file, context.system.clock.now(), refused)
  return {
    ...source,
    ...(managedBy !== undefined && { managedBy }),
    ...token,
    end: await findEnd(context, source, file),
    problem: problem ?? token.problem,
  }
}

/** By session name: what was known when Lanyard last ran, of each session that is seen for the first time. */
async function rememberedAssignments(context: Context, sessions: readonly Session[]) {
  const isNew = (session: Session) => shownAssignments(context, session) === null
  const entries = sessions.filter(isNew).map(async ({ name, startUrl }) => {
    const known = await context.memory.assignments(name, startUrl)
    const { accounts, knownSince } = known ?? { accounts: [], knownSince: null }
    const assignments: Assignments = {
      status: known ? 'ready' : 'unknown',
      accounts,
      knownSince,
      progress: null,
      problem: null,
    }
    return [name, assignments] as const
  })
  return new Map(await Promise.all(entries))
}

/** What is on show stays. */
function knownAssignments(
  context: Context,
  sessions: readonly Session[],
  remembered: ReadonlyMap<string, Assignments>,
): AppState['assignments'] {
  const entries = sessions.flatMap((session) => {
    const known = shownAssignments(context, session) ?? remembered.get(session.name)
    return known ? [[session.name, known] as const] : []
  })
  return Object.fromEntries(entries)
}

/** Null where nothing was known yet, and for another start URL: that is another organization. */
function shownAssignments(context: Context, { name, startUrl }: Session): Assignments | null {
  const { sessions, assignments } = context.store.get()
  const isMoved = sessions.some((each) => each.name === name && each.startUrl !== startUrl)
  const shown = isMoved ? null : assignments[name]
  return shown && shown.status !== 'unknown' ? shown : null
}

/** Whether somebody has signed in to a session since it was last shown, here or in another program. */
function signedInSince(context: Context, sessions: readonly Session[]): (name: string) => boolean {
  const signedIn = (all: readonly Session[]) =>
    new Set(all.filter(({ status }) => status === 'signed-in').map(({ name }) => name))
  const [then, now] = [signedIn(context.store.get().sessions), signedIn(sessions)]
  return (name) => now.has(name) && !then.has(name)
}

function knownIdentities(
  context: Context,
  profiles: readonly Profile[],
  isBack: (session: string) => boolean,
): AppState['identities'] {
  const before = context.store.get()
  const [then, now] = [before.profiles, profiles].map((all) => new Map(all.map((profile) => [profile.name, profile])))
  const entries = Object.entries(before.identities)
    .filter(([name]) => isSameQuestion(then?.get(name), now?.get(name)))
    // What failed for want of a sign-in is an open question again.
    .filter(([name, { status }]) => status !== 'failed' || !isBack(now?.get(name)?.session ?? ''))
  return Object.fromEntries(entries)
}

/** An answer holds for the profile as it was asked about; an edited one is a new question. */
export function isSameQuestion(before: Profile | undefined, now: Profile | undefined): boolean {
  const key = (profile: Profile) => [profile.session, profile.accountId, profile.roleName, profile.region].join('\n')
  return before !== undefined && now !== undefined && key(before) === key(now)
}
