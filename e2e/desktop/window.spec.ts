import { existsSync } from 'node:fs'
import path from 'node:path'
import { channels } from '../../shared/channels.ts'
import { expect, stateFolder, test } from './desktop.ts'

test('the window is confined, and its page is in the build', async ({ start }) => {
  const main = await start()
  const [window] = await main.ask('windows')
  expect(window?.url).toBe('app://lanyard/')
  expect(window?.options).toMatchObject({ minWidth: 720, minHeight: 480, show: false, autoHideMenuBar: true })
  expect(window?.options.webPreferences).toEqual({
    preload: path.resolve('out/preload/preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    disableBlinkFeatures: 'FileSystemAccessLocal',
    devTools: false,
    spellcheck: false,
  })
  expect(await main.ask('sandboxed')).toBe(true)
})

test('it is shown when it is drawn, hides when it is closed, and comes back on the next start', async ({
  start,
  open,
}) => {
  const main = await start()
  const visible = async () => (await main.ask('windows')).map((window) => window.visible)
  expect(await visible()).toEqual([false])
  const { page } = await open(main)
  expect(await visible()).toEqual([true])
  await main.ask('closeWindow')
  expect(await visible()).toEqual([false])
  await main.ask('secondStart', ['lanyard', '--hidden'])
  expect(await visible()).toEqual([false])
  await main.ask('secondStart', ['lanyard'])
  expect(await visible()).toEqual([true])
  await main.ask('closeWindow')
  await main.ask('activate')
  expect(await visible()).toEqual([true])
  await page.close()
})

test('a second start leaves the first alone', async ({ start, home }) => {
  const main = await start({ lockTaken: true })
  expect(await main.exited).toEqual({ code: 0, stderr: '' })
  expect(existsSync(stateFolder(home))).toBe(false)
})

test('Chromium keeps its own files in a folder of their own, so that settings stand alone', async ({ start, home }) => {
  const main = await start()
  const folder = await main.ask('userData')
  expect(folder.startsWith(home)).toBe(true)
  expect(path.basename(folder)).toBe('electron')
})

test('the menu bar has nothing of a browser', async ({ start }) => {
  const main = await start()
  const items = process.platform === 'darwin' ? ['appMenu', 'editMenu', 'windowMenu'] : []
  expect((await main.ask('applicationMenu')).map((line) => line.label)).toEqual(items)
})

test('the theme of the settings is the window’s', async ({ start }) => {
  const main = await start()
  const sender = { url: 'app://lanyard/', isMainFrame: true }
  await main.ask('invoke', channels.call, ['settings.update', { settings: { theme: 'dark' } }], sender)
  await expect.poll(async () => (await main.ask('windows'))[0]?.background).toBe('#15171b')
})
