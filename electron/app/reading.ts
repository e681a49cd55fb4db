/** From the files to the state: config, credentials, token caches, and what Lanyard remembers. */
import type { ConfigState, Profile, Session } from '../../shared/state.ts'
import type { Problem } from '../../shared/result.ts'
import { emptyDocument, type Document } from '../aws/config/document.ts'
import { readDocument } from '../aws/config/file.ts'
import { listProfiles } from '../aws/config/profiles.ts'
import { listSessions, type SessionConfig } from '../aws/config/sessions.ts'
import { readToken, tokenState } from '../aws/sso/token-cache.ts'
import { displayPath } from '../system/paths.ts'
import type { Context } from './context.ts'
import type { Slices } from './store.ts'

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
  const problem = config.ok ? null : config.error
  context.store.update(await slicesOf(context, problem, active, recent))
}

async function slicesOf(
  context: Context,
  problem: Problem | null,
  active: string | null,
  recent: readonly string[],
): Promise<Slices> {
  const { config, credentials } = context.documents
  const profiles = listProfiles(config, credentials)
  const sessions = await Promise.all(listSessions(config).map((session) => withToken(context, session)))
  const names = new Set(profiles.map((profile) => profile.name))
  return {
    config: configState(context, config, problem),
    sessions,
    profiles,
    assignments: await knownAssignments(context, sessions),
    identities: Object.fromEntries(
      Object.entries(context.store.get().identities).filter(([name]) => stillTheSame(context, profiles, name)),
    ),
    active: active !== null && names.has(active) ? active : null,
    recent: recent.filter((name) => names.has(name)),
  }
}

function configState(context: Context, config: Document, problem: Problem | null): ConfigState {
  const { config: file, home } = context.system.paths
  return { path: displayPath(file, home), exists: config.exists, findings: config.findings, problem }
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

/** What is on show stays; a session seen for the first time gets what was known when Lanyard last ran. */
async function knownAssignments(context: Context, sessions: readonly Session[]): Promise<Slices['assignments'] & {}> {
  const shown = context.store.get().assignments
  const before = context.store.get().sessions
  const entries = sessions.map(async (session) => {
    const now = shown[session.name]
    const moved = before.some((each) => each.name === session.name && each.startUrl !== session.startUrl)
    if (now && !moved) return [session.name, now] as const
    const known = await context.memory.assignments(session.name, session.startUrl)
    const found = { status: known ? 'ready' : 'unknown', accounts: known?.accounts ?? [] } as const
    return [session.name, { ...found, knownSince: known?.knownSince ?? null, progress: null, problem: null }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** An answer holds for the profile as it was asked about; an edited one is a new question. */
function stillTheSame(context: Context, profiles: readonly Profile[], name: string): boolean {
  const before = context.store.get().profiles.find((profile) => profile.name === name)
  const now = profiles.find((profile) => profile.name === name)
  const key = (profile: Profile) => [profile.session, profile.accountId, profile.roleName, profile.region].join('\n')
  return before !== undefined && now !== undefined && key(before) === key(now)
}
