/** A desktop for one test: a screen with a window manager, and the buses with what a panel answers there. */
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { giveTo, spawnAs } from './user.ts'

/** Debian's, which knows Debian's python3-dbus and python3-gi. */
const python = '/usr/bin/python3'

/** An X11 display. */
export interface Screen {
  /** For `DISPLAY`. */
  readonly display: string
  /** Presses keys together, as the keyboard does, by their names in X. Answers when (ms since the epoch). */
  press(...keys: readonly string[]): Promise<number>
  close(): Promise<void>
}

/** Xvfb at 1280 × 800, and openbox, which puts frames around windows as people's desktops do. */
export async function startScreen(): Promise<Screen> {
  const xvfb = spawnAs('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    env: base(),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const display = `:${await firstLine(xvfb.stdio[3] as Readable)}`
  const env = { ...base(), DISPLAY: display }
  const manager = spawnAs('openbox', ['--sm-disable'], { env, stdio: 'ignore' })
  return {
    display,
    async press(...keys) {
      const pressing = spawnAs(python, ['-c', pressScript, ...keys], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      return Number(await firstLine(pressing.stdout as Readable))
    },
    close: () => end(manager, xvfb),
  }
}

/** By the extension of X that is there for tests. */
const pressScript = `
import ctypes, sys, time
x, xtest = ctypes.CDLL('libX11.so.6'), ctypes.CDLL('libXtst.so.6')
x.XOpenDisplay.restype = ctypes.c_void_p
screen = ctypes.c_void_p(x.XOpenDisplay(None))
codes = [x.XKeysymToKeycode(screen, ctypes.c_ulong(x.XStringToKeysym(key.encode()))) for key in sys.argv[1:]]
pressed = time.time() * 1000
for code in codes: xtest.XTestFakeKeyEvent(screen, code, 1, ctypes.c_ulong(0))
for code in reversed(codes): xtest.XTestFakeKeyEvent(screen, code, 0, ctypes.c_ulong(0))
x.XSync(screen, 0)
print(pressed, flush=True)
`

export interface Line {
  readonly id: number
  /** Empty for a separator. */
  readonly label: string
  readonly enabled: boolean
  /** Null for a line that has no mark. */
  readonly checked: boolean | null
  readonly items: readonly Line[]
}

export type BusEvent =
  | { readonly event: 'ready' | 'item' | 'menu' | 'icon' | 'item-signal' }
  | {
      readonly event: 'notification'
      readonly id: number
      readonly title: string
      readonly body: string
      readonly actions: readonly string[]
    }

interface Tasks {
  item_properties: {
    Id: string
    Title: string
    Status: string
    icons: [number, number, string][]
    tooltip: string | null
  }
  menu: readonly Line[]
  click: null
  activate: null
  invoke: null
  sleep: null
  take_watcher: null
  drop_watcher: null
}

export interface Buses {
  /** What Lanyard is to be given of the environment. */
  readonly env: NodeJS.ProcessEnv
  readonly log: Log<BusEvent>
  ask<N extends keyof Tasks>(name: N, values?: Readonly<Record<string, unknown>>): Promise<Tasks[N]>
  close(): Promise<void>
}

/** A session bus and a system bus of their own. `owns`: which services are there from the start. */
export async function startBuses(owns: readonly ('watcher' | 'notifications')[]): Promise<Buses> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-bus-'))
  const config = path.join(folder, 'bus.conf')
  await writeFile(config, busConfig)
  await giveTo(config, folder)
  const [session, system] = await Promise.all([startBus(config), startBus(config)])
  // As text, since the sources may lie where that user cannot read.
  const script = await readFile(path.join(import.meta.dirname, 'bus.py'), 'utf8')
  const services = spawnAs(python, ['-c', script, session.address, system.address, ...owns], {
    env: base(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const log = createLog<BusEvent>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  createInterface({ input: services.stdout as Readable }).on('line', (text) => {
    const said = JSON.parse(text) as BusEvent | { id: number; value?: unknown; error?: string }
    if ('event' in said) return log.add(said)
    if (said.error === undefined) waiting.get(said.id)?.resolve(said.value)
    else waiting.get(said.id)?.reject(new Error(said.error))
    waiting.delete(said.id)
  })
  await log.until('the services of the desktop', (entries) => entries.find(({ event }) => event === 'ready'))
  let asked = 0
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: session.address, DBUS_SYSTEM_BUS_ADDRESS: system.address },
    log,
    ask(name, values = {}) {
      asked += 1
      const id = asked
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as Tasks[typeof name]), reject })
        services.stdin?.write(`${JSON.stringify({ id, do: name, ...values })}\n`)
      })
    },
    async close() {
      await end(services, session.daemon, system.daemon)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const busConfig = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=${tmpdir()}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

async function startBus(config: string): Promise<{ readonly address: string; readonly daemon: ChildProcess }> {
  const args = [`--config-file=${config}`, '--nofork', '--print-address=1']
  const daemon = spawnAs('dbus-daemon', args, { env: base(), stdio: ['ignore', 'pipe', 'inherit'] })
  return { address: await firstLine(daemon.stdout as Readable), daemon }
}

function base(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LANG: 'C.UTF-8' }
}

async function firstLine(stream: Readable): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line
  throw new Error('a program of the desktop has ended at once')
}

async function end(...programs: readonly ChildProcess[]): Promise<void> {
  for (const program of programs) {
    if (program.exitCode !== null || program.signalCode !== null) continue
    const ended = new Promise((resolve) => program.once('exit', resolve))
    program.kill('SIGKILL')
    await ended
  }
}
