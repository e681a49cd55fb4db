/** lanyard session …: the sso-session sections of the config file. */
import { regionOfStartUrl } from '../../shared/aws-hosts.ts'
import { sessionCondition } from '../../shared/conditions.ts'
import { checkRegion, checkStartUrl } from '../../shared/names.ts'
import { tidyStartUrl } from '../../shared/start-url.ts'
import { regions } from '../../shared/regions.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState, Session } from '../../shared/state.ts'
import { momentInWords } from '../../shared/time.ts'
import type { Ask } from './ask.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { pick } from './choose.ts'
import { reasonOf } from './failure.ts'
import type { Line } from './printer.ts'
import { facts, table } from './table.ts'
import { shellWord } from './text.ts'
import type { Job, World } from './world.ts'

export interface AddOptions extends WriteOptions {
  readonly startUrl?: string
  readonly region?: string
  readonly scopes?: readonly string[]
}

export function addSession(name: string, { startUrl, region, scopes = [], ...options }: AddOptions): Job {
  return async (world) => {
    const url = startUrl === undefined ? await askStartUrl(world.ask) : ok(startUrl)
    if (!url.ok) return url
    const known = region ?? regionOfStartUrl(url.value)
    const place = known === null ? await askRegion(world.ask) : ok(known)
    if (!place.ok) return place
    const app = await world.open()
    if (!app.ok) return app
    const draft = { name, startUrl: url.value, region: place.value, scopes }
    const word = shellWord(name)
    return makeChange(world, app.value, { kind: 'create-session', draft }, options, () =>
      answerSession(world, app.value.state(), name, [
        `Session ${name} is in ${app.value.state().config.path}: ${draft.startUrl}, ${draft.region}.`,
        ...(word === null ? [] : [`Sign in: lanyard login ${word}`]),
      ]),
    )
  }
}

/** Prints the session as it is now. */
export function answerSession({ print }: World, { sessions }: AppState, name: string, lines: readonly Line[]): void {
  const session = sessions.find((each) => each.name === name)
  print.answer(session ? asJson(session) : null, () => lines)
}

export const listSessions: Job = async (world) => {
  const app = await world.open()
  if (!app.ok) return app
  const state = app.value.state()
  world.print.answer(state.sessions.map(asJson), () =>
    state.sessions.length === 0
      ? ['There is no session yet. Add one: lanyard session add NAME --start-url URL --region REGION']
      : table(
          ['NAME', 'STATUS', 'REGION', 'START URL'],
          state.sessions.map((session) => [
            { text: session.name, tone: 'strong' },
            standing(state, session, world),
            session.region,
            session.startUrl,
          ]),
        ),
  )
  return ok(null)
}

export function showSession(name: string | undefined): Job {
  return async (world) => {
    const app = await world.open()
    if (!app.ok) return app
    const state = app.value.state()
    const session = await namedSession(world, state, name)
    if (!session.ok) return session
    world.print.answer(asJson(session.value), () => described(state, session.value, world))
    return session
  }
}

/** What `--json` says of a session. */
export function asJson({ name, startUrl, region, scopes, status, expiresAt, end }: Session) {
  return { name, startUrl: startUrl || null, region: region || null, scopes, status, expiresAt, end }
}

function standing(state: AppState, session: Session, world: World) {
  const { words, tone } = sessionCondition(state, session, world.system.clock.now())
  return { text: words, tone }
}

function described(state: AppState, session: Session, world: World): readonly Line[] {
  const users = state.profiles.filter((profile) => profile.session === session.name).map((profile) => profile.name)
  return [
    ...facts([
      ['Name', { text: session.name, tone: 'strong' }],
      ['Status', standing(state, session, world)],
      ...endOf(session, world),
      ['Start URL', session.startUrl],
      ['Region', session.region],
      ['Scopes', session.scopes.join(', ') || '–'],
      ['Profiles', users.join(', ') || '–'],
    ]),
    ...reasonOf(session.problem),
  ]
}

/** When the organization ends the session, whatever renews itself until then. */
function endOf({ end }: Session, world: World): readonly (readonly [string, string])[] {
  if (end === null) return []
  const moment = momentInWords(Date.parse(end.at), world.system.clock.now())
  return [['Session ends', end.isKnown ? moment : `about ${moment} (an estimate)`]]
}

/** The session of that name; without a name, the one that a person picks. */
export async function namedSession(world: World, state: AppState, name: string | undefined): Promise<Result<Session>> {
  const chosen = name === undefined ? await pick(world.ask, question(state)) : ok(name)
  if (!chosen.ok) return chosen
  const session = state.sessions.find((each) => each.name === chosen.value)
  return session ? ok(session) : noSession(chosen.value)
}

export function noSession(name: string) {
  return fail('not-found', `There is no session ${name}.`, {
    fix: 'See what there is: lanyard session list',
    field: 'session',
  })
}

/** Which session? */
export function question(state: AppState) {
  return {
    what: 'session',
    how: 'its name',
    choices: state.sessions.map(({ name }) => ({ value: name, label: name })),
    preset: state.profiles.find((profile) => profile.name === state.active)?.session ?? undefined,
    none: 'Add one: lanyard session add NAME --start-url URL --region REGION',
  }
}

export async function askStartUrl(ask: Ask | null, preset?: string): Promise<Result<string>> {
  if (ask) {
    const typed = await ask.text('Start URL', { check: (text) => checkStartUrl(tidyStartUrl(text)), preset })
    return typed.ok ? ok(tidyStartUrl(typed.value)) : typed
  }
  return fail('invalid-input', 'The start URL is missing.', { fix: 'Give --start-url URL.', field: 'startUrl' })
}

export async function askRegion(ask: Ask | null, preset = 'us-east-1'): Promise<Result<string>> {
  if (!ask) return fail('invalid-input', 'The region is missing.', { fix: 'Give --region REGION.', field: 'region' })
  const choices = regions.map(({ code, name }) => ({ value: code, label: `${code}  ${name}` }))
  const other = (text: string) => (checkRegion(text) === null ? { value: text, label: text } : null)
  return ask.pick('Region of the IAM Identity Center', choices, { preset, other })
}
