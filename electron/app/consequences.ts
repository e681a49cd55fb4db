/**
 * What follows from a change of the config file outside of it. It is read off the two documents, so that an undo is
 * followed as the change was: a renamed session takes its token along, one that is gone or leads elsewhere is signed
 * out of, a renamed profile stays the active one.
 */
import type { SessionDraft } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/result.ts'
import { ownSettings, type Document } from '../aws/config/document.ts'
import { listSessions, type SessionConfig } from '../aws/config/sessions.ts'
import { portalUrl } from '../aws/console-url.ts'
import { moveToken } from '../aws/sso/move-token.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'
import { cancelSignIn, leave, rolesOf } from './signing-in.ts'
import { renameRemembered } from './switching.ts'

/** Takes the document `after`, which has just been written in the place of `before`, into the state and the caches. */
export async function takeConsequences(context: Context, before: Document, after: Document): Promise<Result<null>> {
  const { left, renamed } = sessionMoves(listSessions(before), listSessions(after))
  const known = context.store.get().sessions
  const leaving = left.flatMap((name) => known.filter((session) => session.name === name))
  const roles = new Map(leaving.map(({ name }) => [name, rolesOf(context, name)]))
  const profile = renamedProfile(before, after)
  if (profile) await renameRemembered(context, profile.from, profile.to)
  const moved: Result<null>[] = []
  for (const { from, to } of renamed) moved.push(await followRename(context, from, to))
  await readFiles(context)
  for (const session of leaving) {
    moved.push(await leave(context, session, roles.get(session.name) ?? []))
    if (!listSessions(after).some(({ name }) => name === session.name)) {
      await context.memory.forgetAssignments(session.name)
    }
  }
  return moved.find((result) => !result.ok) ?? ok(null)
}

interface Renamed<T> {
  readonly from: T
  readonly to: T
}

/** Sessions that are signed out of, by name, and those that go by another name now. */
export function sessionMoves(before: readonly SessionConfig[], after: readonly SessionConfig[]) {
  const [old, now] = [before, after].map((sessions) => new Map(sessions.map((session) => [session.name, session])))
  const gone = before.filter(({ name }) => !now!.has(name))
  const come = after.filter(({ name }) => !old!.has(name))
  const renamed: Renamed<SessionConfig>[] = []
  for (const from of gone) {
    const at = come.findIndex((to) => leadsTo(to) === leadsTo(from) && to.scopes.join() === from.scopes.join())
    if (at !== -1) renamed.push({ from, to: come.splice(at, 1)[0]! })
  }
  const moved = before.filter(
    (session) => now!.has(session.name) && leadsTo(now!.get(session.name)!) !== leadsTo(session),
  )
  const left = [...gone.filter((session) => renamed.every(({ from }) => from !== session)), ...moved]
  return { left: left.map(({ name }) => name), renamed }
}

/** A token of one organization is none of another's. */
function leadsTo({ startUrl, region }: Pick<SessionConfig, 'startUrl' | 'region'>): string {
  return `${startUrl === null ? '' : portalUrl(startUrl)} ${region}`
}

async function followRename(context: Context, from: SessionConfig, to: SessionConfig): Promise<Result<null>> {
  await cancelSignIn(context, from.name)
  if (from.startUrl === null || from.region === null) return ok(null)
  const { startUrl, region } = from
  const source = ({ name, scopes }: Pick<SessionDraft, 'name' | 'scopes'>) => ({ name, startUrl, region, scopes })
  const moved = await moveToken(context.sso, source(from), source(to))
  const known = await context.memory.assignments(from.name, startUrl)
  if (known) await context.memory.setAssignments(to.name, known).catch(() => undefined)
  await context.memory.forgetAssignments(from.name).catch(() => undefined)
  return moved
}

/** The one profile that goes by another name now and is otherwise what it was, if there is one. */
function renamedProfile(before: Document, after: Document): Renamed<string> | null {
  const [old, now] = [before.profiles(), after.profiles()]
  const gone = [...old].filter(([name]) => !now.has(name))
  const come = [...now].filter(([name]) => !old.has(name))
  const [one, other] = [gone[0], come[0]]
  if (!one || !other || gone.length > 1 || come.length > 1) return null
  const same = settingsText(before, one[1]) === settingsText(after, other[1])
  return same ? { from: one[0], to: other[0] } : null
}

function settingsText(document: Document, section: Parameters<typeof ownSettings>[1]): string {
  return JSON.stringify(
    [...ownSettings(document, section)].map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  )
}
