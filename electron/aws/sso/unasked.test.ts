import { describe, expect, test, vi } from 'vitest'
import { usableToken } from './current-token.ts'
import { listAccounts } from './portal.ts'
import { whileNotRefreshing } from './refresh.ts'
import { signedIn } from './sign-in.testing.ts'
import { deleteToken, readToken, writeToken } from './token-cache.ts'

const hour = 3_600_000

describe('nothing is asked of AWS', () => {
  test('with a token that has been deleted', async () => {
    const { deps, session, demo } = await signedIn()
    await deleteToken(deps.paths.ssoCache, session)
    expect(await listAccounts(deps, session)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(demo.requests.entries).toEqual([])
  })

  test('to renew one that is deleted while another process has its turn', async () => {
    const { deps, session, demo, clock } = await signedIn()
    clock.advance(2 * hour)
    const turn = await whileNotRefreshing(deps, session, async () => {
      const asked = usableToken(deps, session)
      await vi.waitFor(() => expect(deps.refreshing.size).toBe(1))
      await deleteToken(deps.paths.ssoCache, session)
      return { asked }
    })
    expect(await turn?.value.asked).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(demo.requests.entries).toEqual([])
  })

  test('with one that the portal has refused and that cannot be renewed, until there is another', async () => {
    const { deps, session, demo } = await signedIn()
    const file = await readToken(deps.paths.ssoCache, session)
    if (file.kind !== 'token') throw new Error(`the cache is ${file.kind}`)
    const { token } = file
    await writeToken(deps.paths.ssoCache, session, { ...token, refreshToken: null })
    demo.grants.revokeAll()
    expect(await listAccounts(deps, session)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(demo.requests.count('ListAccounts')).toBe(1)
    demo.requests.clear()
    expect(await listAccounts(deps, session)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(await usableToken(deps, session)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } })
    expect(demo.requests.entries).toEqual([])
    await writeToken(deps.paths.ssoCache, session, { ...token, accessToken: 'another', refreshToken: null })
    expect(await usableToken(deps, session)).toMatchObject({ ok: true, value: { accessToken: 'another' } })
  })
})
