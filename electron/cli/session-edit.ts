/** lanyard session edit, rename, remove. */
import type { SessionDraft } from '../../shared/contract.ts'
import { fail, fixes, ok, type Result } from '../../shared/result.ts'
import type { AppState, Session } from '../../shared/state.ts'
import type { Ask } from './ask.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { askNewName, removalQuestion, shortList } from './choose.ts'
import { answerSession, asJson, askRegion, askStartUrl, namedSession, type AddOptions } from './sessions.ts'
import type { Job, World } from './world.ts'

/** What is left out stays; on a terminal, where all of it is, each is asked for. */
export function editSession(name: string | undefined, { startUrl, region, scopes, ...options }: AddOptions): Job {
  return async (world) => {
    const opened = await openToLeave(world, options)
    if (!opened.ok) return opened
    const app = opened.value
    const session = await namedSession(world, app.state(), name)
    if (!session.ok) return session
    const given = {
      ...(startUrl !== undefined && { startUrl }),
      ...(region !== undefined && { region }),
      ...(scopes !== undefined && { scopes }),
    }
    const answers = Object.keys(given).length > 0 ? ok(given) : await askDraft(world.ask, session.value)
    if (!answers.ok) return answers
    const called = session.value.name
    return makeChange(
      world,
      app,
      { kind: 'update-session', draft: { name: called, ...answers.value } },
      options,
      ({ id }) =>
        answerSession(world, app.state(), called, [
          id === null ? `Session ${called} is like that already.` : `Session ${called} is changed.`,
        ]),
    )
  }
}

async function askDraft(ask: Ask | null, session: Session): Promise<Result<Partial<SessionDraft>>> {
  if (!ask) {
    return fail('invalid-input', 'There is nothing to change.', { fix: 'Give --start-url, --region or --scopes.' })
  }
  const startUrl = await askStartUrl(ask, session.startUrl || undefined)
  if (!startUrl.ok) return startUrl
  const region = await askRegion(ask, session.region || undefined)
  return region.ok ? ok({ startUrl: startUrl.value, region: region.value }) : region
}

export function renameSession(name: string | undefined, to: string | undefined, options: WriteOptions): Job {
  return async (world) => {
    const opened = await world.open()
    if (!opened.ok) return opened
    const app = opened.value
    const session = await namedSession(world, app.state(), name)
    if (!session.ok) return session
    const other = to === undefined ? await askNewName(world.ask, 'session', app.state().sessions) : ok(to)
    if (!other.ok) return other
    const change = { kind: 'rename-session', name: session.value.name, to: other.value } as const
    return makeChange(world, app, change, options, () => {
      const users = usersOf(app.state(), other.value)
      answerSession(world, app.state(), other.value, [
        `Session ${session.value.name} is ${other.value} now.`,
        ...(users.length > 0 ? [`Its profiles use it by that name: ${shortList(users)}.`] : []),
      ])
    })
  }
}

export interface RemoveOptions extends WriteOptions {
  readonly withProfiles?: boolean
}

export function removeSession(name: string | undefined, { withProfiles = false, ...options }: RemoveOptions): Job {
  return async (world) => {
    const opened = await openToLeave(world, options)
    if (!opened.ok) return opened
    const app = opened.value
    const session = await namedSession(world, app.state(), name)
    if (!session.ok) return session
    const called = session.value.name
    const users = withProfiles ? usersOf(app.state(), called) : []
    const change = { kind: 'remove-session', name: called, withProfiles } as const
    const question =
      users.length > 0 ? `Remove ${called}, and with it ${shortList(users)}?` : removalQuestion(name, called)
    const removed = await makeChange(world, app, change, { ...options, question }, () =>
      world.print.answer(withProfiles ? { ...asJson(session.value), profiles: users } : asJson(session.value), () => [
        `Session ${called} is removed from ${app.state().config.path}.`,
        ...(users.length > 0 ? [`So are its profiles: ${shortList(users)}.`] : []),
      ]),
    )
    // What is more precise than the fix of its code is about other users than its profiles.
    if (removed.ok || removed.error.fix !== fixes['in-use']) return removed
    const fix = 'Remove them as well with --with-profiles, or give them another session.'
    return { ok: false, error: { ...removed.error, fix } }
  }
}

/** A session that goes, or leads elsewhere, is signed out of as well. */
function openToLeave(world: World, { dryRun = false }: WriteOptions) {
  return dryRun ? world.open() : world.openForAws()
}

function usersOf({ profiles }: AppState, session: string): readonly string[] {
  return profiles.filter((profile) => profile.session === session).map(({ name }) => name)
}
