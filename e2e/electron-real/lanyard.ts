/** Lanyard in real Electron: started, heard, and asked. */
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import type Electron from 'electron'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { spawnAs } from './user.ts'

/** What `runtime/recorder.cjs` tells. */
export interface Happening {
  readonly event: string
  readonly detail: unknown
}

export interface LaunchOptions {
  readonly executable: string
  readonly env: NodeJS.ProcessEnv
  readonly args?: readonly string[]
}

export interface Lanyard {
  readonly pid: number
  readonly log: Log<Happening>
  /** Runs `run` in the main process: it sees nothing of the test but `argument`. */
  main<R, A = undefined>(run: (electron: typeof Electron, argument: A) => R | Promise<R>, argument?: A): Promise<R>
  /** The window's page, as soon as there is one. Only where debuggers may look in. */
  page(): Promise<Page>
  /** What was written to stdout and stderr so far. */
  output(): string
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>
  kill(): Promise<void>
}

type Said = Happening | { readonly id: number; readonly value?: unknown; readonly error?: string }

/** Starts it; what has happened meanwhile is in its log. */
export function launch({ executable, env, args = [] }: LaunchOptions): Lanyard {
  // The machine has no graphics card, and a panel of an older theme would warn.
  const own = ['--disable-gpu', ...(executable.endsWith('electron') ? ['--remote-debugging-port=0'] : [])]
  const child = spawnAs(executable, [...own, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const log = createLog<Happening>()
  const lines = createLog<string>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream as Readable }).on('line', lines.add)
  }
  child.on('message', (said: Said) => {
    if ('event' in said) return log.add(said)
    if (said.error === undefined) waiting.get(said.id)?.resolve(said.value)
    else waiting.get(said.id)?.reject(new Error(said.error))
    waiting.delete(said.id)
  })
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      for (const each of waiting.values()) each.reject(new Error('Lanyard has ended.'))
      resolve({ code, signal })
    })
  })
  let asked = 0
  let browser: Promise<Browser> | null = null
  return {
    pid: child.pid ?? 0,
    log,
    main(run, argument) {
      asked += 1
      const id = asked
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as Awaited<ReturnType<typeof run>>), reject })
        child.send({ id, source: run.toString(), argument }, (error) => error && reject(error))
      })
    },
    async page() {
      const address = await lines.until('the address of the debugger', (entries) =>
        entries.flatMap((line) => /^DevTools listening on (ws:\S+)/.exec(line)?.[1] ?? []).at(0),
      )
      // A page on its way keeps the debugger waiting.
      await log.until('a page', (entries) => entries.find(({ event }) => event === 'did-finish-load'))
      browser ??= chromium.connectOverCDP(address, { noDefaults: true })
      const [context] = (await browser).contexts()
      if (!context) throw new Error('Electron shows no context')
      const page = context.pages()[0] ?? (await context.waitForEvent('page'))
      page.setDefaultTimeout(15_000)
      return page
    },
    output: () => lines.entries.join('\n'),
    exited,
    async kill() {
      await (await browser)?.close().catch(() => undefined)
      child.kill('SIGKILL')
      await exited
    },
  }
}
