/** Sessions and the profiles that use them, as lists from which a person chooses. */
import type { AppState } from '../../shared/state.ts'
import { matches } from '../components/search.ts'

export interface SectionName {
  readonly kind: 'session' | 'profile'
  readonly name: string
  /** The one that a profile uses; null for a session. */
  readonly session: string | null
}

export interface SectionRow extends SectionName {
  /** Behind the name: where a session leads, or what a profile is. */
  readonly detail: string
}

export function sectionKey({ kind, name }: Pick<SectionName, 'kind' | 'name'>): string {
  return `${kind} ${name}`
}

/** What can be shared: each session, and below it the profiles that use it. */
export function sectionRows(state: Pick<AppState, 'sessions' | 'profiles' | 'assignments'>): readonly SectionRow[] {
  const users = Map.groupBy(state.profiles, ({ kind, session }) => (kind === 'sso' ? session : null))
  return state.sessions.flatMap(({ name, startUrl }): SectionRow[] => {
    const accounts = new Map(state.assignments[name]?.accounts.map((each) => [each.accountId, each.accountName]))
    const profiles = (users.get(name) ?? []).map((profile): SectionRow => {
      const account = accounts.get(profile.accountId ?? '') ?? profile.accountId
      const detail = [account, profile.roleName].filter(Boolean).join(' · ')
      return { kind: 'profile', name: profile.name, session: name, detail }
    })
    return [{ kind: 'session', name, session: null, detail: URL.parse(startUrl)?.host ?? startUrl }, ...profiles]
  })
}

/** The rows that hold every word, and the sessions of those profiles. */
export function findRows(rows: readonly SectionRow[], words: readonly string[]): readonly SectionRow[] {
  if (words.length === 0) return rows
  const found = rows.filter(({ name, session, detail }) => matches(words, [name, session, detail]))
  const keys = new Set(found.flatMap((row) => [sectionKey(row), `session ${row.session}`]))
  return rows.filter((row) => keys.has(sectionKey(row)))
}

/** `chosen` (by key) with `section` turned over: a profile brings its session along, a session takes its profiles away. */
export function turnOver(
  chosen: ReadonlySet<string>,
  section: SectionName,
  all: readonly SectionName[],
): ReadonlySet<string> {
  const next = new Set(chosen)
  if (next.delete(sectionKey(section))) {
    const users = section.kind === 'session' ? all.filter(({ session }) => session === section.name) : []
    for (const user of users) next.delete(sectionKey(user))
    return next
  }
  next.add(sectionKey(section))
  const session = all.find(({ kind, name }) => kind === 'session' && name === section.session)
  if (session) next.add(sectionKey(session))
  return next
}
