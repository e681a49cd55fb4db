/** Everything one may use: each account with its permission sets, and the profiles that use them. */
import { useDeferredValue, useMemo, useState } from 'react'
import { moveKeys } from '../../components/current-row.ts'
import { useKeys } from '../../components/keys.ts'
import { useNavigate, useSearch } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ScreenHeader } from '../../components/screen.tsx'
import { searchWords } from '../../components/search.ts'
import { SignInPanels } from '../../parts/sign-in-panel.tsx'
import { useAppState } from '../../state/state.tsx'
import { useReadAllAccounts } from '../../actions/use-read-accounts.ts'
import { AccountList } from './account-list.tsx'
import { AccountsFoot } from './accounts-foot.tsx'
import { NothingKnown } from './nothing-known.tsx'
import { ReviewProfiles } from './review-profiles.tsx'
import { accountRows, selectedAssignments, type Assignment, type Row } from './rows.ts'
import { SessionBars } from './session-bars.tsx'
import { useAssignmentSelection, type AssignmentSelection } from './use-assignment-selection.ts'

export function AccountsScreen() {
  const [query, setQuery] = useSearch()
  const words = useMemo(() => searchWords(query), [query])
  const { rows, known, accountCount } = useRows(words)
  useReadAllAccounts(known.sessions.map(({ name }) => name))
  const selection = useAssignmentSelection(rows)
  const { current, selected } = selection
  const chosen = useMemo(() => selectedAssignments(known, selected.keys), [known, selected.keys])
  const nameTemplate = useAppState((state) => state.settings.nameTemplate)
  const [template, setTemplate] = useState<string | null>(null)
  const [reviewing, setReviewing] = useState<readonly Assignment[] | null>(null)
  const create = useCreate()
  const review = () => setReviewing(chosen)
  const enter = () => (chosen.length > 0 ? review() : create(current.row))
  useAccountKeys(selection, enter)

  return (
    <>
      <ScreenHeader
        title="Accounts"
        {...(accountCount === 0
          ? {}
          : {
              search: {
                query,
                onQueryChange(next) {
                  setQuery(next)
                  current.go(null)
                },
                placeholder: 'Search accounts, permission sets, profiles',
                move: current.move,
                onEnter: enter,
              },
            })}
      />
      <SessionBars />
      <SignInPanels />
      {accountCount === 0 ? (
        <NothingKnown />
      ) : rows.length === 0 ? (
        <EmptyState
          icon="search"
          title="Nothing matches"
          action={<Button onClick={() => setQuery('')}>Clear the search</Button>}
        >
          No account, permission set or profile has “{query.trim()}” in it.
        </EmptyState>
      ) : (
        <AccountList words={words} selection={selection} showSession={known.sessions.length > 1} onCreate={create} />
      )}
      {accountCount > 0 && (
        <AccountsFoot
          chosen={chosen}
          rows={rows}
          template={template ?? nameTemplate}
          onTemplateChange={setTemplate}
          selection={selection}
          onEnter={enter}
          onReview={review}
        />
      )}
      {reviewing && (
        <ReviewProfiles
          assignments={reviewing}
          template={template ?? nameTemplate}
          onClose={() => setReviewing(null)}
          onCreated={selected.clear}
        />
      )}
    </>
  )
}

function useRows(words: readonly string[]) {
  const sessions = useAppState((state) => state.sessions)
  const assignments = useAppState((state) => state.assignments)
  const profiles = useAppState((state) => state.profiles)
  const known = useMemo(() => ({ sessions, assignments, profiles }), [sessions, assignments, profiles])
  const deferred = useDeferredValue(words)
  const rows = useMemo(() => accountRows(known, deferred), [known, deferred])
  const accountCount = sessions.reduce((sum, { name }) => sum + (assignments[name]?.accounts.length ?? 0), 0)
  return { rows, known, accountCount }
}

/** Opens the wizard on a permission set, which leaves only the name to be said. */
function useCreate(): (row: Row | null) => void {
  const navigate = useNavigate()
  return (row) => {
    if (row?.kind !== 'role') return
    const { session, accountId, roleName } = row.assignment
    navigate({ screen: 'new-profile', session, accountId, roleName })
  }
}

function useAccountKeys({ current, selected, ...selection }: AssignmentSelection, enter: () => void): void {
  useKeys({
    ...moveKeys(current.move),
    'shift+arrowdown': () => selection.extendBy(1),
    'shift+arrowup': () => selection.extendBy(-1),
    ' ': () => selection.toggle(current.row),
    a: selection.selectAll,
    enter,
    escape: selected.clear,
  })
}
