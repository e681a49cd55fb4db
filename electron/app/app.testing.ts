/** An application on a fresh home and a demo organization, for tests. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { startDemo, type Demo } from '../../testing/idc/demo.ts'
import type { DemoSettings } from '../../testing/idc/settings.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import type { Change, Changed, Input, OperationName, Output } from '../../shared/contract.ts'
import { nodeSystem } from '../system/node.ts'
import type { System } from '../system/ports.ts'
import { createApp, type App } from './app.ts'

export interface Room {
  readonly app: App
  readonly demo: Demo
  readonly home: string
  readonly system: System
  /** Addresses that were opened in the browser, which follows them at once. */
  readonly opened: string[]
  readonly copied: string[]
  /** Another process of Lanyard in the same home, which shares nothing but the files. */
  another(differing?: Partial<System>): Promise<App>
  /** The value of an operation that must succeed. */
  run<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>>
  /** What came of a change of the config file that must succeed. */
  change(change: Change): Promise<Changed>
}

export interface RoomOptions {
  readonly config?: string
  readonly browser?: System['browser']['open']
  /** The demo organization's too, so that both agree on what has expired. */
  readonly clock?: System['clock']
  readonly settings?: Partial<DemoSettings>
  readonly watch?: boolean
  readonly env?: Readonly<Record<string, string>>
}

/** How long, in ms, a loaded machine may take for what needs a moment on an idle one. */
export const patience = 20_000

export const corp = { name: 'corp', startUrl: demoStartUrl, region: 'us-east-1', scopes: [] } as const
export const production = '637423191929'

export const withCorp = `[sso-session corp]\nsso_start_url = ${demoStartUrl}\nsso_region = us-east-1\n`

/** Stopped when the test is over: what it still did would write into a folder that is being removed. */
async function startApp(system: System, watch: boolean): Promise<App> {
  const app = createApp(system)
  onTestFinished(() => app.stop())
  await app.start({ watch })
  return app
}

export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const now = options.clock ? { now: options.clock.now } : {}
  const demo = await startDemo({ settings: { autoApprove: true, ...options.settings }, ...now })
  onTestFinished(() => demo.close())
  const home = await mkdtemp(path.join(os.tmpdir(), 'lanyard-app-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  await mkdir(path.join(home, '.aws'), { mode: 0o700 })
  if (options.config !== undefined) await writeFile(path.join(home, '.aws', 'config'), options.config)
  const [opened, copied]: [string[], string[]] = [[], []]
  const follow = async (url: string) => {
    void fetch(url).catch(() => undefined)
    return true
  }
  const system = nodeSystem({
    env: { HOME: home, SHELL: '/bin/bash', AWS_ENDPOINT_URL: demo.url, ...options.env },
    platform: 'linux',
    browser: {
      open: (url, choice) => (opened.push(url), (options.browser ?? follow)(url, choice)),
      list: () => Promise.resolve([]),
    },
    clipboard: { write: (text) => Promise.resolve(copied.push(text) > 0) },
    ...(options.clock ? { clock: options.clock } : {}),
  })
  const app = await startApp(system, options.watch ?? false)
  const run: Room['run'] = async (name, input) => {
    const result = await app.call(name, input)
    if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`)
    return result.value
  }
  return {
    app,
    demo,
    home,
    system,
    opened,
    copied,
    another: (differing = {}) => startApp({ ...system, ...differing }, false),
    run,
    change: (change) => run('config.change', { change, anyway: false }),
  }
}
