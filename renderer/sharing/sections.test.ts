import { describe, expect, test } from 'vitest'
import { typicalState } from '../../testing/ui/states.ts'
import { findRows, sectionKey, sectionRows, turnOver } from './sections.ts'

const rows = sectionRows(typicalState(0))
const names = (found: typeof rows) => found.map(({ name }) => name)

describe('sectionRows', () => {
  test('has each session, and below it its profiles with their accounts', () => {
    expect(names(rows)).toEqual([
      'my-identity-center',
      'prod-admin',
      'admin-on-staging',
      'audit',
      'data-lake-reader',
      'network-on-call',
      'billing',
      'partner-org',
      'partner-deploy',
      'partner-logs',
    ])
    expect(rows.slice(0, 2).map(({ detail }) => detail)).toEqual([
      'my-identity-center.awsapps.com',
      'Production · AdministratorAccess',
    ])
  })
})

describe('findRows', () => {
  test('finds by name, account and permission set, and shows the session of what it finds', () => {
    expect(names(findRows(rows, ['production', 'audit']))).toEqual(['my-identity-center', 'audit'])
    expect(names(findRows(rows, ['partner-org']))).toEqual(['partner-org', 'partner-deploy', 'partner-logs'])
    expect(findRows(rows, ['zzz'])).toEqual([])
  })
})

describe('turnOver', () => {
  const row = (name: string) => rows.find((each) => each.name === name)!
  const turn = (chosen: readonly string[], name: string) =>
    [...turnOver(new Set(chosen.map((each) => sectionKey(row(each)))), row(name), rows)].sort()

  test('brings the session of a profile along', () => {
    expect(turn([], 'audit')).toEqual(['profile audit', 'session my-identity-center'])
    expect(turn(['my-identity-center', 'audit'], 'audit')).toEqual(['session my-identity-center'])
  })

  test('takes the profiles of a session away with it, and no others', () => {
    expect(turn(['my-identity-center', 'audit', 'partner-org', 'partner-logs'], 'my-identity-center')).toEqual([
      'profile partner-logs',
      'session partner-org',
    ])
  })
})
