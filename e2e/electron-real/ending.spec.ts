/** How Lanyard ends, and what never leaves a process behind that nobody can see. */
import { clickLine, expect, heard, menuWith, notification, test } from './real.ts'
import type { Lanyard } from './lanyard.ts'

const closeWindow = (lanyard: Lanyard) =>
  lanyard.main(({ BrowserWindow }) => void setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()))

test.describe('without a tray', () => {
  test.use({ owns: ['notifications'] })

  test('a hidden start opens the window and says why, and closing the window ends Lanyard', async ({ start, buses }) => {
    const lanyard = start({ args: ['--hidden'], packaged: true })
    await heard(lanyard, 'show')
    expect((await notification(buses)).title).toBe('This desktop shows no tray')
    await closeWindow(lanyard)
    expect(await lanyard.exited).toEqual({ code: 0, signal: null })
  })

  test('closing the window ends Lanyard where there is no bus at all', async ({ start }) => {
    const lanyard = start({ packaged: true, env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
    await heard(lanyard, 'show')
    await closeWindow(lanyard)
    expect(await lanyard.exited).toEqual({ code: 0, signal: null })
  })
})

test('Quit in the tray ends it, also while the page hangs', async ({ start, buses }) => {
  const lanyard = start({ packaged: true })
  await heard(lanyard, 'show')
  await menuWith(buses, 'Quit')
  await lanyard.main(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    void window?.webContents.executeJavaScript('setTimeout(() => { for (;;); }, 0)')
  })
  await clickLine(buses, 'Quit')
  expect(await lanyard.exited).toEqual({ code: 0, signal: null })
})
