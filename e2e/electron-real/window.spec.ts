/** The window: where it is, what it is called, and that its page stays where it belongs. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { clickLine, closeWindow, expect, heard, menuWith, test } from './real.ts'
import type { Rectangle } from 'electron'
import type { Lanyard } from './lanyard.ts'

const bounds = (lanyard: Lanyard) => lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

/** Where the window is once its frame has been put around it, which moves it down. */
async function framed(lanyard: Lanyard): Promise<Rectangle | undefined> {
  await heard(lanyard, 'show')
  await lanyard.log.until('a frame', (entries) =>
    entries.findLast(({ event, detail }) => event === 'move' && (detail as Rectangle).y !== 50),
  )
  return bounds(lanyard)
}

test('the window comes back where it was, start after start, and as large', async ({ start, buses, home }) => {
  await home.write(
    '.local/state/lanyard/desktop.json',
    JSON.stringify({ place: { x: 200, y: 50, width: 900, height: 600 } }),
  )
  const quit = async (lanyard: Lanyard) => {
    await clickLine(buses, 'Quit')
    await lanyard.exited
  }
  const first = start({ packaged: true })
  const there = await framed(first)
  expect(there).toMatchObject({ width: 900, height: 600 })
  await quit(first)
  const second = start({ packaged: true })
  expect(await framed(second)).toEqual(there)
  await quit(second)
  const remembered = JSON.parse(await readFile(path.join(home.state, 'desktop.json'), 'utf8')) as { place: unknown }
  expect(remembered.place).toEqual({ x: 200, y: 50, width: 900, height: 600 })
})

test('a window that was on a screen that is gone comes back on this one', async ({ start, home }) => {
  await home.write(
    '.local/state/lanyard/desktop.json',
    JSON.stringify({ place: { x: 2500, y: 50, width: 900, height: 600 } }),
  )
  const lanyard = start({ packaged: true })
  await heard(lanyard, 'show')
  const found = await bounds(lanyard)
  expect(found?.width).toBe(900)
  expect(found?.x).toBeLessThan(1280 - 900)
})

test('its title is that of its screen', async ({ start }) => {
  const lanyard = start()
  const page = await lanyard.page()
  const title = () => lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
  for (const name of ['Settings', 'Doctor', 'Sessions', 'Profiles', 'Accounts']) {
    await page.getByRole('navigation').getByRole('button', { name }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    await expect.poll(title).toBe(`${name} · Lanyard`)
  }
})

test('a page that leaves for a blank one comes back', async ({ start }) => {
  const lanyard = start()
  const page = await lanyard.page()
  await expect(page.getByText('staging').first()).toBeVisible()
  await page.evaluate(() => void setTimeout(() => (location.href = 'about:blank'), 0))
  await heard(lanyard, 'did-finish-load', 3)
  await expect(page.getByText('staging').first()).toBeVisible()
  expect(page.url()).toBe('app://lanyard/')
})

test('a hidden start has its icon and no window until one is asked for', async ({ start, buses }) => {
  const lanyard = start({ args: ['--hidden'], packaged: true })
  await menuWith(buses, 'Quit')
  expect(lanyard.log.entries.map(({ event }) => event)).not.toContain('window-created')
  await clickLine(buses, 'Open Lanyard')
  await heard(lanyard, 'show')
  await closeWindow(lanyard)
  await heard(lanyard, 'hide')
})

test('the program says its version and does nothing else', async ({ start }) => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  const lanyard = start({ args: ['--version'], packaged: true })
  expect((await lanyard.exited).code).toBe(0)
  expect(lanyard.output()).toBe(version)
  expect(lanyard.log.entries.map(({ event }) => event)).not.toContain('window-created')
})
