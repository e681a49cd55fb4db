import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { channels } from '../../shared/channels.ts'
import type { Sender } from '../electron/commands.ts'
import { expect, menuWith, settingsFolder, test } from './desktop.ts'

const window: Sender = { url: 'app://lanyard/', isMainFrame: true }

const strangers: readonly (readonly [string, Sender, boolean?])[] = [
  ['another site in the window', { url: 'https://evil.example/', isMainFrame: true }],
  ['a host that begins alike', { url: 'app://lanyard.evil/', isMainFrame: true }],
  ['a file', { url: 'file:///app/lanyard', isMainFrame: true }],
  ['a frame inside the page', { url: 'app://lanyard/', isMainFrame: false }],
  ['a frame that is gone', null],
  ['other contents that show the page', window, true],
]

for (const [what, sender, stranger] of strangers) {
  test(`a message from ${what} is refused, and does nothing`, async ({ start }) => {
    const main = await start()
    await menuWith(main, 'corp — sign-in needed')
    const { call, snapshot } = channels
    const sent = main.ask('invoke', call, ['profile.switch', { profile: 'staging' }], sender, stranger)
    await expect(sent).rejects.toThrow('Refused')
    await expect(main.ask('invoke', snapshot, [], sender, stranger)).rejects.toThrow('Refused')
    const state = await main.ask('invoke', snapshot, [], window)
    expect(state).toMatchObject({ active: null })
  })
}

test('no page leaves, opens another or embeds one', async ({ start }) => {
  const main = await start()
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'] as const) {
    expect(await main.ask('navigationStopped', event, 'https://evil.example/')).toBe(true)
  }
  expect(await main.ask('openedByPage', 'https://evil.example/')).toEqual({ action: 'deny' })
  expect(await main.ask('opened')).toEqual([])
})

for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal'] as const) {
  test(`the permission ${name} is refused however it is asked for`, async ({ start }) => {
    const main = await start()
    expect(await main.ask('permission', name)).toEqual({ request: false, check: false, device: false })
  })
}

test('no page loads anything from a network or the disk, whatever its policy says', async ({ start }) => {
  const main = await start()
  for (const url of [
    'https://evil.example/x.js',
    'http://evil.example/',
    'ws://evil.example/',
    'wss://evil.example/',
    'file:///etc/passwd',
  ]) {
    expect(await main.ask('loadStopped', url)).toBe(true)
  }
  expect(await main.ask('loadStopped', 'app://lanyard/index.html')).toBe(false)
})

test('the page comes with a policy that allows it its own files alone', async ({ start }) => {
  const main = await start()
  const { status, headers } = await main.ask('request', 'app://lanyard/')
  expect(status).toBe(200)
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
      "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  expect(await main.ask('schemes')).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
})

test('only pages that Lanyard itself links to reach the browser', async ({ start }) => {
  const main = await start()
  await menuWith(main, 'corp — sign-in needed')
  await main.ask('invoke', channels.call, ['session.openPortal', { session: 'corp' }], window)
  expect(await main.ask('opened')).toEqual(['https://d-9067demo01.awsapps.com/start'])
})

test('of the addresses that stand in the files, only those that a session may have reach the browser', async ({
  start,
  home,
}) => {
  await mkdir(settingsFolder(home), { recursive: true, mode: 0o700 })
  const config = await readFile(path.join(home, '.aws/config'), 'utf8')
  await writeFile(path.join(home, '.aws/config'), config.replace('https://d-9067', 'http://d-9067'))
  const requests = 'https://requests.example/new'
  const main = await start()
  await menuWith(main, 'Quit')
  const call = (name: string, input: object) => main.ask('invoke', channels.call, [name, input], window)
  await call('session.openPortal', { session: 'corp' })
  for (const requestUrl of [
    'http://requests.example/',
    'file:///etc/passwd',
    'https://me:secret@requests.example/',
    requests,
  ]) {
    expect(await main.ask('opened')).toEqual([])
    const settings = { sessions: { corp: { browser: null, requestUrl } } }
    await writeFile(path.join(settingsFolder(home), 'settings.json'), JSON.stringify(settings))
    await call('config.reload', {})
    await call('session.openRequest', { session: 'corp' })
  }
  expect(await main.ask('opened')).toEqual([requests])
})
