import { describe, expect, test } from 'vitest'
import type { Session } from '../../shared/state.ts'
import { checkSession, sessionDraft, sessionFields, withStartUrl } from './session-fields.ts'

const corp: Session = {
  name: 'corp',
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  scopes: ['sso:account:access', 'codewhisperer:completions'],
  status: 'signed-out',
  expiresAt: null,
  renews: false,
  end: null,
  problem: null,
}

const state = { sessions: [corp] }

const typed = (startUrl: string) => sessionDraft(state, { ...sessionFields(null), startUrl })

describe('the fields of a session', () => {
  test('of an existing one mean that session', () => {
    const { name, startUrl, region, scopes } = corp
    expect(sessionDraft(state, sessionFields(corp))).toEqual({ name, startUrl, region, scopes })
  })

  test('take scopes apart at commas and spaces, and an address without the spaces around it', () => {
    const fields = { ...sessionFields(null), startUrl: ' https://a.awsapps.com/start ', scopes: ' x:y,z:w  q:r,' }
    expect(sessionDraft(state, fields)).toMatchObject({
      startUrl: 'https://a.awsapps.com/start',
      scopes: ['x:y', 'z:w', 'q:r'],
    })
  })

  test('are checked beside each field, and a name must be free', () => {
    const fields = { name: 'corp', startUrl: 'http://a.b', region: 'eu-nowhere-1', scopes: 'a b!' }
    const problems = checkSession(state, sessionDraft(state, fields), 'new')
    expect(problems.name).toMatch(/^There is already/)
    expect(problems.startUrl).toMatch(/https/)
    expect(problems.region).toMatch(/eu-nowhere-1/)
    expect(problems.scopes).toMatch(/scope/)
  })

  test('of an edited session may keep a name that none could be given today', () => {
    const odd = { ...corp, name: 'my corp' }
    const all = { sessions: [odd] }
    expect(checkSession(all, sessionDraft(all, sessionFields(odd)), 'edit').name).toBeNull()
  })
})

describe('a start URL', () => {
  test('suggests a free name', () => {
    expect(typed('https://acme.awsapps.com/start').name).toBe('acme')
    expect(typed('https://corp.awsapps.com/start').name).toBe('corp-2')
    expect(typed('https://d-1234567890.awsapps.com/start').name).toBe('identity-center')
    expect(typed('https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws').name).toBe('identity-center')
    expect(typed('not yet').name).toBe('')
  })

  test('gives the region where it has one', () => {
    expect(typed('https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws').region).toBe('eu-west-1')
    expect(typed('https://ssoins-1234567890abcdef.us-east-2.portal.amazonaws.com').region).toBe('us-east-2')
    expect(typed('https://acme.awsapps.com/start').region).toBe('')
  })

  test('that names a region takes the place of the one that a session had, and one that names none leaves it', () => {
    const retyped = (startUrl: string) => sessionDraft(state, withStartUrl(sessionFields(corp), startUrl)).region
    expect(retyped('https://ssoins-1234567890abcdef.us-east-2.portal.amazonaws.com')).toBe('us-east-2')
    expect(retyped('https://other.awsapps.com/start')).toBe('eu-west-1')
  })
})
