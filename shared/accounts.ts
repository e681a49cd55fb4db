/** The one order of accounts, in every face. */
import type { Account } from './state.ts'

/** Accounts by name as a person sorts them (`Team 2` before `Team 10`); those without a name at the end, by number. */
export function sortAccounts<A extends Pick<Account, 'accountId' | 'accountName'>>(accounts: readonly A[]): A[] {
  return accounts.toSorted((a, b) => {
    if (a.accountName === null || b.accountName === null) {
      if (a.accountName !== b.accountName) return a.accountName === null ? 1 : -1
      return a.accountId.localeCompare(b.accountId)
    }
    return collator.compare(a.accountName, b.accountName) || a.accountId.localeCompare(b.accountId)
  })
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
