import { expect, test } from 'vitest'
import type { Assignments } from '../../../../shared/state.ts'
import { emptyDocument, parseText } from '../../config/document/document.ts'
import { findBy } from '../doctor.testing.ts'
import { assignedRules } from './assigned.ts'

const text = ['ReadOnlyAcess', 'ReadOnlyAccess', 'Billing']
  .map((role) => `[profile ${role}]\nsso_session = corp\nsso_account_id = 012345678901\nsso_role_name = ${role}\n`)
  .join('')
const files = { config: parseText(text, true), credentials: emptyDocument, configPath: 'c', credentialsPath: 'd' }
const account = { accountId: '012345678901', accountName: null, emailAddress: null, roles: ['ReadOnlyAccess', 'Admin'] }

const found = async (status: Assignments['status']) => {
  const corp: Assignments = { status, accounts: [account], knownSince: null, progress: null, problem: null }
  return findBy(assignedRules, { files, assignments: { corp } })
}

test('a permission set that is almost one that is assigned is named, with that one', async () => {
  expect(await found('ready')).toMatchObject([
    {
      subject: 'profile:ReadOnlyAcess',
      places: [{ line: 4, text: 'sso_role_name = ReadOnlyAcess' }],
      advice: 'If ReadOnlyAccess is meant: lanyard profile edit ReadOnlyAcess --role ReadOnlyAccess',
    },
  ])
})

test('nothing is said before AWS has told what is assigned', async () => {
  expect(await found('reading')).toEqual([])
  expect(await findBy(assignedRules, { files })).toEqual([])
})
