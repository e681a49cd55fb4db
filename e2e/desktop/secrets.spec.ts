import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { channels } from '../../shared/channels.ts'
import type { Input, OperationName } from '../../shared/contract.ts'
import type { Main } from '../electron/start.ts'
import type { Demo } from '../../testing/idc/demo.ts'
import { readLog } from '../../electron/system/log-file.ts'
import { expect, menuWith, stateFolder, test } from './desktop.ts'

const window = { url: 'app://lanyard/', isMainFrame: true }

const call = <N extends OperationName>(main: Main, name: N, input: Input<N>) =>
  main.ask('invoke', channels.call, [name, input], window)

/** All that must stay where it is: what the organization has handed out, and what the cache holds besides. */
async function secretsOf(demo: Demo, home: string): Promise<readonly string[]> {
  const { accessTokens, refreshTokens, credentials, clients, devices, codes } = demo.grants
  const issued = [...credentials.values()].flatMap((each) => [each.secretAccessKey, each.sessionToken])
  const folder = path.join(home, '.aws/sso/cache')
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')))
  const cached = files.flatMap((text) => {
    const { accessToken, refreshToken, clientSecret } = JSON.parse(text) as Record<string, unknown>
    return [accessToken, refreshToken, clientSecret].filter((each) => typeof each === 'string')
  })
  return [
    ...accessTokens.keys(),
    ...refreshTokens.keys(),
    ...[...clients.values()].map(({ clientSecret }) => clientSecret),
    ...devices.keys(),
    ...codes.keys(),
    ...issued,
    ...cached,
  ]
}

test('no token, secret or key reaches the page, the state, the output or the log, whatever one does', async ({
  start,
  demo,
  home,
}) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  const known = new Set<string>()
  const gather = async () => {
    for (const secret of await secretsOf(demo, home)) known.add(secret)
  }
  const signIn = async (method: 'browser' | 'device') => {
    const count = (await main.ask('opened')).length
    const done = call(main, 'session.signIn', { session: 'corp', method, openBrowser: true })
    await expect.poll(() => main.ask('opened')).toHaveLength(count + 1)
    await gather()
    await fetch((await main.ask('opened')).at(-1) ?? '')
    expect(await done).toMatchObject({ ok: true })
    await gather()
  }

  await signIn('browser')
  await call(main, 'accounts.read', { session: 'corp' })
  await call(main, 'identity.checkAll', {})
  await call(main, 'profile.switch', { profile: 'staging' })
  await call(main, 'profile.openConsole', { profile: 'staging' })
  await call(main, 'profile.copyExport', { profile: 'staging', shell: null })
  await call(main, 'share.write', { sessions: ['corp'], profiles: ['staging'] })
  await call(main, 'doctor.check', {})
  await gather()
  expect(demo.grants.credentials.size).toBeGreaterThan(0)

  // Errors are where secrets leak: each request carries one.
  for (const operation of ['GetRoleCredentials', 'GetCallerIdentity', 'ListAccounts', 'CreateToken']) {
    for (const kind of ['reset', 'bad-json'] as const) demo.faults.add({ operation, kind })
    await call(main, 'identity.check', { profile: 'staging' })
    await call(main, 'accounts.read', { session: 'corp' })
    demo.faults.clear()
  }
  demo.grants.expireAccessTokens()
  await call(main, 'identity.check', { profile: 'staging' })
  await gather()
  await call(main, 'session.signOut', { session: 'corp' })
  await signIn('device')
  demo.grants.revokeAll()
  await call(main, 'identity.check', { profile: 'staging' })
  await main.ask('invoke', channels.snapshot, [], window)
  await main.ask('notifications')
  await main.ask('clipboard')

  expect([...known].filter((secret) => secret.length >= 20).length).toBeGreaterThan(8)
  const copied = (await call(main, 'log.copyReport', {})) as { readonly value: { readonly text: string } }
  const report = copied.value.text
  expect(report).toContain('desktop')
  const logged = await readLog(stateFolder(home))
  expect(logged).toContain('Sign-in to corp: done')
  const heard = main.traffic() + main.output() + logged
  expect(heard).toContain('637423191929')
  for (const secret of known) expect(heard.includes(secret), `${secret.slice(0, 8)}…`).toBe(false)
})
