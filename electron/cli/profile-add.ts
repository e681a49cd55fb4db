/** lanyard profile add: what is missing is asked for, or taken when there is only one answer. */
import { checkNewName, checkRegion, nameTaken, suggestProfileName, suggestRegion } from '../../shared/names.ts'
import type { ProfileDraft } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import type { App } from '../app/app.ts'
import type { Ask } from './ask.ts'
import { chooseAssignment } from './assignment.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { choose } from './choose.ts'
import { answerProfile } from './profiles.ts'
import { noSession, question } from './sessions.ts'
import { signInPage, type SignInPage } from './signing-in.ts'
import { facts } from './table.ts'
import { shellWord } from './text.ts'
import type { Job, World } from './world.ts'

export interface AddOptions extends WriteOptions {
  readonly session?: string
  readonly account?: string
  readonly role?: string
  readonly region?: string
  readonly output?: string
}

export function addProfile(name: string | undefined, options: AddOptions): Job {
  return async (world) => {
    const page = signInPage(world, true)
    const needsAws = options.account === undefined || options.role === undefined
    const opened = await (needsAws ? world.openForAws({ browser: page }) : world.open())
    if (!opened.ok) return opened
    const app = opened.value
    if (name !== undefined && app.state().profiles.some((profile) => profile.name === name)) {
      return fail('name-taken', nameTaken('profile', name), { field: 'name' })
    }
    const draft = await complete(world, app, page, name, options)
    if (!draft.ok) return draft
    const { name: called } = draft.value
    const word = shellWord(called)
    return makeChange(world, app, { kind: 'create-profiles', drafts: [draft.value] }, options, () =>
      answerProfile(world, app.state(), called, [
        `Profile ${called} is in ${app.state().config.path}.`,
        ...(word === null
          ? []
          : facts([
              ['Check it', `lanyard whoami ${word}`],
              ['Use it', `lanyard switch ${word}`],
            ])),
      ]),
    )
  }
}

/** The draft with every answer in it. */
async function complete(
  world: World,
  app: App,
  page: SignInPage,
  name: string | undefined,
  options: AddOptions,
): Promise<Result<ProfileDraft>> {
  const session = options.session === undefined ? await chooseSession(world, app.state()) : ok(options.session)
  if (!session.ok) return session
  const known = app.state().sessions.find((each) => each.name === session.value)
  if (!known) return noSession(session.value)
  const { account, role } = options
  const given = account !== undefined && role !== undefined
  const assignment = given
    ? ok({ accountId: account, roleName: role })
    : await chooseAssignment(world, app, page, { session: known.name, account, role })
  if (!assignment.ok) return assignment
  const preset = suggestRegion(app.state(), known.name)
  // One answer is always possible, so it is asked only where other questions are.
  const region =
    options.region === undefined && !given ? await askRegion(world.ask, preset) : ok(options.region ?? preset)
  if (!region.ok) return region
  const parts = { session: known.name, ...assignment.value }
  const called = name === undefined ? await askName(world, app, parts) : ok(name)
  if (!called.ok) return called
  return ok({ name: called.value, ...parts, region: region.value || null, output: options.output || null })
}

function chooseSession(world: World, state: AppState): Promise<Result<string>> {
  return choose(world.ask, { ...question(state), how: '--session NAME' })
}

export async function askRegion(ask: Ask | null, preset: string): Promise<Result<string | null>> {
  if (!ask) return ok(preset)
  const check = (text: string) => (text === 'none' ? null : checkRegion(text))
  const answer = await ask.text('Region for this profile (none leaves it out)', { check, preset })
  return answer.ok && answer.value === 'none' ? ok(null) : answer
}

async function askName(
  { ask }: World,
  app: App,
  parts: Pick<ProfileDraft, 'session' | 'accountId' | 'roleName'>,
): Promise<Result<string>> {
  if (!ask)
    return fail('invalid-input', 'The name of the profile is missing.', { fix: 'Give it: lanyard profile add NAME' })
  const { settings, profiles, assignments } = app.state()
  const taken = new Set(profiles.map((profile) => profile.name))
  const account = assignments[parts.session]?.accounts.find((each) => each.accountId === parts.accountId)
  const preset = suggestProfileName(
    settings.nameTemplate,
    { ...parts, accountName: account?.accountName ?? null },
    taken,
  )
  const check = (text: string) => checkNewName(text, 'profile', taken)
  return ask.text('Name of the profile', { check, preset })
}
