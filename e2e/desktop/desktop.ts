/** What the desktop's specs share: a home of its own, a demo organization, and main on the stand-in for Electron. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, expect } from '@playwright/test'
import { startSessionBus } from '../../electron/desktop/session-bus.testing.ts'
import type { SessionBus } from '../../electron/desktop/session-bus.testing.ts'
import { readLog } from '../../electron/system/log-file.ts'
import { findPaths } from '../../electron/system/paths.ts'
import type { Line } from '../electron/menus.ts'
import { openPage } from '../electron/page.ts'
import type { WindowPage } from '../electron/page.ts'
import { startMain } from '../electron/start.ts'
import type { Main, StartOptions } from '../electron/start.ts'
import { startDemo } from '../../testing/idc/demo.ts'
import type { Demo } from '../../testing/idc/demo.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'

const configText = `# Ask in #cloud-help before you change this.
[default]
region = us-east-1

[sso-session corp]
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

interface Fixtures {
  /** A fresh home whose `~/.aws/config` is `configText`. */
  readonly home: string
  /** An organization that allows every sign-in at once. */
  readonly demo: Demo
  /** A desktop that shows tray icons, or none at all. */
  readonly hasTray: boolean
  readonly bus: SessionBus
  /** Starts main in that home, on that organization. It must have written nothing to stderr at the end, and no error to the log. */
  readonly start: (options?: Partial<StartOptions>) => Promise<Main>
  /** The page of main's window. */
  readonly open: (main: Main) => Promise<WindowPage>
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  home: async ({}, use) => {
    const home = await mkdtemp(path.join(tmpdir(), 'lanyard-desktop-'))
    await mkdir(path.join(home, '.aws'), { mode: 0o700 })
    await writeFile(path.join(home, '.aws', 'config'), configText, { mode: 0o600 })
    await use(home)
    await rm(home, { recursive: true, maxRetries: 5 })
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  demo: async ({}, use) => {
    const demo = await startDemo({ settings: { autoApprove: true } })
    await use(demo)
    await demo.close()
  },
  hasTray: [true, { option: true }],
  bus: async ({ hasTray }, use) => {
    const bus = await startSessionBus(hasTray)
    await use(bus)
    await bus.close()
  },
  start: async ({ home, demo, bus }, use) => {
    const started: Main[] = []
    await use(async (options = {}) => {
      const main = await startMain({
        ...options,
        env: { ...environment(home, demo.url), DBUS_SESSION_BUS_ADDRESS: bus.address, ...options.env },
      })
      started.push(main)
      if (!options.lockTaken) await expect.poll(() => main.ask('handlers')).not.toEqual([])
      return main
    })
    for (const main of started) main.kill()
    for (const main of started) expect((await main.exited).stderr).toBe('')
    expect((await readLog(stateFolder(home))).match(/^\S+ error .*/gm)).toBe(null)
  },
  open: async ({ context }, use) => {
    await use((main) => openPage(main, context))
  },
})

export { expect }

/** Where Lanyard keeps what it remembers, in that home. */
export function stateFolder(home: string): string {
  return findPaths(environment(home, ''), process.platform, home).state
}

export function settingsFolder(home: string): string {
  return findPaths(environment(home, ''), process.platform, home).settings
}

/** The tray's menu, once it holds `label`. */
export async function menuWith(main: Main, label: string): Promise<readonly Line[]> {
  await expect.poll(async () => labels(await menu(main))).toContain(label)
  return menu(main)
}

/** Every label of a menu and its submenus. */
export function labels(lines: readonly Line[]): readonly string[] {
  return lines.flatMap((line) => [line.label, ...labels(line.items)])
}

async function menu(main: Main): Promise<readonly Line[]> {
  return (await main.ask('tray'))?.menu ?? []
}

function environment(home: string, url: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|SYSTEMROOT|TEMP|TMP|LANG)$/i.test(name))
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: path.join(home, 'AppData', 'Roaming'),
    LOCALAPPDATA: path.join(home, 'AppData', 'Local'),
    SHELL: '/bin/bash',
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
