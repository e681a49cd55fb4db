import { describe, expect, test } from 'vitest'
import { createOrganization, demoStartUrl } from './organization.ts'

function demoAccounts(size = {}) {
  const organization = createOrganization(size)
  const instance = organization.instanceAt(demoStartUrl)
  if (instance === null) throw new Error('The demo organization is always there')
  return { organization, instance, accounts: organization.accountsOf(instance, 'alex') }
}

describe('the demo organization', () => {
  test('has a dozen accounts and one permission set that nobody has', () => {
    const { organization, instance, accounts } = demoAccounts()
    expect(accounts).toHaveLength(12)
    const network = instance.accounts.find(({ accountName }) => accountName === 'Shared Network')
    expect(network?.permissionSets).toContain('NetworkAdmin')
    expect(organization.permissionSetsOf(instance, 'alex', network?.accountId ?? '')).toEqual(['ReadOnlyAccess'])
  })

  test('grows to any size, the same each time, every account with a number and name of its own', () => {
    const { accounts } = demoAccounts({ accounts: 700, permissionSets: 9 })
    expect(accounts).toEqual(demoAccounts({ accounts: 700, permissionSets: 9 }).accounts)
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(700)
    expect(new Set(accounts.map(({ accountName }) => accountName)).size).toBe(700)
    expect(accounts.every(({ accountId }) => /^\d{12}$/.test(accountId))).toBe(true)
    expect(accounts.every(({ permissionSets }) => new Set(permissionSets).size === 9)).toBe(true)
  })

  test('replaces an account by its number', () => {
    const { organization, instance } = demoAccounts()
    const hostile = {
      accountId: '637423191929',
      accountName: '\u001b]0;x\u0007<script>"',
      emailAddress: 'x@example.com',
      permissionSets: ["a'b"],
    }
    organization.addAccount(hostile)
    expect(organization.accountsOf(instance, 'alex')).toHaveLength(12)
    expect(organization.accountsOf(instance, 'alex')[0]).toEqual(hostile)
  })
})
