import { existsSync } from 'node:fs'
import { readFile, rename, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { channels } from '../../shared/channels.ts'
import type { Main } from '../electron/start.ts'
import { expect, labels, menuWith, test } from './desktop.ts'

const window = { url: 'app://lanyard/', isMainFrame: true }
const titles = async (main: Main) => (await main.ask('notifications')).map(({ title }) => title)
const quit = async (main: Main) => {
  await menuWith(main, 'Quit')
  await main.ask('clickTray', ['Quit'])
  await main.exited
}

test('the window comes back where it was, as large as it was', async ({ start }) => {
  const bounds = { x: 300, y: 200, width: 900, height: 600 }
  const first = await start()
  await expect.poll(() => first.ask('windows')).toMatchObject([{ bounds: { width: 1080, height: 720 } }])
  await first.ask('placeWindow', bounds, true)
  await quit(first)
  const second = await start()
  await expect.poll(() => second.ask('windows')).toMatchObject([{ bounds, maximized: false }])
  await second.ask('pageLoaded')
  expect(await second.ask('windows')).toMatchObject([{ bounds, maximized: true }])
})

const setStartAtLogin = (main: Main, startAtLogin: boolean) =>
  main.ask('invoke', channels.call, ['settings.update', { settings: { startAtLogin } }], window)

test('starting at login follows the setting', async ({ start, home }) => {
  const main = await start()
  await menuWith(main, 'Quit')
  expect(await main.ask('invoke', channels.snapshot, [], window)).toMatchObject({ host: { canStartAtLogin: true } })
  const entry = path.join(home, '.config/autostart/lanyard.desktop')
  const isOn = async () =>
    process.platform === 'linux' ? existsSync(entry) : (await main.ask('loginItem'))?.openAtLogin
  await setStartAtLogin(main, true)
  await expect.poll(isOn).toBe(true)
  if (process.platform === 'linux')
    expect(await readFile(entry, 'utf8')).toContain(`Exec="${process.execPath}" "--hidden"\n`)
  await setStartAtLogin(main, false)
  await expect.poll(isOn).toBe(false)
})

test.describe('an AppImage', () => {
  test.skip(process.platform !== 'linux', 'There are none elsewhere.')
  const env = { APPIMAGE: '/home/me/My Apps/Lanyard.AppImage' }

  test('asks for no links, which it says once', async ({ start }) => {
    const main = await start({ env })
    await expect.poll(() => titles(main)).toEqual(['Links to shared set-ups do not open here'])
    expect(await main.ask('linkSchemes')).toEqual([])
    await quit(main)
    const second = await start({ env })
    await menuWith(second, 'Quit')
    expect(await titles(second)).toEqual([])
  })

  test('is started at login from where it lies, also when it has been moved', async ({ start, home }) => {
    const entry = path.join(home, '.config/autostart/lanyard.desktop')
    const text = () => (existsSync(entry) ? readFile(entry, 'utf8') : null)
    const first = await start({ env })
    await menuWith(first, 'Quit')
    await setStartAtLogin(first, true)
    await expect.poll(text).toContain('Exec="/home/me/My Apps/Lanyard.AppImage" "--hidden"\n')
    await quit(first)
    await start({ env: { APPIMAGE: '/opt/Lanyard.AppImage' } })
    await expect.poll(text).toContain('Exec="/opt/Lanyard.AppImage" "--hidden"\n')
  })

  test('leaves an entry that is a link as it is', async ({ start, home }) => {
    const entry = path.join(home, '.config/autostart/lanyard.desktop')
    const first = await start({ env })
    await menuWith(first, 'Quit')
    await setStartAtLogin(first, true)
    await expect.poll(() => existsSync(entry)).toBe(true)
    await quit(first)
    await rename(entry, path.join(home, 'own.desktop'))
    await symlink(path.join(home, 'own.desktop'), entry)
    const second = await start({ env: { APPIMAGE: '/opt/Lanyard.AppImage' } })
    await menuWith(second, 'Quit')
    await setStartAtLogin(second, false)
    await expect.poll(() => existsSync(entry)).toBe(false)
    expect(existsSync(path.join(home, 'own.desktop'))).toBe(true)
  })
})

test('a start from the sources asks the system for nothing, and has developer tools', async ({ start }) => {
  const main = await start({ packaged: false })
  await menuWith(main, 'Quit')
  expect(await main.ask('linkSchemes')).toEqual([])
  expect(await main.ask('invoke', channels.snapshot, [], window)).toMatchObject({ host: { canStartAtLogin: false } })
  expect((await main.ask('windows'))[0]?.options.webPreferences?.devTools).toBe(true)
})

test('updates are looked for where a release feed is configured, and never otherwise', async ({ start, home }) => {
  const without = await start()
  expect(labels(await menuWith(without, 'Quit'))).not.toContain('Check for updates…')
  await writeFile(path.join(home, 'app-update.yml'), 'provider: generic\nurl: https://lanyard.invalid/\n')
  const main = await start({ args: ['--hidden'], resources: home })
  await menuWith(main, 'Check for updates…')
  // What the stand-in runs from is no AppImage; elsewhere the network would be asked.
  if (process.platform !== 'linux') return
  await main.ask('clickTray', ['Check for updates…'])
  await expect.poll(() => titles(main)).toEqual(['This Lanyard does not update itself'])
})
