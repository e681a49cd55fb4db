import { describe, expect, test } from 'vitest'
import type { Session } from '../../shared/state.ts'
import { checkSession, sessionDraft, sessionFields } from './session-fields.ts'

const corp: Session = {
  name: 'corp',
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  scopes: ['sso:account:access', 'codewhisperer:completions'],
  status: 'signed-out',
  expiresAt: null,
  renews: false,
  problem: null,
}

describe('the fields of a session', () => {
  test('of an existing one mean that session', () => {
    const { name, startUrl, region, scopes } = corp
    expect(sessionDraft(sessionFields(corp))).toEqual({ name, startUrl, region, scopes })
  })

  test('take scopes apart at commas and spaces, and an address without the spaces around it', () => {
    const fields = { name: 'a', startUrl: ' https://a.awsapps.com/start ', region: 'us-east-1', scopes: ' x:y,z:w  q:r,' }
    expect(sessionDraft(fields)).toMatchObject({
      startUrl: 'https://a.awsapps.com/start',
      scopes: ['x:y', 'z:w', 'q:r'],
    })
  })

  test('are checked beside each field, and a name must be free', () => {
    const state = { sessions: [corp] }
    const draft = sessionDraft({ name: 'corp', startUrl: 'http://a.b', region: 'eu-nowhere-1', scopes: 'a b!' })
    const problems = checkSession(state, draft, 'new')
    expect(problems.name).toMatch(/exists/)
    expect(problems.startUrl).toMatch(/https/)
    expect(problems.region).toMatch(/eu-nowhere-1/)
    expect(problems.scopes).toMatch(/scope/)
  })

  test('of an edited session may keep a name that none could be given today', () => {
    const odd = { ...corp, name: 'my corp' }
    expect(checkSession({ sessions: [odd] }, sessionDraft(sessionFields(odd)), 'edit').name).toBeNull()
  })
})
