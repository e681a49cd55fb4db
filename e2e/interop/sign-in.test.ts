/** `aws sso login` in the browser and Lanyard's own sign-in, on one cache. */
import path from 'node:path'
import { expect, test } from 'vitest'
import { signInWithBrowser } from '../../electron/aws/sso/browser-sign-in.ts'
import { listAccounts } from '../../electron/aws/sso/portal.ts'
import { registrationPath } from '../../electron/aws/sso/registration.ts'
import { readToken, serializeToken, tokenPath } from '../../electron/aws/sso/token-cache.ts'
import { openHome, override, run } from './shared-home.ts'
import { filesIn, person } from '../../electron/aws/sso/sign-in.testing.ts'
import type { SignInRoom } from '../../electron/aws/sso/sign-in.testing.ts'
import { findAwsClis } from '../../testing/tools.ts'

/** PKCE came with 2.22. */
const pkce = findAwsClis().find(({ major, version }) => major === 2 && Number(version.split('.')[1]) >= 22)?.path

/** `aws sso login`, its page followed by a person who is signed in already. */
function login(room: SignInRoom) {
  const words = ['sso', 'login', '--sso-session', 'corp', '--no-browser']
  return run(room, pkce ?? '', words, override(room), (said) => {
    const url = /http:\/\/\S+\/authorize\S+/.exec(said)?.[0]
    if (url) void fetch(url).catch(() => undefined)
    return url !== undefined
  })
}

const registrationIn = ({ home, deps, session }: SignInRoom) =>
  path.relative(home, registrationPath(deps.paths.ssoCache, session))

test.runIf(pkce)("the AWS CLI uses Lanyard's registration, and Lanyard the AWS CLI's token", async () => {
  const room = await openHome()
  await signInWithBrowser(room.deps, room.session, person())
  const before = await filesIn(room.home)
  expect(await login(room)).toMatchObject({ code: 0, stderr: '' })
  expect(await listAccounts(room.deps, room.session)).toMatchObject({ ok: true })
  expect(room.demo.requests.count('RegisterClient')).toBe(1)
  expect((await filesIn(room.home))[registrationIn(room)]).toBe(before[registrationIn(room)])
})

test.runIf(pkce)("Lanyard uses the AWS CLI's registration", async () => {
  const room = await openHome()
  expect(await login(room)).toMatchObject({ code: 0, stderr: '' })
  expect(await signInWithBrowser(room.deps, room.session, person())).toMatchObject({ ok: true })
  expect(room.demo.requests.count('RegisterClient')).toBe(1)
})

test.runIf(pkce)("the AWS CLI writes Lanyard's bytes", async () => {
  const room = await openHome()
  expect(await login(room)).toMatchObject({ code: 0, stderr: '' })
  const theirs = await filesIn(room.home)
  const file = await readToken(room.deps.paths.ssoCache, room.session)
  if (file.kind !== 'token') throw new Error(`the cache is ${file.kind}`)
  const token = path.relative(room.home, tokenPath(room.deps.paths.ssoCache, room.session))
  expect(theirs[token]).toBe(serializeToken(file.token))

  // The registration, too, but for what is new each time.
  const other = await openHome()
  await signInWithBrowser(other.deps, other.session, person())
  const form = (text = '') => text.replaceAll(/("(?:clientId|clientSecret|expiresAt)": )"[^"]+"/g, '$1')
  expect(form((await filesIn(other.home))[registrationIn(other)])).toBe(form(theirs[registrationIn(room)]))
})
