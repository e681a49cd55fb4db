import { describe, expect, test } from 'vitest'
import { mixedSetup, sharedProfile } from '../../testing/ui/sharing-answers.ts'
import { typicalState } from '../../testing/ui/states.ts'
import { choicesOf, firstDraft, groupItems, nameFault, turnItem, type ImportDraft } from './import-draft.ts'

const [, logs, partner, deploy] = mixedSetup.items
const first = firstDraft(mixedSetup)
const asNames = (draft: ImportDraft) => choicesOf(draft, mixedSetup).map(({ as }) => as)

test('begins with all that can be added, under names that are free', () => {
  expect(choicesOf(first, mixedSetup)).toEqual([
    { kind: 'profile', name: 'logs', as: 'logs' },
    { kind: 'session', name: 'partner-org', as: 'partner-org-2' },
    { kind: 'profile', name: 'partner-deploy', as: 'partner-deploy-2' },
  ])
})

test('a profile comes with its session and goes with it', () => {
  const without = turnItem(first, partner!, mixedSetup)
  expect(asNames(without)).toEqual(['logs'])
  expect(asNames(turnItem(without, deploy!, mixedSetup))).toEqual(['logs', 'partner-org-2', 'partner-deploy-2'])
  expect(asNames(turnItem(first, logs!, mixedSetup))).toEqual(['partner-org-2', 'partner-deploy-2'])
})

describe('a name', () => {
  const fault = (name: string) => {
    const draft = { ...first, names: new Map([['profile partner-deploy', name]]) }
    return nameFault(deploy!, choicesOf(draft, mixedSetup), typicalState(0))
  }

  test('is free, of the right characters, and given once', () => {
    expect(fault(' mine ')).toBeNull()
    expect(fault('')).toBe('Give the profile a name.')
    expect(fault('a b')).toMatch(/^Use letters/)
    expect(fault('audit')).toBe('There is already a profile audit.')
    expect(fault('logs')).toBe('There is already a profile logs.')
    expect(fault('partner-org')).toBeNull()
  })

  test('of what is not chosen does not matter', () => {
    const draft = turnItem({ ...first, names: new Map([['profile partner-deploy', '']]) }, deploy!, mixedSetup)
    expect(nameFault(deploy!, choicesOf(draft, mixedSetup), typicalState(0))).toBeNull()
  })
})

test('profiles stand below their session, and those of a session of the file by themselves', () => {
  const own = sharedProfile('own', 'corp')
  const groups = groupItems({ items: [own, ...mixedSetup.items] })
  expect(groups.map(({ session, sessionName, profiles }) => [session?.name, sessionName, profiles.length])).toEqual([
    ['my-identity-center', 'my-identity-center', 1],
    ['partner-org', 'partner-org', 2],
    [undefined, 'corp', 1],
  ])
})
