/** Home: every profile with what it is, how it stands and what to do with it. */
import { useDeferredValue, useMemo, useState } from 'react'
import { moveKeys } from '../../components/current-row.ts'
import type { Profile } from '../../../shared/state.ts'
import { useActions } from '../../actions/actions.ts'
import { useKeys } from '../../components/keys.ts'
import { useNavigate, useSearch } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Foot, FootKey, ScreenHeader } from '../../components/screen.tsx'
import { searchWords } from '../../components/search.ts'
import { SessionStrip } from '../../parts/session-strip.tsx'
import { useAppState } from '../../state/state.tsx'
import { FirstRun } from './first-run.tsx'
import { ProfileDetail } from './profile-detail.tsx'
import { ProfileTable } from './profile-table.tsx'
import { useProfileVerbs, type ProfileVerbs } from './profile-verbs.ts'
import { arrange, profileRows, type ProfileRow, type Sort } from './rows.ts'
import { useSelectedProfile } from './selection.ts'
import styles from './profiles-screen.module.css'

export function ProfilesScreen() {
  const navigate = useNavigate()
  const [query, setQuery] = useSearch()
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false })
  const words = useMemo(() => searchWords(query), [query])
  const { rows, total } = useRows(words, sort)
  const verbs = useProfileVerbs()
  const current = useSelectedProfile(rows)
  const selected = current.row?.profile ?? null
  /** Does it to the selected profile, which stays selected when that moves its row. */
  const on = (verb: (profile: Profile) => void) => () => {
    if (!selected) return
    current.go(selected.name)
    verb(selected)
  }
  useProfileKeys(verbs, on, current.move)

  return (
    <>
      <ScreenHeader
        title="Profiles"
        {...(total === 0
          ? {}
          : {
              search: {
                query,
                onQueryChange(next) {
                  setQuery(next)
                  current.go(null)
                },
                placeholder: 'Search profiles, accounts, roles',
                move: current.move,
                onEnter: on(verbs.switchTo),
              },
            })}
      >
        {total > 0 && (
          <Button variant="primary" onClick={() => navigate({ screen: 'new-profile' })}>
            New profile
          </Button>
        )}
      </ScreenHeader>
      <SessionStrip />
      {total === 0 ? (
        <FirstRun />
      ) : rows.length === 0 ? (
        <EmptyState
          icon="search"
          title="Nothing matches"
          action={<Button onClick={() => setQuery('')}>Clear the search</Button>}
        >
          No profile has “{query.trim()}” in its name, account, permission set, region or session.
        </EmptyState>
      ) : (
        <ProfileTable current={current} words={words} sort={sort} onSort={setSort} verbs={verbs} />
      )}
      {selected && <ProfileDetail profile={selected} />}
      {total > 0 && <ProfileFoot verbs={verbs} on={on} shown={rows.length} total={total} />}
    </>
  )
}

function useRows(words: readonly string[], sort: Sort): { rows: readonly ProfileRow[]; total: number } {
  const profiles = useAppState((state) => state.profiles)
  const assignments = useAppState((state) => state.assignments)
  const settings = useAppState((state) => state.settings)
  const all = useMemo(() => profileRows({ profiles, assignments, settings }), [profiles, assignments, settings])
  const deferred = useDeferredValue(words)
  const rows = useMemo(() => arrange(all, deferred, sort), [all, deferred, sort])
  return { rows, total: profiles.length }
}

/** What does a verb to the selected profile. */
type OnSelected = (verb: (profile: Profile) => void) => () => void

function useProfileKeys(verbs: ProfileVerbs, on: OnSelected, move: (by: number) => void): void {
  const actions = useActions()
  useKeys({
    ...moveKeys(move),
    enter: on(verbs.switchTo),
    c: on(verbs.copyExport),
    i: on(verbs.check),
    o: on(verbs.openConsole),
    e: on(verbs.edit),
    f2: on(verbs.rename),
    d: on(verbs.duplicate),
    f: on(verbs.toggleFavourite),
    delete: on(verbs.remove),
    backspace: on(verbs.remove),
    'shift+i': () => void actions.checkAll(),
  })
}

function ProfileFoot({
  verbs,
  on,
  shown,
  total,
}: {
  readonly verbs: ProfileVerbs
  readonly on: OnSelected
  readonly shown: number
  readonly total: number
}) {
  const sessions = useAppState((state) => state.sessions.length)
  const actions = useActions()
  return (
    <Foot label="Keys">
      <div className={styles['keys']}>
        <FootKey keys="Enter" onPress={on(verbs.switchTo)}>
          Switch
        </FootKey>
        <FootKey keys="C" onPress={on(verbs.copyExport)}>
          Copy export
        </FootKey>
        <FootKey keys="I" onPress={on(verbs.check)}>
          Check identity
        </FootKey>
        <FootKey keys="O" onPress={on(verbs.openConsole)}>
          Console
        </FootKey>
        <FootKey keys="E" onPress={on(verbs.edit)}>
          Edit
        </FootKey>
        <FootKey keys="F2" onPress={on(verbs.rename)}>
          Rename
        </FootKey>
        <FootKey keys="D" onPress={on(verbs.duplicate)}>
          Duplicate
        </FootKey>
        <FootKey keys="⇧ I" onPress={() => void actions.checkAll()}>
          Check all
        </FootKey>
      </div>
      <span role="status">
        {shown === total ? `${total.toLocaleString('en')} ${total === 1 ? 'profile' : 'profiles'}` : ''}
        {shown !== total && `${shown.toLocaleString('en')} of ${total.toLocaleString('en')} profiles`}
        {` · ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`}
      </span>
    </Foot>
  )
}
