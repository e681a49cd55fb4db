/** What a person takes of a shared set-up, and under which names. */
import type { ImportChoice } from '../../shared/contract.ts'
import type { SharedItem, SharedSetup } from '../../shared/setup.ts'
import { checkNewName } from '../../shared/names.ts'
import type { AppState } from '../../shared/state.ts'
import { sectionKey, turnOver, type SectionName } from './sections.ts'

export interface ImportDraft {
  /** Items by key. */
  readonly chosen: ReadonlySet<string>
  /** Typed names, by key. */
  readonly names: ReadonlyMap<string, string>
}

/** All that can be added. */
export function firstDraft({ items }: SharedSetup): ImportDraft {
  return { chosen: new Set(items.filter(canAdd).map(sectionKey)), names: new Map() }
}

export function canAdd({ clash, problem }: SharedItem): boolean {
  return clash !== 'same' && problem === null
}

/** The name under which `item` would be added. */
export function nameFor(item: SharedItem, { names }: ImportDraft): string {
  return names.get(sectionKey(item))?.trim() ?? item.freeName
}

export function turnItem(draft: ImportDraft, item: SharedItem, { items }: SharedSetup): ImportDraft {
  return { ...draft, chosen: turnOver(draft.chosen, asSection(item), items.filter(canAdd).map(asSection)) }
}

/** What is to be added, in the order of the set-up. */
export function choicesOf(draft: ImportDraft, { items }: SharedSetup): readonly ImportChoice[] {
  const chosen = items.filter((item) => canAdd(item) && draft.chosen.has(sectionKey(item)))
  return chosen.map((item) => ({ kind: item.kind, name: item.name, as: nameFor(item, draft) }))
}

/** What is wrong with the name of a chosen item, a sentence; null when nothing is. */
export function nameFault(
  item: SharedItem,
  choices: readonly ImportChoice[],
  { sessions, profiles }: Pick<AppState, 'sessions' | 'profiles'>,
): string | null {
  const { kind, name } = item
  const own = choices.find((choice) => choice.kind === kind && choice.name === name)
  if (!own) return null
  const inFile = (kind === 'session' ? sessions : profiles).map((each) => each.name)
  const others = choices.filter((choice) => choice !== own && choice.kind === kind).map(({ as }) => as)
  return checkNewName(own.as, kind, new Set([...inFile, ...others]))
}

export interface ItemGroup {
  /** The session in the set-up; null for profiles that use one of the file. */
  readonly session: SharedItem | null
  readonly sessionName: string
  readonly profiles: readonly SharedItem[]
}

/** Each session of the set-up with the profiles that use it; then the profiles of sessions that the file has. */
export function groupItems({ items }: SharedSetup): readonly ItemGroup[] {
  const users = Map.groupBy(
    items.filter(({ kind }) => kind === 'profile'),
    (item) => asSection(item).session ?? '',
  )
  const sessions = items.filter(({ kind }) => kind === 'session')
  const names = new Set(sessions.map(({ name }) => name))
  return [
    ...sessions.map((session) => ({ session, sessionName: session.name, profiles: users.get(session.name) ?? [] })),
    ...[...users]
      .filter(([name]) => !names.has(name))
      .map(([sessionName, profiles]) => ({ session: null, sessionName, profiles })),
  ]
}

/** One of its settings; null where it has none. */
function settingOf({ settings }: SharedItem, key: string): string | null {
  return settings.find(([each]) => each === key)?.[1] ?? null
}

function asSection(item: SharedItem): SectionName {
  return { kind: item.kind, name: item.name, session: settingOf(item, 'sso_session') }
}
