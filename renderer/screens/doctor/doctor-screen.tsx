/** Doctor: what is wrong in the files and around them, why it matters, the exact change that mends it, and one button. */
import { useDeferredValue, useMemo } from 'react'
import type { Finding } from '../../../shared/doctor.ts'
import { moveKeys, useCurrentRow } from '../../components/current-row.ts'
import { useKeySet } from '../../components/key-set.ts'
import { useKeys } from '../../components/keys.ts'
import { useSearch } from '../../actions/navigation.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorBox } from '../../parts/error-box.tsx'
import { Foot, FootKey, ScreenHeader } from '../../components/screen.tsx'
import { searchWords } from '../../components/search.ts'
import { useAppState, useNow } from '../../state/state.tsx'
import { agoInWords } from '../../../shared/time.ts'
import styles from './doctor-screen.module.css'
import { FindingList } from './finding-list.tsx'
import { FixDialog } from './fix-dialog.tsx'
import { Healthy, LookingAround } from './healthy.tsx'
import { countsInWords, findingRows, findingsOf, fixable, found, isFinding, searchable, type Row } from './rows.ts'
import { useCheckup, type CheckupOnScreen } from './use-checkup.ts'
import { useFixing } from './use-fixing.ts'

export function DoctorScreen() {
  const [query, setQuery] = useSearch()
  const checkup = useCheckup()
  const list = useList(checkup.findings, query)
  const current = useCurrentRow(list.rows, { keyOf: ({ key }) => key, isStop: isFinding })
  const fixing = useFixing()
  const toFix = useMemo(() => fixable(list.findings), [list.findings])
  const hasFindings = checkup.findings.length > 0
  const isSearching = query.trim() !== ''
  const row = current.row && isFinding(current.row) ? current.row : null
  const verbs = {
    toggle: () => row && list.toggle(row.key),
    fix: () => row && fixing.fix(findingsOf(row)),
    fixAll: () => fixing.fix(toFix),
    check: () => !checkup.checking && checkup.check(),
  }
  useDoctorKeys(verbs, current.move, (isOpen) => row && row.isOpen !== isOpen && list.toggle(row.key))

  const search = {
    query,
    onQueryChange(next: string) {
      setQuery(next)
      current.go(null)
    },
    placeholder: 'Search findings',
    move: current.move,
    onEnter: verbs.toggle,
  }

  return (
    <>
      <ScreenHeader title="Doctor" {...(hasFindings ? { search } : {})}>
        {hasFindings && (
          <Button pending={checkup.checking} onClick={verbs.check}>
            Check again
          </Button>
        )}
        {toFix.length > 0 && (
          <Button variant="primary" onClick={verbs.fixAll}>
            {isSearching
              ? `Fix these ${toFix.length.toLocaleString('en')}`
              : `Fix all ${toFix.length.toLocaleString('en')}`}
          </Button>
        )}
      </ScreenHeader>
      {checkup.problem && (
        <div className={styles['problem']}>
          <ErrorBox problem={checkup.problem} onRetry={verbs.check} />
        </div>
      )}
      {hasFindings && list.rows.length > 0 && (
        <FindingList
          current={current}
          words={list.words}
          repairing={fixing.repairing}
          onToggle={list.toggle}
          onFix={fixing.fix}
        />
      )}
      {hasFindings && list.rows.length === 0 && (
        <EmptyState
          icon="search"
          title="Nothing matches"
          action={<Button onClick={() => setQuery('')}>Clear the search</Button>}
        >
          No finding has “{query.trim()}” in its title, its lines or its explanation.
        </EmptyState>
      )}
      {!hasFindings && (checkup.checking ? <LookingAround /> : <Healthy checkup={checkup} />)}
      {hasFindings && <DoctorFoot checkup={checkup} shown={list.findings} verbs={verbs} />}
      <FixDialog findings={fixing.reviewing} onClose={fixing.stopReviewing} onFixed={checkup.check} />
    </>
  )
}

interface List {
  readonly findings: readonly Finding[]
  readonly rows: readonly Row[]
  readonly words: readonly string[]
  readonly toggle: (key: string) => void
}

function useList(all: readonly Finding[], query: string): List {
  const words = useMemo(() => searchWords(query), [query])
  const deferred = useDeferredValue(words)
  const open = useKeySet()
  const texts = useMemo(() => searchable(all), [all])
  const findings = useMemo(() => found(texts, deferred), [texts, deferred])
  const rows = useMemo(() => findingRows(findings, open.keys), [findings, open.keys])
  return { findings, rows, words, toggle: open.toggle }
}

interface Verbs {
  readonly toggle: () => void
  readonly fix: () => void
  readonly fixAll: () => void
  readonly check: () => void
}

function useDoctorKeys(verbs: Verbs, move: (by: number) => void, setOpen: (isOpen: boolean) => void): void {
  useKeys({
    ...moveKeys(move),
    enter: verbs.toggle,
    arrowright: () => setOpen(true),
    arrowleft: () => setOpen(false),
    f: verbs.fix,
    'shift+f': verbs.fixAll,
    r: verbs.check,
  })
}

function DoctorFoot({
  checkup,
  shown,
  verbs,
}: {
  readonly checkup: CheckupOnScreen
  readonly shown: readonly Finding[]
  readonly verbs: Verbs
}) {
  const now = useNow()
  const log = useAppState((state) => state.host.log)
  const { findings, checking, at } = checkup
  const isAll = shown.length === findings.length
  const counts = isAll
    ? countsInWords(findings)
    : `${shown.length.toLocaleString('en')} of ${findings.length.toLocaleString('en')} findings`
  const when = checking ? 'checking…' : at === null ? '' : `checked ${agoInWords(at, now)}`
  return (
    <Foot label="Keys">
      <div className={styles['keys']}>
        <FootKey keys="Enter" onPress={verbs.toggle}>
          Open
        </FootKey>
        <FootKey keys="F" onPress={verbs.fix}>
          Fix
        </FootKey>
        <FootKey keys="⇧ F" onPress={verbs.fixAll}>
          Fix all
        </FootKey>
        <FootKey keys="R" onPress={verbs.check}>
          Check again
        </FootKey>
      </div>
      <span role="status">{[counts, when].filter(Boolean).join(' · ')}</span>
      <span>Log: {log}</span>
    </Foot>
  )
}
