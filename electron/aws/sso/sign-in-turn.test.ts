import { utimes } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ok } from '../../../shared/result.ts'
import { cachedToken, inSignInTurn } from './sign-in-turn.ts'
import { signedIn } from './sign-in.testing.ts'
import { tokenPath } from './token-cache.ts'

/** A turn of who asked now, when the session had `before`; and whether it came to a sign-in. */
async function takeTurn(room: Awaited<ReturnType<typeof signedIn>>, before: 'none' | 'the same') {
  const { deps, session } = room
  // Written a while before it was put in its place, as on a slow disk.
  await utimes(tokenPath(deps.paths.ssoCache, session), new Date(0), new Date(0))
  const token = before === 'none' ? null : await cachedToken(deps, session)
  const turn = { signal: new AbortController().signal, asked: Date.now() + 60_000, before: token, onWait: () => {} }
  let ran = false
  const result = await inSignInTurn(deps, session, turn, async () => {
    ran = true
    return ok({ expiresAt: '2026-11-29T09:00:00.000Z', renews: true })
  })
  return { ok: result.ok, ran }
}

test('a token that came since is the sign-in, whatever the time of its file', async () => {
  expect(await takeTurn(await signedIn(), 'none')).toEqual({ ok: true, ran: false })
})

test('a token that was there already is none', async () => {
  expect(await takeTurn(await signedIn(), 'the same')).toEqual({ ok: true, ran: true })
})
