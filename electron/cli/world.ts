/** What a command has to work with: the application, a voice, and perhaps a person to ask. */
import { ok, type Result } from '../../shared/result.ts'
import { createApp, type App } from '../app/app.ts'
import type { Browser, System } from '../system/ports.ts'
import { createAsk, type Ask } from './ask.ts'
import type { Output, Printer } from './printer.ts'

/** The streams of a process, of which a command touches no more than it needs: each costs something to make. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: Output & { readonly columns?: number | undefined }
  readonly stderr: Output
  /** stderr again, as prompts want it. */
  readonly prompts: NodeJS.WritableStream
}

export interface World {
  readonly print: Printer
  /** Null when there is nobody to ask: no terminal, or a program that reads JSON. */
  readonly ask: Ask | null
  readonly system: System
  readonly stdin: Streams['stdin']
  /** The application, its files read, or without `sessions` the profiles alone; a config file that cannot be is a problem. */
  open(options?: { readonly sessions?: boolean }): Promise<Result<App>>
  /** The application whatever its files are like, for what says so itself, or mends them. */
  openRegardless(): Promise<App>
  /** As `open`, and tells a person which host answers instead of AWS while an endpoint override is on. */
  openForAws(options?: { readonly browser?: Browser }): Promise<Result<App>>
  /** Has `end` called when the command is over or interrupted. */
  atEnd(end: () => Promise<void>): void
  /** Ends what is under way. */
  close(): Promise<void>
}

/** A command ready to run. It prints its value; what it returns decides the exit code. */
export type Job = (world: World) => Promise<Result<unknown>>

interface Opening {
  readonly browser?: Browser
  readonly sessions?: boolean
}

export function createWorld(print: Printer, streams: Streams, system: System): World {
  const ends: (() => Promise<void>)[] = []
  const openRegardless = async ({ browser = system.browser, sessions = true }: Opening = {}): Promise<App> => {
    const app = createApp({ ...system, browser })
    ends.push(() => app.stop())
    await app.start({ watch: false, sessions })
    return app
  }
  const open = async (options?: Opening): Promise<Result<App>> => {
    const app = await openRegardless(options)
    const { problem, path, findings } = app.state().config
    tellSettings(print, app)
    for (const { line, message } of findings) print.note({ text: `${path}, line ${line}: ${message}`, tone: 'warn' })
    return problem ? { ok: false, error: problem } : ok(app)
  }
  return {
    print,
    get ask() {
      const canAsk = !print.json && streams.stderr.isTTY === true && streams.stdin.isTTY === true
      return canAsk ? createAsk(streams.stdin, streams.prompts) : null
    },
    system,
    get stdin() {
      return streams.stdin
    },
    open,
    openRegardless: () => openRegardless(),
    async openForAws(options) {
      const opened = await open(options)
      if (opened.ok) tellOverrides(print, opened.value)
      return opened
    },
    atEnd: (end) => void ends.push(end),
    async close() {
      await Promise.all(ends.splice(0).map((end) => end()))
    },
  }
}

/** Says what is wrong with the settings file: a command does without it. */
export function tellSettings(print: Printer, app: App): void {
  const problem = app.state().settingsProblem
  if (problem) print.note({ text: `${problem.message} ${problem.fix}`, tone: 'warn' })
}

function tellOverrides(print: Printer, app: App): void {
  const { endpointOverrides } = app.state().host
  for (const host of new Set(endpointOverrides.map((each) => each.host))) {
    const services = endpointOverrides.filter((each) => each.host === host).map(({ service }) => service)
    print.note({ text: `Endpoint override: ${services.join(', ')} → ${host}, not AWS.`, tone: 'warn' })
  }
}
