/** lanyard profile list, show, remove: the profiles of the config file. */
import { accountName, profileCondition, profileSource, whoOf } from '../../shared/conditions.ts'
import { managedBy } from '../../shared/owners.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState, Profile } from '../../shared/state.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { pick, removalQuestion, type Question } from './choose.ts'
import { reasonOf } from './failure.ts'
import type { Line, Span } from './printer.ts'
import { facts, table } from './table.ts'
import type { Job, World } from './world.ts'

export const listProfiles: Job = async (world) => {
  const app = await world.open()
  if (!app.ok) return app
  const state = app.value.state()
  world.print.answer(
    state.profiles.map((profile) => asJson(state, profile)),
    () =>
      state.profiles.length === 0
        ? ['There is no profile yet. Add one: lanyard profile add NAME']
        : table(
            ['', 'NAME', 'STATUS', 'ACCOUNT', 'PERMISSION SET', 'REGION', 'SESSION'],
            state.profiles.map((profile) => row(world, state, profile)),
          ),
  )
  return ok(null)
}

export function showProfile(name: string | undefined): Job {
  return async (world) => {
    const app = await world.open()
    if (!app.ok) return app
    const state = app.value.state()
    const profile = await namedProfile(world, state, name)
    if (!profile.ok) return profile
    const { source } = profile.value
    world.print.answer({ ...asJson(state, profile.value), source }, () => described(world, state, profile.value))
    return profile
  }
}

export function removeProfile(name: string | undefined, options: WriteOptions): Job {
  return async (world) => {
    const opened = await world.open()
    if (!opened.ok) return opened
    const app = opened.value
    const before = app.state()
    const profile = await namedProfile(world, before, name)
    if (!profile.ok) return profile
    const change = { kind: 'remove-profile', name: profile.value.name } as const
    const question = removalQuestion(name, profile.value.name)
    return makeChange(world, app, change, { ...options, question }, () =>
      world.print.answer(asJson(before, profile.value), () => [
        `Profile ${profile.value.name} is removed from ${before.config.path}.`,
      ]),
    )
  }
}

/** What `--json` says of a profile. */
function asJson({ active }: AppState, profile: Profile) {
  const { name, session, accountId, roleName, region, output, kind, managedBy: owner } = profile
  const managed = owner === undefined ? {} : { managedBy: owner }
  return { name, session, accountId, roleName, region, output, kind, ...managed, active: name === active }
}

/** Prints the profile as it is now. */
export function answerProfile({ print }: World, state: AppState, name: string, lines: readonly Line[]): void {
  const profile = state.profiles.find((each) => each.name === name)
  print.answer(profile ? asJson(state, profile) : null, () => lines)
}

/** The profile of that name; without a name, the one that a person picks. */
export async function namedProfile(world: World, state: AppState, name: string | undefined): Promise<Result<Profile>> {
  const chosen = name === undefined ? await pick(world.ask, whichProfile(state)) : ok(name)
  if (!chosen.ok) return chosen
  const profile = state.profiles.find((each) => each.name === chosen.value)
  return profile ? ok(profile) : noProfile(chosen.value)
}

export function noProfile(name: string) {
  return fail('not-found', `There is no profile ${name}.`, {
    fix: 'See what there is: lanyard profile list',
    field: 'profile',
  })
}

export function whichProfile(state: AppState): Question {
  const label = (profile: Profile) =>
    [profile.name, accountOf(state, profile), whoOf(profile).roleName]
      .filter((part) => part !== null && part !== '–')
      .join('  ')
  return {
    what: 'profile',
    how: 'its name',
    choices: state.profiles.map((profile) => ({ value: profile.name, label: label(profile) })),
    preset: state.active ?? undefined,
    none: 'Add one: lanyard profile add NAME',
  }
}

function row(world: World, state: AppState, profile: Profile): readonly Span[] {
  return [
    profile.name === state.active ? { text: '●', tone: 'ok' } : '',
    { text: profile.name, tone: 'strong' },
    standing(world, state, profile),
    accountOf(state, profile),
    whoOf(profile).roleName ?? '–',
    profile.region ?? '–',
    profile.session ?? '–',
  ]
}

function described(world: World, state: AppState, profile: Profile): readonly Line[] {
  const { problem } = profileCondition(state, profile, world.system.clock.now())
  return [
    ...facts([
      ['Name', { text: profile.name, tone: 'strong' }],
      ['Status', standing(world, state, profile)],
      ['Session', profile.session ?? '–'],
      ['Account', accountOf(state, profile)],
      [profile.kind === 'other' ? 'Role' : 'Permission set', whoOf(profile).roleName ?? '–'],
      ['Credentials', profileSource(state, profile)],
      ['Region', profile.region ?? '–'],
      ['Output', profile.output ?? '–'],
      ['Active', profile.name === state.active ? 'yes' : 'no'],
    ]),
    ...(profile.managedBy === undefined ? [] : [managedBy([profile.managedBy])]),
    ...(profile.otherAnswer === undefined ? [] : [{ text: profile.otherAnswer, tone: 'warn' } as const]),
    ...reasonOf(problem),
  ]
}

function standing(world: World, state: AppState, profile: Profile): Span {
  const { words, tone } = profileCondition(state, profile, world.system.clock.now())
  return { text: words, tone }
}

function accountOf(state: AppState, profile: Profile): string {
  const { accountId } = whoOf(profile)
  if (accountId === null) return '–'
  const name = accountName(state, profile)
  return name === null ? accountId : `${name} ${accountId}`
}
