import { describe, expect, test } from 'vitest'
import type { Account, AppState, Assignments, Profile } from '../../../shared/state.ts'
import {
  accountRows,
  assignmentKey,
  between,
  proposeNames,
  proposeProfiles,
  selectedAssignments,
  withoutProfile,
  type Row,
} from './rows.ts'

const account = (accountId: string, accountName: string | null, roles: readonly string[] | null): Account => ({
  accountId,
  accountName,
  emailAddress: accountName === null ? null : `${accountName.toLowerCase().replaceAll(' ', '-')}@example.com`,
  roles,
})

const lake = account('410522391077', 'Data Lake', ['AdministratorAccess', 'ReadOnlyAccess'])
const audit = account('900000000001', 'Audit', ['ReadOnlyAccess'])

const assignments = (accounts: readonly Account[], status: Assignments['status'] = 'ready'): Assignments => ({
  status,
  accounts,
  knownSince: null,
  progress: null,
  problem: null,
})

const reader: Profile = {
  name: 'data-lake-reader',
  kind: 'sso',
  source: { kind: 'session', session: 'corp', accountId: '637423191929', roleName: 'AdministratorAccess' },
  session: 'corp',
  accountId: '410522391077',
  roleName: 'ReadOnlyAccess',
  region: null,
  output: null,
  problem: null,
}

const session = (name: string) => ({
  name,
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  scopes: [],
  status: 'signed-in' as const,
  expiresAt: null,
  renews: true,
  end: null,
  problem: null,
})

type Known = Pick<AppState, 'sessions' | 'assignments' | 'profiles'>

const known = (more: Partial<Known> = {}): Known => ({
  sessions: [session('corp')],
  assignments: { corp: assignments([lake, audit]) },
  profiles: [reader],
  ...more,
})

const rowsOf = (state: Known, query: string) => accountRows(state, query.split(' ').filter(Boolean))

const words = (rows: readonly Row[]) =>
  rows.map((row) => {
    if (row.kind === 'account') return row.account.accountName ?? row.account.accountId
    if (row.kind === 'no-roles') return `  (${row.why})`
    return `  ${row.assignment.roleName}${row.profiles.length > 0 ? ` = ${row.profiles.join(', ')}` : ''}`
  })

describe('the rows', () => {
  test('are accounts by name, each with its permission sets and the profiles that use them', () => {
    expect(words(rowsOf(known(), ''))).toEqual([
      'Audit',
      '  ReadOnlyAccess',
      'Data Lake',
      '  AdministratorAccess',
      '  ReadOnlyAccess = data-lake-reader',
    ])
  })

  test('keep all permission sets of an account that is found, and only those found of any other', () => {
    expect(words(rowsOf(known(), 'lake'))).toEqual([
      'Data Lake',
      '  AdministratorAccess',
      '  ReadOnlyAccess = data-lake-reader',
    ])
    expect(words(rowsOf(known(), 'admin'))).toEqual(['Data Lake', '  AdministratorAccess'])
    expect(words(rowsOf(known(), '9000 read'))).toEqual(['Audit', '  ReadOnlyAccess'])
    expect(words(rowsOf(known(), 'lake-reader'))).toEqual(['Data Lake', '  ReadOnlyAccess = data-lake-reader'])
  })

  test('say of an account without permission sets whether they are being read, were not read, or are none', () => {
    const open = account('100000000001', 'Open', null)
    const empty = account('100000000002', 'Empty', [])
    expect(words(rowsOf(known({ assignments: { corp: assignments([open], 'reading') } }), ''))).toContain('  (reading)')
    expect(words(rowsOf(known({ assignments: { corp: assignments([open], 'stopped') } }), ''))).toContain('  (unread)')
    expect(words(rowsOf(known({ assignments: { corp: assignments([empty]) } }), 'empty'))).toContain('  (empty)')
  })

  test('put names before numbers, numbers in names in order', () => {
    const accounts = [
      account('3', null, []),
      account('2', 'Team 10', []),
      account('1', 'Team 9', []),
      account('0', 'alpha', []),
    ]
    const names = words(rowsOf(known({ assignments: { corp: assignments(accounts) } }), ''))
    expect(names.filter((name) => !name.startsWith(' '))).toEqual(['alpha', 'Team 9', 'Team 10', '3'])
  })

  test('keep a profile of another session with the same account apart', () => {
    const two = known({
      sessions: [session('corp'), session('partner')],
      assignments: { corp: assignments([lake]), partner: assignments([lake]) },
    })
    expect(words(rowsOf(two, 'reader'))).toEqual(['Data Lake', '  ReadOnlyAccess = data-lake-reader'])
  })
})

describe('the selection', () => {
  const rows = rowsOf(known(), '')

  test('is of all permission sets without a profile, or of a span', () => {
    expect(withoutProfile(rows)).toHaveLength(2)
    expect(between(rows, 4, 1)).toHaveLength(3)
  })

  test('keeps what a filter hides, and drops what is no longer assigned', () => {
    const key = assignmentKey({ session: 'corp', accountId: '410522391077', roleName: 'AdministratorAccess' })
    const gone = assignmentKey({ session: 'corp', accountId: '410522391077', roleName: 'Gone' })
    expect(selectedAssignments(known(), new Set([gone, key])).map((each) => each.roleName)).toEqual([
      'AdministratorAccess',
    ])
  })

  test('gets names from the template, each of them free', () => {
    const all = selectedAssignments(known(), new Set(rows.map((row) => row.key)))
    expect(proposeNames(known(), '{account|kebab}-{role|short}', all)).toEqual([
      'audit-read-only',
      'data-lake-admin',
      'data-lake-read-only',
    ])
    expect(proposeNames(known(), 'data-lake-reader', all)).toEqual([
      'data-lake-reader-2',
      'data-lake-reader-3',
      'data-lake-reader-4',
    ])
  })

  test('becomes drafts with the region of their session; none leaves the key out', () => {
    const [first, ...rest] = selectedAssignments(known(), new Set(rows.map((row) => row.key)))
    expect(first && rest).toHaveLength(2)
    const answers = { template: '{role|short}', region: () => '', output: 'json' }
    expect(first && proposeProfiles(known(), [first], answers)).toEqual([
      {
        name: 'read-only',
        session: 'corp',
        accountId: '900000000001',
        roleName: 'ReadOnlyAccess',
        region: null,
        output: 'json',
      },
    ])
  })
})
