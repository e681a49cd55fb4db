import { describe, expect, test } from 'vitest'
import { defaultColumns, type Profile } from '../../../shared/state.ts'
import { searchWords } from '../../components/search.ts'
import { arrange, profileRows } from './rows.ts'

const profile = (name: string, more: Partial<Profile> = {}): Profile => ({
  name,
  kind: 'sso',
  source: { kind: 'session', session: 'corp', accountId: '637423191929', roleName: 'AdministratorAccess' },
  session: 'corp',
  accountId: '111111111111',
  roleName: 'ReadOnlyAccess',
  region: 'eu-west-1',
  output: null,
  problem: null,
  ...more,
})

const rows = profileRows({
  profiles: [profile('p10'), profile('p9'), profile('audit', { accountId: '222222222222', roleName: 'SecurityAudit' })],
  assignments: {
    corp: {
      status: 'ready',
      accounts: [
        { accountId: '111111111111', accountName: 'Staging', emailAddress: null, roles: null },
        { accountId: '222222222222', accountName: 'Production', emailAddress: null, roles: null },
      ],
      knownSince: null,
      progress: null,
      problem: null,
    },
  },
  settings: {
    theme: 'system',
    copyOnSwitch: true,
    shell: 'auto',
    nameTemplate: '{account}',
    favourites: ['p10'],
    notifications: true,
    startAtLogin: false,
    quickSwitch: null,
    sessions: {},
    columns: defaultColumns,
  },
})

const names = (query: string, column: 'name' | 'account' = 'name', descending = false) =>
  arrange(rows, searchWords(query), { column, descending }).map((row) => row.profile.name)

describe('the rows of the profile table', () => {
  test('have favourites first, and numbers in names in their order', () => {
    expect(names('')).toEqual(['p10', 'audit', 'p9'])
  })

  test('keep favourites first when sorted the other way round', () => {
    expect(names('', 'name', true)).toEqual(['p10', 'p9', 'audit'])
  })

  test('are found by every word, whatever its case and wherever it stands', () => {
    expect(names('PROD audit')).toEqual(['audit'])
    expect(names('2222')).toEqual(['audit'])
    expect(names('staging p9')).toEqual(['p9'])
    expect(names('staging audit')).toEqual([])
  })

  test('sort by the name of the account', () => {
    expect(names('', 'account')).toEqual(['p10', 'audit', 'p9'])
  })

  test('do not match across two columns', () => {
    expect(names('p10staging')).toEqual([])
  })
})
