/** A panel that comes, goes and comes back; and clicks on the icon. */
import { watchXTray } from '../../electron/desktop/x11-tray.ts'
import { clickLine, closeWindow, expect, heard, menuWith, notification, notifications, test } from './real.ts'
import { spawnAs } from './user.ts'

test.describe('a panel that starts after Lanyard', () => {
  test.use({ owns: ['notifications'] })

  test('gets the icon, and no window opens', async ({ start, buses }) => {
    const lanyard = start({ args: ['--hidden'], packaged: true })
    await heard(lanyard, 'ready')
    await buses.ask('take_watcher')
    await menuWith(buses, 'Quit')
    // Gone again, and back: as when a panel is restarted.
    await buses.ask('drop_watcher')
    await buses.ask('take_watcher')
    await buses.log.until('a second icon', (entries) =>
      entries.filter(({ event }) => event === 'item').length >= 2 ? true : undefined,
    )
    await clickLine(buses, 'Open Lanyard')
    await heard(lanyard, 'show')
    await closeWindow(lanyard)
    await heard(lanyard, 'hide')
    expect(notifications(buses.log.entries).map(({ title }) => title)).not.toContain('This desktop shows no tray')
    await clickLine(buses, 'Quit')
    expect((await lanyard.exited).code).toBe(0)
  })
})

test.describe('a tray of the older kind', () => {
  test.use({ owns: ['notifications'] })

  test('counts as one: closing the window hides it there', async ({ start, desk, home, buses }) => {
    const env = { PATH: process.env['PATH'], HOME: home.folder, DISPLAY: desk.display }
    const trayer = spawnAs('trayer', [], { env, stdio: 'ignore' })
    await new Promise<void>((resolve) => {
      void watchXTray(env, home.folder, (isThere) => isThere && resolve())
    })
    const lanyard = start({ packaged: true })
    await heard(lanyard, 'show')
    await closeWindow(lanyard)
    await heard(lanyard, 'hide')
    expect((await notification(buses)).title).toBe('Lanyard stays in the tray')
    trayer.kill()
    // Without any tray the window comes back by itself.
    await heard(lanyard, 'show', 2)
  })
})

test('a left click on the icon shows the window', async ({ start, buses }) => {
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await menuWith(buses, 'Quit')
  await buses.ask('activate')
  await heard(lanyard, 'show')
})
