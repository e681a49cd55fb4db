/** A panel that comes, goes and comes back; and clicks on the icon. */
import { clickLine, closeWindow, expect, heard, menuWith, notifications, test } from './real.ts'

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

test('a left click on the icon shows the window', async ({ start, buses }) => {
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await menuWith(buses, 'Quit')
  await buses.ask('activate')
  await heard(lanyard, 'show')
})
