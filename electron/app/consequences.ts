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
import { noted } from './unforeseen.ts'

/**
 * Takes the document `after`, which has just been written in the place of `before`, into the state and the caches.
 * Problem: `config-unwritable` where a cache could not follow. The config file is changed all the same.
 */
export async function takeConsequences(context: Context, before: Document, after: Document): Promise<Result<null>> {
  const sessions = sessionMoves(before, after)
  const profile = renamedProfile(before, after)
  if (profile) await renameRemembered(context, profile.from, profile.to)
  const results: Result<null>[] = []
  for (const { from, to } of sessions.renamed) {
    results.push(await followRename(context, from, to, await rolesIn(context, before, from)))
  }
  await readFiles(context)
  for (const { from, isGone } of sessions.left) {
    results.push(await leave(context, from, await rolesIn(context, before, from)))
    if (isGone) await forgetAssignments(context, from.name)
  }
  return results.find((result) => !result.ok) ?? ok(null)
}

/** What may have been used with a session of `before`. The state may have followed the file by now, and not know it. */
async function rolesIn(context: Context, before: Document, session: SsoSession): Promise<readonly Role[]> {
  const known = await context.memory.assignments(session.name, session.startUrl)
  return rolesFor(session.name, listProfiles(before, context.documents.credentials), known?.accounts ?? [])
}

interface SessionMoves {
  readonly renamed: readonly { readonly from: SsoSession; readonly to: SsoSession }[]
  /** Those to sign out of: they are not in the file any more, or lead elsewhere. */
  readonly left: readonly { readonly from: SsoSession; readonly isGone: boolean }[]
}

/** One that is gone, and one with another name that says the same and was not there, are one that was renamed. */
export function sessionMoves(before: Document, after: Document): SessionMoves {
  const [old, now] = [before, after].map((document) => listSessions(document).map(sourceOf)) as [
    SsoSession[],
    SsoSession[],
  ]
  const come = now.filter(({ name }) => old.every((session) => session.name !== name))
  const renamed: { from: SsoSession; to: SsoSession }[] = []
  const left: { from: SsoSession; isGone: boolean }[] = []
  for (const from of old) {
    const same = now.find(({ name }) => name === from.name)
    const at = same
      ? -1
      : come.findIndex((to) => organizationOf(to) === organizationOf(from) && isSame(to.scopes, from.scopes))
    if (at !== -1) renamed.push({ from, to: come.splice(at, 1)[0]! })
    else if (!same || organizationOf(same) !== organizationOf(from)) left.push({ from, isGone: !same })
  }
  return { renamed, left }
}

function sourceOf({ name, startUrl, region, scopes }: SessionConfig): SsoSession {
  return { name, startUrl: startUrl ?? '', region: region ?? '', scopes }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.join() === others.join()
}

async function followRename(
  context: Context,
  from: SsoSession,
  to: SsoSession,
  roles: readonly Role[],
): Promise<Result<null>> {
  await Promise.all([cancelSignIn(context, from.name), stopReading(context, from.name)])
  await moveAssignments(context, from, to)
  // Its browser and its page for asking go along. Best effort: they can be chosen again.
  await changeSettings(context, (values) => withRenamedSession(values, from.name, to.name))
  const moved = noted(`The sign-in of ${from.name} to ${to.name}`, await moveToken(context.sso, from, to, roles))
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
