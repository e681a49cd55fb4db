import { describe, expect, test } from 'vitest'
import { openRoom, withCorp } from './app.testing.ts'

describe('assignments', () => {
  test('are known again after a restart, also when signed out', async () => {
    const { run, another } = await openRoom({ config: withCorp })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    await run('accounts.read', { session: 'corp' })
    await run('session.signOut', { session: 'corp' })
    const again = await another()
    expect(again.state().assignments['corp']?.accounts.length).toBeGreaterThan(5)
    expect(again.state().assignments['corp']?.knownSince).not.toBeNull()
  })

  test('stand by name, and those without one last', async () => {
    const { app, run, demo } = await openRoom({ config: withCorp })
    const nameless = { accountName: ' ', emailAddress: '', permissionSets: ['ReadOnlyAccess'] }
    demo.organization.addAccount({ ...nameless, accountId: '000000000009' })
    demo.organization.addAccount({ ...nameless, accountId: '000000000001', accountName: 'aaa' })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    await run('accounts.read', { session: 'corp' })
    const accounts = app.state().assignments['corp']?.accounts ?? []
    expect(accounts[0]).toMatchObject({ accountId: '000000000001' })
    expect(accounts.at(-1)).toMatchObject({ accountId: '000000000009', accountName: null })
  })

  test('survive a service that asks to slow down, and lose nothing', async () => {
    const { app, run, demo } = await openRoom({ config: withCorp })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    demo.faults.add({
      operation: 'ListAccountRoles',
      times: 4,
      kind: 'error',
      status: 429,
      error: 'TooManyRequestsException',
    })
    await run('accounts.read', { session: 'corp' })
    const { accounts, status } = app.state().assignments['corp'] ?? {}
    expect(status).toBe('ready')
    expect(accounts?.every(({ roles }) => roles !== null && roles.length > 0)).toBe(true)
  })

  test('that were read before a failure stay on show', async () => {
    const { app, run, demo } = await openRoom({ config: withCorp })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    await run('accounts.read', { session: 'corp' })
    demo.faults.add({ operation: 'ListAccountRoles', kind: 'error', status: 400, error: 'InvalidRequestException' })
    expect((await app.call('accounts.read', { session: 'corp' })).ok).toBe(false)
    const { accounts, status, problem } = app.state().assignments['corp'] ?? {}
    expect({ status, code: problem?.code }).toEqual({ status: 'failed', code: 'aws-unavailable' })
    expect(accounts?.every(({ roles }) => roles !== null)).toBe(true)
  })

  test('of one account that is taken away meanwhile are none, and the others are read', async () => {
    const { app, run, demo } = await openRoom({ config: withCorp })
    await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
    demo.faults.add({ operation: 'ListAccountRoles', kind: 'error', status: 403, error: 'ForbiddenException' })
    await run('accounts.read', { session: 'corp' })
    const { accounts = [], status } = app.state().assignments['corp'] ?? {}
    expect(status).toBe('ready')
    expect(accounts.filter(({ roles }) => roles?.length === 0)).toHaveLength(1)
  })
})
