/** What a person does at an awkward moment, and files in which awkward things stand. */
import { expect, test } from 'vitest'
import { corp, openRoom, production } from '../../e2e/interop/app-room.ts'
import { sessionCondition } from '../../shared/conditions.ts'

test('sessions and profiles may be named as what every object has', async () => {
  const session = `[sso-session constructor]\nsso_start_url = ${corp.startUrl}\nsso_region = us-east-1\n`
  const names = ['toString', '__proto__']
  const profiles = names.map(
    (name) =>
      `[profile ${name}]\nsso_session = constructor\nsso_account_id = ${production}\nsso_role_name = AdministratorAccess\n`,
  )
  const { app, run } = await openRoom({ config: session + profiles.join('') })
  const words = () => app.state().sessions.map((each) => sessionCondition(app.state(), each, Date.now()).words)
  expect(words()).toEqual(['Sign-in needed'])
  await run('session.signIn', { session: 'constructor', method: 'browser', openBrowser: true })
  await run('accounts.read', { session: 'constructor' })
  const verified = await run('identity.checkAll', {})
  expect(verified.map(({ profile, identity }) => [profile, identity.status])).toEqual(
    names.map((name) => [name, 'verified']),
  )
  expect(Object.keys(app.state().identities)).toEqual(names)
  expect(app.state().assignments['constructor']?.status).toBe('ready')
  await run('session.signOut', { session: 'constructor' })
  expect(words()).toEqual(['Sign-in needed'])
})
