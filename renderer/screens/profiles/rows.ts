/** The rows of the profile table as data: found by every word of the search, favourites first, then as sorted. */
import { whoOf } from '../../../shared/conditions.ts'
import type { AppState, Profile } from '../../../shared/state.ts'

export interface ProfileRow {
  readonly profile: Profile
  readonly accountName: string | null
  readonly favourite: boolean
  /** Everything one can search for, lower case. */
  readonly text: string
}

export type SortColumn = 'name' | 'account' | 'role' | 'region'

export interface Sort {
  readonly column: SortColumn
  readonly descending: boolean
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** All rows, in the order of the file. */
export function profileRows({
  profiles,
  assignments,
  settings,
}: Pick<AppState, 'profiles' | 'assignments' | 'settings'>): ProfileRow[] {
  const names = accountNames(assignments)
  const favourites = new Set(settings.favourites)
  return profiles.map((profile) => {
    const accountName = (profile.session !== null && names.get(`${profile.session} ${profile.accountId}`)) || null
    const { name, region, session } = profile
    const { accountId, roleName } = whoOf(profile)
    return {
      profile,
      accountName,
      favourite: favourites.has(name),
      text: [name, accountName, accountId, roleName, region, session].join('\n').toLowerCase(),
    }
  })
}

/** The rows that hold every word, favourites first. */
export function arrange(rows: readonly ProfileRow[], words: readonly string[], sort: Sort): readonly ProfileRow[] {
  const found = rows.filter(({ text }) => words.every((word) => text.includes(word)))
  const direction = sort.descending ? -1 : 1
  return found.sort(
    (a, b) =>
      Number(b.favourite) - Number(a.favourite) ||
      direction * collator.compare(sortText(a, sort.column), sortText(b, sort.column)) ||
      collator.compare(a.profile.name, b.profile.name),
  )
}

function sortText({ profile, accountName }: ProfileRow, column: SortColumn): string {
  switch (column) {
    case 'name':
      return profile.name
    case 'account':
      return `${accountName ?? ''}\n${whoOf(profile).accountId ?? ''}`
    case 'role':
      return whoOf(profile).roleName ?? ''
    case 'region':
      return profile.region ?? ''
  }
}

function accountNames(assignments: AppState['assignments']): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const [session, { accounts }] of Object.entries(assignments)) {
    for (const { accountId, accountName } of accounts) {
      if (accountName !== null) names.set(`${session} ${accountId}`, accountName)
    }
  }
  return names
}
