/** The quick switch: opened by real keys or by a command, and gone when it has done what it is for. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { clickLine, expect, heard, menuWith, notification, notifications, test } from './real.ts'
import type { Screen } from './desk.ts'
import type { Home } from './real.ts'
import { spawnAs } from './user.ts'

const keys = ['Control_L', 'Alt_L', 'space'] as const
const shortcut = 'CommandOrControl+Alt+Space'
const choose = (home: Home) =>
  home.write('.config/lanyard/settings.json', JSON.stringify({ quickSwitch: shortcut, copyOnSwitch: false }))
const type = async (desk: Screen, text: string) => {
  for (const letter of text) await desk.press(letter)
}

test('keys open it over everything, Enter switches and it is gone, Escape puts it away', async ({
  start,
  home,
  desk,
}) => {
  await choose(home)
  const lanyard = start({ args: ['--hidden'] })
  const page = await lanyard.page()
  const field = page.getByRole('combobox', { name: 'Switch to a profile' })
  await expect(field).toBeAttached()
  expect(lanyard.log.entries.map(({ event }) => event)).not.toContain('show')

  await desk.press(...keys)
  await heard(lanyard, 'show')
  await heard(lanyard, 'focus')
  const look = await lanyard.main(({ BrowserWindow, screen }) => {
    const [window] = BrowserWindow.getAllWindows()
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
    const { x = 0, y = 0, width = 0, height = 0 } = window?.getBounds() ?? {}
    return {
      isOnScreen: x >= workArea.x && y >= workArea.y && x + width <= workArea.x + workArea.width,
      isHigh: y + height / 2 < workArea.y + workArea.height / 2,
    }
  })
  expect(look).toEqual({ isOnScreen: true, isHigh: true })
  // A window manager says so a moment after it has put it there.
  const isAbove = () => lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isAlwaysOnTop())
  await expect.poll(isAbove).toBe(true)
  await type(desk, 'stag')
  await expect(page.getByRole('option', { selected: true })).toContainText('staging')
  await desk.press('Return')
  await heard(lanyard, 'hide')
  await expect
    .poll(() => readFile(path.join(home.state, 'active-profile'), 'utf8').catch(() => ''))
    .toMatch(/^1 \d+ staging\n$/)

  await desk.press(...keys)
  await heard(lanyard, 'focus', 2)
  await expect.poll(isAbove).toBe(true)
  await expect(field).toHaveValue('')
  await expect(field).toBeFocused()
  await desk.press('Escape')
  await heard(lanyard, 'hide', 2)
  expect(lanyard.log.entries.map(({ event }) => event)).not.toContain('closed')
})

test('what it signs in to is told, and what it opens goes to the browser', async ({
  start,
  home,
  desk,
  buses,
  opened,
}) => {
  await choose(home)
  const lanyard = start({ args: ['--hidden'] })
  const page = await lanyard.page()
  await expect(page.getByRole('combobox')).toBeAttached()
  await desk.press(...keys)
  await heard(lanyard, 'focus')
  await type(desk, 'sign')
  await expect(page.getByRole('option', { selected: true })).toContainText('Sign in to corp')
  await desk.press('Return')
  const url = await opened.until('the page of the sign-in', (entries) => entries[0])
  expect((await fetch(url)).status).toBe(200)
  expect(await notification(buses)).toMatchObject({ title: 'Signed in to corp' })
})

test('it goes when one looks elsewhere, and comes back after its page has crashed', async ({
  start,
  home,
  desk,
  buses,
}) => {
  await choose(home)
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await heard(lanyard, 'ready-to-show')
  await menuWith(buses, 'Quit')
  await desk.press(...keys)
  await heard(lanyard, 'focus')
  await clickLine(buses, 'Open Lanyard')
  await heard(lanyard, 'hide')
  await lanyard.main(({ BrowserWindow }) => {
    const quick = BrowserWindow.getAllWindows().find((each) => each.getTitle() === 'Lanyard quick switch')
    quick?.webContents.forcefullyCrashRenderer()
  })
  await heard(lanyard, 'closed')
  await desk.press(...keys)
  await heard(lanyard, 'window-created', 3)
  await heard(lanyard, 'focus', 3)
})

test('no keys are taken until some are chosen, and none that another program has', async ({
  start,
  desk,
  home,
  buses,
}) => {
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await menuWith(buses, 'Quit')
  const isTaken = () => lanyard.main(({ globalShortcut }, text) => globalShortcut.isRegistered(text), shortcut)
  expect(await isTaken()).toBe(false)
  expect(lanyard.log.entries.map(({ event }) => event)).not.toContain('window-created')
  await choose(home)
  await expect.poll(isTaken).toBe(true)
  await home.write('.config/lanyard/settings.json', '{}')
  await expect.poll(isTaken).toBe(false)

  const other = spawnAs('/usr/bin/python3', ['-c', grabScript], {
    env: { PATH: process.env['PATH'], DISPLAY: desk.display },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => other.stdout?.once('data', resolve))
  await choose(home)
  expect(await notification(buses)).toMatchObject({ title: 'Ctrl Alt Space does not open the quick switch' })
  other.kill('SIGKILL')
})

test('a second start with the word opens it in the first', async ({ start, buses }) => {
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await menuWith(buses, 'Quit')
  const second = start({ args: ['quick'], packaged: true })
  expect((await second.exited).code).toBe(0)
  await heard(lanyard, 'focus')
  expect(
    await lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.getTitle())),
  ).toEqual(['Lanyard quick switch'])
  await clickLine(buses, 'Quit')
  expect((await lanyard.exited).code).toBe(0)
  expect(notifications(buses.log.entries)).toEqual([])
})

test('on Wayland no keys are taken, and the settings name the command', async ({ start, home }) => {
  await choose(home)
  const lanyard = start({ env: { XDG_SESSION_TYPE: 'wayland' } })
  const page = await lanyard.page()
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await expect(page.getByText(/electron \S*app quick$/)).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Keys of the quick switch' })).not.toBeAttached()
  expect(await lanyard.main(({ globalShortcut }, text) => globalShortcut.isRegistered(text), shortcut)).toBe(false)
})

/** Holds the keys, as another program of the desktop that has them. */
const grabScript = `
import ctypes, time
x = ctypes.CDLL('libX11.so.6')
x.XOpenDisplay.restype = ctypes.c_void_p
x.XDefaultRootWindow.restype = ctypes.c_ulong
screen = ctypes.c_void_p(x.XOpenDisplay(None))
space = x.XKeysymToKeycode(screen, ctypes.c_ulong(x.XStringToKeysym(b'space')))
x.XGrabKey(screen, space, 4 | 8, ctypes.c_ulong(x.XDefaultRootWindow(screen)), 0, 1, 1)
x.XSync(screen, 0)
print('held', flush=True)
time.sleep(600)
`
