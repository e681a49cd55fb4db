/** What the desktop costs in a real Electron, with a screen and buses of its own: times as its person and its panel see them. */
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findTestElectron } from '../../scripts/test-electron.mjs'
import { whyNoDesk } from '../../scripts/test-tools.mjs'
import { startBuses, startScreen } from '../electron-real/desk.ts'
import type { Buses, Screen } from '../electron-real/desk.ts'
import { launch } from '../electron-real/lanyard.ts'
import type { Lanyard } from '../electron-real/lanyard.ts'
import { prepareStage } from '../electron-real/stage.ts'
import { giveTo } from '../electron-real/user.ts'
import { quickPage } from '../../shared/quick-switch.ts'
import { configText } from './config-file.ts'
import { median } from './rounds.ts'

export interface DesktopCost {
  /** Of Electron itself. */
  readonly version: string
  /** ms from the start of the process to the icon on the bus, and to the painted list. */
  readonly tray: number
  readonly list: number
  /** ms from a click on the icon to the window, when it was closed to the tray. */
  readonly again: number
  /** ms from the keys of the quick switch, pressed, to its painted page. */
  readonly quick: number
  /** MB of all processes together (PSS), the window open and closed. */
  readonly open: number
  readonly closed: number
}

/** Null where it cannot run. */
export async function measureDesktop(profiles: number): Promise<DesktopCost | null> {
  if (whyNoDesk() !== null || findTestElectron() === null) return null
  const { packaged } = await prepareStage()
  const [screen, buses] = await Promise.all([startScreen(), startBuses(['watcher', 'notifications'])])
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-bench-'))
  const config = path.join(home, '.aws/config')
  await mkdir(path.dirname(config), { mode: 0o700 })
  await writeFile(config, configText(profiles), { mode: 0o600 })
  await giveTo(config, home)
  const env = { PATH: process.env['PATH'], HOME: home, SHELL: '/bin/bash', DISPLAY: screen.display, ...buses.env }
  const began = performance.now()
  const lanyard = launch({ executable: packaged, env })
  try {
    const cost = await measure(lanyard, buses, began)
    return { ...cost, quick: await keysToPaint(lanyard, screen, home) }
  } finally {
    await lanyard.kill()
    await closeAll(buses, screen)
    await rm(home, { recursive: true, maxRetries: 5 })
  }
}

async function measure(lanyard: Lanyard, buses: Buses, began: number): Promise<Omit<DesktopCost, 'quick'>> {
  const item = buses.log.until('the icon', (entries) => entries.find(({ event }) => event === 'item'))
  const [tray, list] = await Promise.all([item.then(() => performance.now() - began), painted(lanyard, began)])
  const open = await megabytesOf(lanyard.pid)
  await lanyard.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  const closed = await megabytesOf(lanyard.pid)
  const clicked = performance.now()
  await buses.ask('activate')
  await lanyard.log.until('the window', (entries) => entries.filter(({ event }) => event === 'show')[1])
  const again = performance.now() - clicked
  const version = await lanyard.main(() => process.versions['electron'] ?? '')
  return { version, tray, list, again, open, closed }
}

/** From real keys to a page that is painted and has the keyboard, the window having been put away. */
async function keysToPaint(lanyard: Lanyard, screen: Screen, home: string): Promise<number> {
  const settings = path.join(home, '.config/lanyard/settings.json')
  await mkdir(path.dirname(settings), { recursive: true, mode: 0o700 })
  await writeFile(settings, JSON.stringify({ quickSwitch: 'CommandOrControl+Alt+Space' }))
  await giveTo(settings, home)
  await lanyard.log.until('the page of the quick switch', (entries) =>
    entries.find(({ event, detail }) => event === 'did-finish-load' && String(detail).endsWith(quickPage)),
  )
  const inPage = (code: string) =>
    lanyard.main(async ({ BrowserWindow }, text) => {
      const quick = BrowserWindow.getAllWindows().find((each) => each.getTitle() === 'Lanyard quick switch')
      const value: unknown = await quick?.webContents.executeJavaScript(text)
      return Number(value)
    }, code)
  const times: number[] = []
  for (let round = 1; round <= 7; round += 1) {
    await inPage(`painted = new Promise((resolve) => {
      addEventListener('focus', () => requestAnimationFrame(() => setTimeout(() => resolve(Date.now()))), { once: true })
    }); 0`)
    const pressed = await screen.press('Control_L', 'Alt_L', 'space')
    times.push((await inPage('painted')) - pressed)
    await screen.press('Escape')
    // The window was hidden before.
    await lanyard.log.until('its going', (entries) => entries.filter(({ event }) => event === 'hide')[round])
  }
  return median(times)
}

async function painted(lanyard: Lanyard, began: number): Promise<number> {
  await lanyard.log.until('the page', (entries) => entries.find(({ event }) => event === 'did-finish-load'))
  await lanyard.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`new Promise((resolve) => {
      const look = () => requestAnimationFrame(document.querySelector('[role=gridcell]') ? resolve : look)
      look()
    }).then(() => true)`),
  )
  return performance.now() - began
}

/** Shared memory counted once: what would be free without them. */
async function megabytesOf(pid: number): Promise<number> {
  const sizes = await Promise.all(
    (await familyOf(pid)).map(async (each) => {
      const text = await readFile(`/proc/${each}/smaps_rollup`, 'utf8').catch(() => '')
      return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0)
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}

/** The process and all that it has started. */
async function familyOf(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    const parent = /\) \S (\d+)/.exec(stat)?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const children = (of: number): number[] =>
    [...parents].filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...children(child)])
  return [pid, ...children(pid)]
}

async function closeAll(...parts: readonly (Buses | Screen)[]): Promise<void> {
  for (const part of parts) await part.close()
}
