import { describe, expect, test } from 'vitest'
import { accountChoice, ownAccount, ownRole, roleChoice, shownChoices } from './choices.ts'

const accounts = [
  { accountId: '058264527036', accountName: 'Staging', emailAddress: 'aws+staging@example.com', roles: null },
  { accountId: '637423191929', accountName: 'Production', emailAddress: null, roles: null },
  { accountId: '771300984412', accountName: null, emailAddress: null, roles: null },
].map(accountChoice)

const labels = (query: string) => shownChoices(accounts, query, ownAccount).map(({ label }) => label)

describe('accounts', () => {
  test('are found by name, number and e-mail address', () => {
    expect(labels('prod')).toEqual(['Production'])
    expect(labels('0582')).toEqual(['Staging'])
    expect(labels('aws+staging')).toEqual(['Staging'])
    expect(labels('')).toEqual(['Staging', 'Production', '771300984412'])
  })

  test('that begin with what is typed come before those that hold it', () => {
    const named = (accountName: string) => ({ accountId: '000000000000', accountName, emailAddress: null, roles: null })
    const both = ['Data Prod', 'Production', 'Preprod'].map((name) => accountChoice(named(name)))
    expect(shownChoices(both, 'prod', ownAccount).map(({ label }) => label)).toEqual([
      'Production',
      'Data Prod',
      'Preprod',
    ])
  })

  test('that are not in the list can be typed, with exactly 12 digits', () => {
    expect(labels('111111111111')).toEqual(['111111111111'])
    expect(labels('11111111111')).toEqual([])
    expect(labels('058264527036')).toEqual(['Staging'])
  })
})

test('a permission set that is not in the list can be typed, and stands behind those that match', () => {
  const roles = ['ReadOnlyAccess', 'AdministratorAccess'].map(roleChoice)
  expect(shownChoices(roles, 'Read', ownRole).map(({ value }) => value)).toEqual(['ReadOnlyAccess', 'Read'])
  expect(shownChoices(roles, 'ReadOnlyAccess', ownRole)).toHaveLength(1)
  expect(shownChoices(roles, 'no spaces!', ownRole)).toEqual([])
})
