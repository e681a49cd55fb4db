/** How Lanyard ends, and that it never stays behind where nobody can see it. */
import { clickLine, closeWindow, expect, heard, menuWith, notification, test } from './real.ts'

const done = { code: 0, signal: null }

test.describe('without a tray', () => {
  test.use({ owns: ['notifications'] })

  test('a hidden start opens the window after a while and says why, and closing it ends Lanyard', async ({
    start,
    buses,
  }) => {
    const lanyard = start({ args: ['--hidden'], packaged: true })
    await heard(lanyard, 'show')
    expect((await notification(buses)).title).toBe('This desktop shows no tray')
    await closeWindow(lanyard)
    expect(await lanyard.exited).toEqual(done)
  })

  test('a page that crashes comes back', async ({ start }) => {
    const lanyard = start()
    const page = await lanyard.page()
    await expect(page.getByText('staging').first()).toBeVisible()
    await lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    await heard(lanyard, 'render-process-gone')
    await heard(lanyard, 'did-finish-load', 2)
    expect(await lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
    // The next crash is one too many, and without a window nobody would find Lanyard.
    await lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    expect(await lanyard.exited).toEqual(done)
  })
})

test.describe('without a session bus', () => {
  test.use({ owns: [] })

  test('closing the window ends Lanyard', async ({ start }) => {
    const lanyard = start({ packaged: true, env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
    await heard(lanyard, 'show')
    await closeWindow(lanyard)
    expect(await lanyard.exited).toEqual(done)
  })
})

test('closing the window hides it, which is said once, and a second start shows it again', async ({ start, buses }) => {
  const lanyard = start({ packaged: true })
  await heard(lanyard, 'show')
  await menuWith(buses, 'Quit')
  await closeWindow(lanyard)
  await heard(lanyard, 'hide')
  expect((await notification(buses)).title).toBe('Lanyard stays in the tray')
  const second = start({ packaged: true })
  expect(await second.exited).toEqual(done)
  await heard(lanyard, 'show', 2)
  await closeWindow(lanyard)
  await heard(lanyard, 'hide', 2)
  const hidden = start({ packaged: true, args: ['--hidden'] })
  expect(await hidden.exited).toEqual(done)
  await heard(lanyard, 'second-instance', 2)
  await clickLine(buses, 'Quit')
  expect(await lanyard.exited).toEqual(done)
  expect(lanyard.log.entries.filter(({ event }) => event === 'show')).toHaveLength(2)
  expect(buses.log.entries.filter(({ event }) => event === 'notification')).toHaveLength(1)
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
  expect(await lanyard.exited).toEqual(done)
})

test('Quit ends it while a sign-in waits for the browser, and frees the port', async ({
  start,
  buses,
  opened,
  demo,
}) => {
  demo.settings.autoApprove = false
  const lanyard = start({ packaged: true, args: ['--hidden'] })
  await clickLine(buses, 'corp — sign-in needed')
  await menuWith(buses, 'Open the page again')
  const url = await opened.until('the page of the sign-in', (entries) => entries[0])
  const redirect = new URL(url).searchParams.get('redirect_uri') ?? ''
  expect((await fetch(redirect)).status).toBe(400)
  await clickLine(buses, 'Quit')
  expect(await lanyard.exited).toEqual(done)
  await expect(fetch(redirect)).rejects.toThrow('fetch failed')
})
