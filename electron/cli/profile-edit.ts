/** lanyard profile edit, rename, duplicate. */
import { checkAccountId, checkRoleName } from '../../shared/names.ts'
import type { ProfileDraft } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AppState, Profile } from '../../shared/state.ts'
import type { Ask } from './ask.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { askNewName, pick } from './choose.ts'
import { askRegion, type AddOptions } from './profile-add.ts'
import { answerProfile, namedProfile } from './profiles.ts'
import { question } from './sessions.ts'
import type { Job, World } from './world.ts'

type Settings = Omit<ProfileDraft, 'name'>

/** What is left out stays; on a terminal, where all of it is, each is asked for. */
export function editProfile(name: string | undefined, options: AddOptions): Job {
  return async (world) => {
    const opened = await world.open()
    if (!opened.ok) return opened
    const app = opened.value
    const profile = await namedProfile(world, app.state(), name)
    if (!profile.ok) return profile
    const settings = await completed(world.ask, app.state(), profile.value, given(options))
    if (!settings.ok) return settings
    const called = profile.value.name
    const change = { kind: 'update-profile', draft: { name: called, ...settings.value } } as const
    return makeChange(world, app, change, options, ({ id }) =>
      answerProfile(world, app.state(), called, [
        id === null ? `Profile ${called} is like that already.` : `Profile ${called} is changed.`,
      ]),
    )
  }
}

export function renameProfile(name: string | undefined, to: string | undefined, options: WriteOptions): Job {
  return async (world) => {
    const opened = await world.open()
    if (!opened.ok) return opened
    const app = opened.value
    const names = await bothNames(world, app.state(), name, to)
    if (!names.ok) return names
    return makeChange(world, app, { kind: 'rename-profile', ...names.value }, options, () =>
      answerProfile(world, app.state(), names.value.to, [`Profile ${names.value.name} is ${names.value.to} now.`]),
    )
  }
}

export function duplicateProfile(name: string | undefined, to: string | undefined, options: AddOptions): Job {
  return async (world) => {
    const opened = await world.open()
    if (!opened.ok) return opened
    const app = opened.value
    const names = await bothNames(world, app.state(), name, to)
    if (!names.ok) return names
    const change = { kind: 'duplicate-profile', ...names.value, settings: given(options) } as const
    return makeChange(world, app, change, options, () =>
      answerProfile(world, app.state(), names.value.to, [
        `Profile ${names.value.to}, a copy of ${names.value.name}, is in ${app.state().config.path}.`,
      ]),
    )
  }
}

async function bothNames(
  world: World,
  state: AppState,
  name: string | undefined,
  to: string | undefined,
): Promise<Result<{ readonly name: string; readonly to: string }>> {
  const profile = await namedProfile(world, state, name)
  if (!profile.ok) return profile
  const other = to === undefined ? await askNewName(world.ask, 'profile', state.profiles) : ok(to)
  return other.ok ? ok({ name: profile.value.name, to: other.value }) : other
}

/** What the options say of the settings; an empty text takes the key away. */
function given({ session, account, role, region, output }: AddOptions): Partial<Settings> {
  return {
    ...(session !== undefined && { session }),
    ...(account !== undefined && { accountId: account }),
    ...(role !== undefined && { roleName: role }),
    ...(region !== undefined && { region: region || null }),
    ...(output !== undefined && { output: output || null }),
  }
}

/** What is `given`; the rest stays. What `profile` needs and has not is asked for. */
async function completed(
  ask: Ask | null,
  state: AppState,
  profile: Profile,
  given: Partial<Settings>,
): Promise<Result<Partial<Settings>>> {
  const all = Object.keys(given).length === 0
  if (all && !ask) {
    const fix = 'Give --session, --account, --role, --region or --output.'
    return fail('invalid-input', 'There is nothing to change.', { fix })
  }
  if (profile.kind === 'other' && given.session === undefined) {
    const fix = 'To make it do so, give --session, --account and --role.'
    return fail('unsupported-profile', `${profile.name} does not use IAM Identity Center.`, { fix })
  }
  const isWhole = profile.session !== null && profile.accountId !== null && profile.roleName !== null
  if (isWhole && !all) return ok(given)
  const wanted = { ...profile, ...given }
  // Never taken for given, or a profile with a start URL of its own would change over without a word.
  const which = {
    ...question(state),
    how: '--session NAME',
    ...(wanted.session !== null && { preset: wanted.session }),
  }
  const session = wanted.session === null || all ? await pick(ask, which) : ok(wanted.session)
  if (!session.ok) return session
  const text = async (key: 'accountId' | 'roleName'): Promise<Result<string>> => {
    const { what, option, check } = texts[key]
    if (wanted[key] !== null && !all) return ok(wanted[key])
    if (ask) return ask.text(what, { check, preset: wanted[key] ?? undefined })
    return fail('invalid-input', `${profile.name} has no ${what.toLowerCase()}.`, {
      fix: `Give ${option}.`,
      field: key,
    })
  }
  const accountId = await text('accountId')
  if (!accountId.ok) return accountId
  const roleName = await text('roleName')
  if (!roleName.ok) return roleName
  const region = all ? await askRegion(ask, wanted.region ?? 'none') : ok(wanted.region)
  if (!region.ok) return region
  const parts = { session: session.value, accountId: accountId.value, roleName: roleName.value }
  return ok({ ...parts, region: region.value, output: wanted.output })
}

const texts = {
  accountId: { what: 'Account number', option: '--account ID', check: checkAccountId },
  roleName: { what: 'Permission set', option: '--role NAME', check: checkRoleName },
} as const
