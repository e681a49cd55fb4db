/** From the files to the state: config, credentials, token caches, and what Lanyard remembers. */
import type { AppState, Assignments, ConfigState, Profile, Session } from '../../shared/state.ts'
import type { Result } from '../../shared/result.ts'
import { emptyDocument } from '../aws/config/document.ts'
import { readDocument } from '../aws/config/file.ts'
import { listProfiles } from '../aws/config/profiles.ts'
import { listSessions, type SessionConfig } from '../aws/config/sessions.ts'
import { readToken, tokenState } from '../aws/sso/token-cache.ts'
import { displayPath } from '../system/paths.ts'
import type { Context } from './context.ts'

/**
 * Reads everything again and takes what differs into the state. A config file that cannot be read leaves the last good
 * state on show, with the reason. Readings never overlap: callers who come while one runs share the next.
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

async function readOnce(context: Context): Promise<void> {
  const { paths } = context.system
  const [config, credentials, active, recent] = await Promise.all([
    readDocument(paths.config),
    readDocument(paths.credentials),
    context.memory.active(),
    context.memory.recent(),
  ])
  if (config.ok) {
    context.documents = { config: config.value, credentials: credentials.ok ? credentials.value : emptyDocument }
  }
  const listed = listSessions(context.documents.config)
  const sessions = await Promise.all(listed.map((session) => withToken(context, session)))
  const remembered = await rememberedAssignments(context, sessions)
  // Nothing is awaited from here on, or what others put into the state meanwhile would be undone.
  const profiles = listProfiles(context.documents.config, context.documents.credentials)
  const names = new Set(profiles.map((profile) => profile.name))
  context.store.update({
    config: configState(
      context,
      [config, credentials].find((file) => !file.ok),
    ),
    sessions,
    profiles,
    assignments: knownAssignments(context, sessions, remembered),
    identities: knownIdentities(context, profiles),
    active: active !== null && names.has(active) ? active : null,
    recent: recent.filter((name) => names.has(name)),
  })
}

function configState(context: Context, unread: Result<unknown> | undefined): ConfigState {
  const { config: file, home } = context.system.paths
  const { exists, findings } = context.documents.config
  return {
    path: displayPath(file, home),
    exists,
    findings,
    isStale: false,
    problem: unread?.ok === false ? unread.error : null,
  }
}

async function withToken(context: Context, session: SessionConfig): Promise<Session> {
  const { name, startUrl, region, scopes, problem } = session
  const source = { name, startUrl: startUrl ?? '', region: region ?? '', scopes }
  const token = tokenState(
    await readToken(context.sso.paths.ssoCache, source),
    context.system.clock.now(),
    context.sso.rejected.get(name),
  )
  return { name, startUrl: startUrl ?? '', region: region ?? '', scopes, ...token, problem: problem ?? token.problem }
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

/** Those of another start URL are of another organization, and null here. */
function shownAssignments(context: Context, { name, startUrl }: Session): Assignments | null {
  const { sessions, assignments } = context.store.get()
  const isMoved = sessions.some((each) => each.name === name && each.startUrl !== startUrl)
  return (isMoved ? null : assignments[name]) ?? null
}

function knownIdentities(context: Context, profiles: readonly Profile[]): AppState['identities'] {
  const before = context.store.get()
  const [then, now] = [before.profiles, profiles].map((all) => new Map(all.map((profile) => [profile.name, profile])))
  const entries = Object.entries(before.identities).filter(([name]) => isSameQuestion(then?.get(name), now?.get(name)))
  return Object.fromEntries(entries)
}

/** An answer holds for the profile as it was asked about; an edited one is a new question. */
export function isSameQuestion(before: Profile | undefined, now: Profile | undefined): boolean {
  const key = (profile: Profile) => [profile.session, profile.accountId, profile.roleName, profile.region].join('\n')
  return before !== undefined && now !== undefined && key(before) === key(now)
}
