/** The demo organization's people, accounts and permission sets, and who is assigned to what. Made the same each time. */
import { createHash } from 'node:crypto'

export interface Account {
  readonly accountId: string
  readonly accountName: string
  readonly emailAddress: string
  /** What is provisioned in the account, whoever may use it. */
  readonly permissionSets: readonly string[]
}

export interface User {
  /** The name in ARNs and assignments. */
  readonly name: string
  readonly displayName: string
  readonly role: string
}

/** One IAM Identity Center: its access portal, its home region and the accounts behind it. */
export interface Instance {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  readonly users: readonly User[]
  readonly accounts: readonly Account[]
}

export interface Assignment {
  readonly accountId: string
  readonly permissionSet: string
  /** Left out, it is the first user, whom tests and demo sign in as. */
  readonly user?: string
}

export interface OrganizationSize {
  /** Accounts of the first instance; 12 without it. */
  readonly accounts?: number
  /** Permission sets of each account; believable ones without it. */
  readonly permissionSets?: number
}

export interface Organization {
  readonly instances: readonly Instance[]
  /** The instance of a start URL, however its `/`, `#` or `#/` at the end is written. */
  instanceAt(startUrl: string): Instance | null
  /** Accounts in which `user` has anything, in the order that the portal lists them. */
  accountsOf(instance: Instance, user: string): readonly Account[]
  /** Permission sets that `user` has in an account, the latest assigned last. */
  permissionSetsOf(instance: Instance, user: string, accountId: string): readonly string[]
  assign(assignment: Assignment): void
  unassign(assignment: Assignment): void
  /** Adds an account (or replaces the one with its number) and assigns all of it to the first user. */
  addAccount(account: Account, startUrl?: string): void
}

export const demoStartUrl = 'https://d-9067demo01.awsapps.com/start'
export const partnerStartUrl = 'https://partner-demo.awsapps.com/start'

const users: readonly User[] = [
  { name: 'alex', displayName: 'Alex Rivera', role: 'Platform engineer' },
  { name: 'sam', displayName: 'Sam Okafor', role: 'Auditor, may only read' },
]

export function createOrganization(size: OrganizationSize = {}): Organization {
  const demo = instance('Demo organization', demoStartUrl, 'us-east-1', makeAccounts(size))
  const partner = instance('Partner organization', partnerStartUrl, 'eu-west-1', [...partnerAccounts])
  const instances = [demo, partner]
  const assigned = new Map<string, Set<string>>()

  const setsOf = (user: string, accountId: string): Set<string> => {
    const key = `${user} ${accountId}`
    const sets = assigned.get(key) ?? new Set<string>()
    assigned.set(key, sets)
    return sets
  }
  const permissionSetsOf = (of: Instance, user: string, accountId: string): readonly string[] =>
    of.accounts.some((account) => account.accountId === accountId) ? [...setsOf(user, accountId)] : []

  for (const account of instances.flatMap(({ accounts }) => accounts)) {
    for (const name of account.permissionSets) {
      if (!isLeftOut(account, name)) setsOf('alex', account.accountId).add(name)
      if (name === 'ReadOnlyAccess' || name === 'SecurityAudit') setsOf('sam', account.accountId).add(name)
    }
  }

  return {
    instances,
    instanceAt: (startUrl) => instances.find((one) => one.startUrl === startUrl.replace(/\/?#?\/?$/, '')) ?? null,
    accountsOf: (of, user) => of.accounts.filter((account) => setsOf(user, account.accountId).size > 0),
    permissionSetsOf,
    assign: ({ accountId, permissionSet, user = 'alex' }) => {
      setsOf(user, accountId).add(permissionSet)
    },
    unassign: ({ accountId, permissionSet, user = 'alex' }) => {
      setsOf(user, accountId).delete(permissionSet)
    },
    addAccount: (account, startUrl = demoStartUrl) => {
      const { accounts } = instances.find((one) => one.startUrl === startUrl) ?? demo
      const at = accounts.findIndex(({ accountId }) => accountId === account.accountId)
      accounts.splice(at === -1 ? accounts.length : at, 1, account)
      for (const name of account.permissionSets) setsOf('alex', account.accountId).add(name)
    },
  }
}

function instance(name: string, startUrl: string, region: string, accounts: Account[]) {
  return { name, startUrl, region, users, accounts }
}

/** NetworkAdmin in Shared Network exists and is nobody's, so that "not assigned now" can be met. */
function isLeftOut({ accountName }: Account, permissionSet: string): boolean {
  return accountName === 'Shared Network' && permissionSet === 'NetworkAdmin'
}

const knownAccounts: readonly Account[] = [
  account('637423191929', 'Production', 'AdministratorAccess ReadOnlyAccess SecurityAudit'),
  account('058264527036', 'Staging', 'AdministratorAccess PowerUserAccess ReadOnlyAccess'),
  account('410522391077', 'Data Lake', 'AdministratorAccess ReadOnlyAccess'),
  account('417755209931', 'Data Platform Dev', 'AdministratorAccess PowerUserAccess ReadOnlyAccess', 'dp-dev'),
  account('419920118364', 'Data Platform Prod', 'PowerUserAccess ReadOnlyAccess', 'dp-prod'),
  account('902417765530', 'Shared Network', 'NetworkAdmin ReadOnlyAccess'),
  account('771300984412', 'Payer', 'Billing ReadOnlyAccess'),
  account('284610937745', 'Log Archive', 'ReadOnlyAccess SecurityAudit'),
  account('536092817464', 'Security Tooling', 'PowerUserAccess ReadOnlyAccess SecurityAudit'),
  account('148375560921', 'Build and Release', 'PowerUserAccess ReadOnlyAccess'),
  account('693308412570', 'Storefront', 'AdministratorAccess PowerUserAccess ReadOnlyAccess'),
  account('375519024886', 'Sandbox', 'AdministratorAccess'),
]

const partnerAccounts: readonly Account[] = [
  account('318845520019', 'Partner Sandbox', 'PowerUserAccess ReadOnlyAccess'),
  account('620174493358', 'Partner Integration', 'ReadOnlyAccess'),
]

function account(accountId: string, accountName: string, sets: string, mailbox = kebab(accountName)): Account {
  return { accountId, accountName, emailAddress: `${mailbox}@example.com`, permissionSets: sets.split(' ') }
}

function kebab(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

function makeAccounts({ accounts = knownAccounts.length, permissionSets }: OrganizationSize): Account[] {
  return Array.from({ length: accounts }, (_, index) => {
    const made = knownAccounts[index] ?? generatedAccount(index)
    return permissionSets === undefined ? made : { ...made, permissionSets: generatedSets(permissionSets) }
  })
}

const teams = [
  'Orders',
  'Payments',
  'Search',
  'Catalog',
  'Identity',
  'Mobile',
  'Analytics',
  'Support',
  'Shipping',
  'Pricing',
]
const stages = ['Dev', 'Test', 'Staging', 'Prod']

/** Orders Dev, Orders Test, … Pricing Prod, Orders Dev 2, … each with a number of its own. */
function generatedAccount(index: number): Account {
  const nth = index - knownAccounts.length
  const round = Math.floor(nth / (teams.length * stages.length))
  const team = teams[Math.floor(nth / stages.length) % teams.length] ?? ''
  const name = `${team} ${stages[nth % stages.length] ?? ''}${round === 0 ? '' : ` ${round + 1}`}`
  const digest = createHash('sha256').update(`account ${index}`).digest().readBigUInt64BE()
  const accountId = String(digest % 1_000_000_000_000n).padStart(12, '0')
  return account(accountId, name, 'AdministratorAccess PowerUserAccess ReadOnlyAccess')
}

const knownSets = [
  'AdministratorAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
  'Billing',
  'NetworkAdmin',
]

function generatedSets(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => knownSets[index] ?? `${teams[index % teams.length]}Operator${index}`,
  )
}
