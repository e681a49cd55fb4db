import { expect, test } from 'vitest'
import { sortAccounts } from './accounts.ts'

const account = (accountId: string, accountName: string | null) => ({ accountId, accountName })

test('accounts stand as a person sorts them: by number inside a name, whatever the case, those without a name last', () => {
  const accounts = [
    account('300000000000', null),
    account('100000000003', 'Team 10'),
    account('200000000000', null),
    account('100000000002', 'team 2'),
    account('100000000001', 'Team 2'),
  ]
  expect(sortAccounts(accounts).map(({ accountId }) => accountId)).toEqual([
    '100000000001',
    '100000000002',
    '100000000003',
    '200000000000',
    '300000000000',
  ])
})
