/** The tray's `All profiles`: by session, then by account, in menus that fit on a screen. */
import { accountName, profileCondition, whoOf } from '../../shared/conditions.ts'
import type { AppState, Profile } from '../../shared/state.ts'
import { clean, fits, menu, split, text } from './menu.ts'
import type { LabelledNode } from './menu.ts'

/** One click switches to `profile`; what keeps it from working stands beside its name. */
export function profileChoice(state: AppState, profile: Profile, now: number): LabelledNode {
  const { kind, words } = profileCondition(state, profile, now)
  const silent = kind === 'ready' || kind === 'verified' || kind === 'checking' || kind === 'other'
  const name = clean(profile.name, 40)
  return {
    kind: 'choice',
    label: silent ? name : `${name}  (${words.charAt(0).toLowerCase()}${words.slice(1)})`,
    chosen: profile.name === state.active,
    action: { kind: 'call', name: 'profile.switch', input: { profile: profile.name } },
  }
}

/** Every profile. The level of the sessions is left out where there is one alone. */
export function allProfiles(state: AppState, now: number): readonly LabelledNode[] {
  const groups = grouped(state.profiles, groupName).map(([name, its]) => ({ name, items: byAccount(state, its, now) }))
  const [only] = groups
  if (groups.length === 1 && only) return only.items
  return split(groups.map(({ name, items }) => menu(name, items)))
}

/** Names in the order that people expect: no case, digits by their value. */
export function byLabel(a: string, b: string): number {
  return a.localeCompare(b, 'en', { sensitivity: 'base', numeric: true })
}

/** Under the account's name where all of it fits on a screen, else in a submenu for each account. */
function byAccount(state: AppState, profiles: readonly Profile[], now: number): readonly LabelledNode[] {
  const accounts = grouped(profiles, (profile) => accountLabel(state, profile)).map(([name, its]) => ({
    name,
    items: its.sort((a, b) => byLabel(a.name, b.name)).map((profile) => profileChoice(state, profile, now)),
  }))
  const flat = accounts.flatMap(({ name, items }) => [text(name), ...items])
  if (fits(flat)) return flat
  // A range of accounts is named without their numbers, of which half would be cut off.
  const names = new Map(profiles.map((profile) => [accountLabel(state, profile), accountName(state, profile)]))
  return split(
    accounts.map(({ name, items }) => menu(name, split(items))),
    ({ label }) => names.get(label) ?? label,
  )
}

function accountLabel(state: AppState, profile: Profile): string {
  const { accountId } = whoOf(profile)
  if (accountId === null) return 'No account'
  const name = accountName(state, profile)
  return name === null ? accountId : `${clean(name, 32)} (${accountId})`
}

function groupName(profile: Profile): string {
  if (profile.session !== null) return clean(profile.session, 40)
  return profile.kind === 'legacy-sso' ? 'Without a session' : 'Not IAM Identity Center'
}

function grouped(profiles: readonly Profile[], key: (profile: Profile) => string): [string, Profile[]][] {
  return [...Map.groupBy(profiles, key)].sort(([a], [b]) => byLabel(a, b))
}
