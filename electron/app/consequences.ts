/**
 * What follows from a change of the config file outside of it. It is read off the two documents, so that an undo is
 * followed as the change was: a renamed session takes its token along, one that is gone or leads elsewhere is signed
 * out of, a renamed profile stays the active one.
 */
import { fail, ok, type Result } from '../../shared/result.ts'
import { ownSettings, type Document } from '../aws/config/document/document.ts'
import { listProfiles } from '../aws/config/profiles.ts'
import type { Section } from '../aws/config/document/scan.ts'
import { listSessions, type SessionConfig } from '../aws/config/sessions.ts'
import { moveToken } from '../aws/sso/move-token.ts'
import { organizationOf, type SsoSession } from '../aws/sso/session.ts'
import type { Role } from '../aws/sso/credentials-cache.ts'
import { log } from '../system/log.ts'
import { stopReading } from './accounts.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'
import { withRenamedSession } from './setting-values.ts'
import { changeSettings } from './settings.ts'
import { cancelSignIn, leave, rolesFor } from './signing-in.ts'
import { renameRemembered } from './switching.ts'
import type { Consequences, Left } from './unfinished.ts'
import { noted } from './unforeseen.ts'

/** What follows from the document `before` having become `after`. Profiles may stand in the credentials file, too. */
export function consequencesOf(before: Document, after: Document, credentials: Document): Consequences {
  const { renamed, left } = sessionMoves(before, after)
  const profiles = renamed.length + left.length > 0 ? listProfiles(before, credentials) : []
  const rolesOf = ({ name }: SsoSession) => rolesFor(name, profiles, [])
  return {
    renamed: renamed.map((each) => ({ ...each, roles: rolesOf(each.from) })),
    left: left.map((each) => ({ ...each, roles: rolesOf(each.session) })),
    profile: renamedProfile(before, after),
  }
}

/**
 * Takes what follows from a change that has just been written into the caches, and the file into the state. All of it may
 * be done `again`, where another process may have been killed at it. Problem: `config-unwritable` where a cache could not
 * follow. The config file is changed all the same.
 */
export async function carryOut(
  context: Context,
  { renamed, left, profile }: Consequences,
  options: { readonly again?: boolean } = {},
): Promise<Result<null>> {
  if (profile) await renameRemembered(context, profile.from, profile.to)
  const results: Result<null>[] = []
  for (const { from, to, roles } of renamed) {
    const all = [...roles, ...(await assignedRoles(context, from)), ...(await assignedRoles(context, to))]
    results.push(await followRename(context, { from, to, roles: all }, options))
  }
  await readFiles(context)
  for (const { session, why, roles } of left) {
    results.push(await leave(context, session, [...roles, ...(await assignedRoles(context, session))]))
    if (why === 'gone') await forgetAssignments(context, session.name)
  }
  return results.find((result) => !result.ok) ?? ok(null)
}

/** What may have been used with a session besides: the state may have followed the file by now, and not know it. */
async function assignedRoles({ memory }: Context, session: SsoSession): Promise<readonly Role[]> {
  const known = await memory.assignments(session.name, session.startUrl)
  return rolesFor(session.name, [], known?.accounts ?? [])
}

interface SessionMoves {
  readonly renamed: readonly Renamed[]
  readonly left: readonly Pick<Left, 'session' | 'why'>[]
}

type Renamed = Pick<Consequences['renamed'][number], 'from' | 'to'>

/** One that is gone, and one with another name that says the same and was not there, are one that was renamed. */
export function sessionMoves(before: Document, after: Document): SessionMoves {
  const [old, now] = [before, after].map((document) => listSessions(document).map(sourceOf)) as [
    SsoSession[],
    SsoSession[],
  ]
  const come = now.filter(({ name }) => old.every((session) => session.name !== name))
  const renamed: Renamed[] = []
  const left: Pick<Left, 'session' | 'why'>[] = []
  for (const session of old) {
    const isGone = now.every(({ name }) => name !== session.name)
    const at = isGone
      ? come.findIndex((to) => organizationOf(to) === organizationOf(session) && isSame(to.scopes, session.scopes))
      : -1
    if (at !== -1) renamed.push({ from: session, to: come.splice(at, 1)[0]! })
    else if (leadsElsewhere(now, session)) left.push({ session, why: isGone ? 'gone' : 'moved' })
  }
  return { renamed, left }
}

/** Whether none of `sessions` is what `session` was: it is gone, or signs in to another organization. */
export function leadsElsewhere(sessions: readonly SsoSession[], session: SsoSession): boolean {
  const same = sessions.find(({ name }) => name === session.name)
  return !same || organizationOf(same) !== organizationOf(session)
}

export function sourceOf({ name, startUrl, region, scopes }: SessionConfig): SsoSession {
  return { name, startUrl: startUrl ?? '', region: region ?? '', scopes }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.join() === others.join()
}

async function followRename(
  context: Context,
  { from, to, roles }: Consequences['renamed'][number],
  options: { readonly again?: boolean },
): Promise<Result<null>> {
  await Promise.all([cancelSignIn(context, from.name), stopReading(context, from.name)])
  await moveAssignments(context, from, to)
  // Its browser and its page for asking go along. Best effort: they can be chosen again.
  await changeSettings(context, (values) => withRenamedSession(values, from.name, to.name))
  const moved = noted(
    `The sign-in of ${from.name} to ${to.name}`,
    await moveToken(context.sso, from, to, roles, options),
  )
  if (moved.ok) return moved
  return fail(
    'config-unwritable',
    `${from.name} is ${to.name} now, but its sign-in stayed behind. ${moved.error.message}`,
    {
      fix: 'Sign in again.',
      remedy: { kind: 'sign-in', session: to.name },
    },
  )
}

/** Best effort: it is only a memory, and can be read again. */
async function moveAssignments({ memory }: Context, from: SsoSession, to: SsoSession): Promise<void> {
  const known = await memory.assignments(from.name, from.startUrl)
  try {
    if (known) await memory.setAssignments(to.name, { ...known, startUrl: to.startUrl })
    await memory.setAssignments(from.name, null)
  } catch (error) {
    // Without it the next look at the accounts asks AWS.
    log.warn(`The assignments of ${from.name} could not be moved to ${to.name}`, error)
  }
}

async function forgetAssignments({ memory }: Context, session: string): Promise<void> {
  await memory
    .setAssignments(session, null)
    .catch((error: unknown) => log.warn(`The assignments of ${session} could not be forgotten`, error))
}

/** The one profile that goes by another name now and is otherwise what it was, if there is one. */
function renamedProfile(before: Document, after: Document): { readonly from: string; readonly to: string } | null {
  const [old, now] = [before.profiles(), after.profiles()]
  const gone = [...old].filter(([name]) => !now.has(name))
  const come = [...now].filter(([name]) => !old.has(name))
  const [one, other] = [gone[0], come[0]]
  if (!one || !other || gone.length > 1 || come.length > 1) return null
  return settingsText(before, ...one) === settingsText(after, ...other) ? { from: one[0], to: other[0] } : null
}

/** A profile that assumes a role from itself names itself. */
function settingsText(document: Document, name: string, section: Section): string {
  const settings = [...ownSettings(document, section)].map(([key, value]) => [
    key,
    key === 'source_profile' && value === name ? null : typeof value === 'string' ? value : [...value],
  ])
  return JSON.stringify(settings)
}
