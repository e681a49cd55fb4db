import { expect, test } from 'vitest'
import { openRoom, withCorp } from './app.testing.ts'
import type { BrowserChoice } from '../../shared/state.ts'

const work = { kind: 'browser', id: 'chromium', profile: 'Profile 1' } as const
const requestUrl = 'https://access.example.com/ask'
const config = `${withCorp}
[profile dev]
sso_session = corp
sso_account_id = 058264527036
sso_role_name = PowerUserAccess
region = us-east-1
`

/** A room whose browser notes the choices that it is given. */
async function choosingRoom(browser: BrowserChoice | null) {
  const choices: (BrowserChoice | null)[] = []
  const room = await openRoom({
    config,
    browser: async (url, choice) => {
      choices.push(choice)
      if (url.includes('/authorize')) void fetch(url).catch(() => undefined)
      return choice?.kind !== 'copy'
    },
  })
  await room.run('settings.update', { settings: { sessions: { corp: { browser, requestUrl } } } })
  return { ...room, choices }
}

test("every page of a session is shown in that session's own browser", async () => {
  const { run, choices, opened } = await choosingRoom(work)
  await run('session.signIn', { session: 'corp', method: 'browser', openBrowser: true })
  await run('session.openPortal', { session: 'corp' })
  await run('profile.openConsole', { profile: 'dev' })
  await run('session.openRequest', { session: 'corp' })
  expect(choices).toEqual([work, work, work, work])
  expect(opened.at(-1)).toBe(requestUrl)
})

test('of a session without a choice, in that of the system', async () => {
  const { run, choices } = await choosingRoom(null)
  await run('session.openPortal', { session: 'corp' })
  expect(choices).toEqual([null])
})

test('a link that is only to be copied is not called opened', async () => {
  const { run } = await choosingRoom({ kind: 'copy' })
  expect(await run('session.openPortal', { session: 'corp' })).toMatchObject({ opened: false })
})

test('a session that is renamed takes its choices along, and back', async () => {
  const { app, run } = await choosingRoom(work)
  const own = { browser: work, requestUrl }
  await run('config.change', { change: { kind: 'rename-session', name: 'corp', to: 'new' }, anyway: false })
  expect(app.state().settings.sessions).toEqual({ new: own })
  await run('config.change', { change: { kind: 'rename-session', name: 'new', to: 'corp' }, anyway: false })
  expect(app.state().settings.sessions).toEqual({ corp: own })
})

test('a page for asking that is not https is not kept', async () => {
  const { app } = await choosingRoom(work)
  const sessions = { corp: { browser: null, requestUrl: 'http://access.example.com' } }
  expect(await app.call('settings.update', { settings: { sessions } })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input', message: 'The link begins with https://.' },
  })
  expect(app.state().settings.sessions['corp']?.requestUrl).toBe(requestUrl)
})

test('a session without a page for asking says so', async () => {
  const { app } = await openRoom({ config: withCorp })
  expect(await app.call('session.openRequest', { session: 'corp' })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  })
})

test('what is no start URL is not looked for in any region', async () => {
  const { app, demo } = await openRoom({ config: withCorp })
  expect(await app.call('session.findRegion', { startUrl: 'ftp://x' })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input', field: 'startUrl' },
  })
  expect(demo.requests.entries).toEqual([])
})
