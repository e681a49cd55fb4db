/** The same build in real Electron, where its runtime is. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'
import { hasTrayHost } from '../../electron/desktop/tray-host.ts'
import { nodeSystem } from '../../electron/system/node.ts'
import { findElectron } from '../../scripts/electron-runtime.mjs'

const executablePath = findElectron() ?? ''

test.skip(executablePath === '', 'not run: no Electron runtime here')

let home = ''
let lanyard: ElectronApplication

test.beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'lanyard-electron-'))
  await mkdir(path.join(home, '.aws'), { mode: 0o700 })
  await writeFile(path.join(home, '.aws', 'config'), '[profile first]\nregion = eu-west-1\n', { mode: 0o600 })
  lanyard = await launch()
})

function launch(): Promise<ElectronApplication> {
  const env = { ...process.env, HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home }
  return _electron.launch({ executablePath, args: ['.'], chromiumSandbox: true, env })
}

test.afterEach(async () => {
  await lanyard.close()
  await rm(home, { recursive: true, maxRetries: 5 })
})

test('the page has the one door, and nothing of Node', async () => {
  const page = await lanyard.firstWindow()
  await expect(page.getByText('first').first()).toBeVisible()
  const found = await page.evaluate(() => ({
    address: location.href,
    api: Object.keys((globalThis as { lanyard?: object }).lanyard ?? {}).sort(),
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
  }))
  expect(found).toEqual({
    address: 'app://lanyard/',
    api: ['call', 'face', 'onNavigate', 'snapshot', 'subscribe'],
    node: [],
  })
})

test('the page reaches no network, no other page and no permission', async () => {
  const page = await lanyard.firstWindow()
  const found = await page.evaluate(async () => ({
    fetched: await fetch('https://example.com').then(
      () => true,
      () => false,
    ),
    opened: open('https://example.com') !== null,
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => true,
      () => false,
    ),
  }))
  expect(found).toEqual({ fetched: false, opened: false, camera: false })
  await page.evaluate(() => location.assign('https://example.com'))
  expect(page.url()).toBe('app://lanyard/')
})

test('closing the window hides it, or ends Lanyard where no tray would bring it back', async () => {
  const { env, clock } = nodeSystem()
  const hasTray = process.platform !== 'linux' || (await hasTrayHost({ env, clock }, process.getuid?.() ?? 0))
  const page = await lanyard.firstWindow()
  await expect(page.getByText('first').first()).toBeVisible()
  const ended = hasTray ? null : lanyard.waitForEvent('close')
  // The window is closed once the answer has been given: Lanyard may end with it.
  await lanyard.evaluate(({ BrowserWindow }) => void setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 50))
  const visible = () => lanyard.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  if (ended) await ended
  else await expect.poll(visible).toBe(false)
})

test('the window comes back as large as it was', async () => {
  const page = await lanyard.firstWindow()
  await expect(page.getByText('first').first()).toBeVisible()
  await lanyard.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(900, 600))
  await lanyard.close()
  lanyard = await launch()
  await lanyard.firstWindow()
  const size = await lanyard.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())
  expect(size).toEqual([900, 600])
})
