/** What the specs of real Electron share: a desktop, a home, a demo organization, and Lanyard started among them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, expect } from '@playwright/test'
import { findPaths } from '../../electron/system/paths.ts'
import type { Demo } from '../../testing/idc/demo.ts'
import { startDemo } from '../../testing/idc/demo.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { startBuses, startScreen } from './desk.ts'
import type { Buses, BusEvent, Line, Screen } from './desk.ts'
import { launch } from './lanyard.ts'
import type { Lanyard } from './lanyard.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { prepareStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { giveTo } from './user.ts'

export const configText = `[sso-session corp]
sso_start_url = ${demoStartUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile audit]
sso_session = corp
sso_account_id = 637423191929
sso_role_name = SecurityAudit

[profile staging]
sso_session = corp
sso_account_id = 058264527036
sso_role_name = AdministratorAccess
`

export interface Home {
  readonly folder: string
  /** Where Lanyard keeps what it remembers. */
  readonly state: string
  /** Writes a file as the user who runs Lanyard; `name` is relative to the home. */
  write(name: string, text: string): Promise<void>
}

interface Fixtures {
  readonly home: Home
  readonly demo: Demo
  /** What the panel offers from the start. */
  readonly owns: readonly ('watcher' | 'notifications')[]
  readonly buses: Buses
  /** The addresses that Lanyard has opened in the browser, in which nobody does anything. */
  readonly opened: Log<string>
  readonly start: (options?: StartOptions) => Lanyard
}

export interface StartOptions {
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** As people have it: no debugger, so no `page()`. */
  readonly packaged?: boolean
  /** Another program than that of the stage. */
  readonly executable?: string
}

export const test = base.extend<Fixtures, { stage: Stage; desk: Screen }>({
  stage: [async ({}, use) => use(await prepareStage()), { scope: 'worker', timeout: 300_000 }],
  desk: [
    async ({}, use) => {
      const screen = await startScreen()
      await use(screen)
      await screen.close()
    },
    { scope: 'worker' },
  ],
  home: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-real-'))
    const home: Home = {
      folder,
      state: findPaths({ HOME: folder }, 'linux', folder).state,
      async write(name, text) {
        const file = path.join(folder, name)
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
        await writeFile(file, text, { mode: 0o600 })
        await giveTo(file, folder)
      },
    }
    await home.write('.aws/config', configText)
    await use(home)
    await rm(folder, { recursive: true, maxRetries: 5 })
  },
  demo: async ({}, use) => {
    const demo = await startDemo({ settings: { autoApprove: true } })
    await use(demo)
    await demo.close()
  },
  owns: [['watcher', 'notifications'], { option: true }],
  buses: async ({ owns }, use) => {
    const buses = await startBuses(owns)
    await use(buses)
    await buses.close()
  },
  opened: async ({ home }, use) => {
    const log = createLog<string>()
    const server = createServer((request, response) => {
      log.add(decodeURIComponent(request.url?.slice(1) ?? ''))
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await home.write('browser.py', browserScript(port))
    await use(log)
    server.close()
  },
  start: async ({ home, demo, buses, opened, desk, stage }, use) => {
    const started: Lanyard[] = []
    await use(({ args = [], env = {}, packaged = false, executable } = {}) => {
      const lanyard = launch({
        executable: executable ?? (packaged ? stage.packaged : stage.electron),
        args,
        env: {
          PATH: process.env['PATH'],
          LANG: 'C.UTF-8',
          HOME: home.folder,
          SHELL: '/bin/bash',
          DISPLAY: desk.display,
          BROWSER: `/usr/bin/python3 ${home.folder}/browser.py %s`,
          AWS_ENDPOINT_URL: demo.url,
          AWS_EC2_METADATA_DISABLED: 'true',
          ...buses.env,
          ...env,
        },
      })
      started.push(lanyard)
      return lanyard
    })
    for (const lanyard of started) await lanyard.kill()
    for (const { log } of started) expect(log.entries.filter(({ event }) => event === 'fault')).toEqual([])
    expect(opened.entries.every((url) => url.startsWith(demo.url))).toBe(true)
  },
})

export { expect }

/** A browser that tells the test its address, and does nothing else. */
function browserScript(port: number): string {
  return `import sys, urllib.parse, urllib.request
urllib.request.urlopen('http://127.0.0.1:${port}/' + urllib.parse.quote(sys.argv[1], safe='')).read()
`
}

/** Waits until Electron has told of `event` `count` times. */
export async function heard(lanyard: Lanyard, event: string, count = 1): Promise<unknown> {
  return lanyard.log.until(`${event} (${count})`, (entries) => {
    const found = entries.filter((each) => each.event === event)
    return found.length < count ? undefined : { detail: found[count - 1]?.detail }
  })
}

/** The tray's menu, once `find` is content with it. It is read again after each change of it. */
export async function menuUntil(
  buses: Buses,
  what: string,
  find: (lines: readonly Line[]) => boolean,
): Promise<readonly Line[]> {
  for (;;) {
    const seen = menuChanges(buses.log.entries)
    const lines = await buses.ask('menu').catch(() => [])
    if (find(lines)) return lines
    await buses.log
      .until('a change of the menu', (entries) => (menuChanges(entries) > seen ? true : undefined))
      .catch((error: unknown) => {
        throw new Error(`${what} is not in the menu: ${JSON.stringify(labels(lines))}`, { cause: error })
      })
  }
}

const menuChanges = (entries: readonly BusEvent[]) =>
  entries.filter(({ event }) => event === 'item' || event === 'menu').length

export const menuWith = (buses: Buses, label: string) =>
  menuUntil(buses, label, (lines) => labels(lines).includes(label))

/** Clicks the line, which the menu holds or is about to hold. */
export async function clickLine(buses: Buses, label: string): Promise<void> {
  const line = all(await menuWith(buses, label)).find((each) => each.label === label)
  await buses.ask('click', { number: line?.id })
}

/** Every label of a menu and its submenus. */
export const labels = (lines: readonly Line[]): readonly string[] => all(lines).map(({ label }) => label)

export const all = (lines: readonly Line[]): readonly Line[] => lines.flatMap((line) => [line, ...all(line.items)])

/** The title of the notification number `count`, as soon as there are as many. */
export function notification(buses: Buses, count = 1): Promise<Extract<BusEvent, { event: 'notification' }>> {
  return buses.log.until(`notification ${count}`, (entries) => notifications(entries)[count - 1])
}

export const notifications = (entries: readonly BusEvent[]) => entries.filter((each) => each.event === 'notification')

/** As the person does by the button of the window's frame. */
export const closeWindow = (lanyard: Lanyard) =>
  lanyard.main(({ BrowserWindow }) => void setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()))
