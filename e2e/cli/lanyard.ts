/** The real command, as a child process, in a home of its own, on a demo organization. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { startDemo, type Demo, type DemoOptions } from '../../testing/idc/demo.ts'
import { demoStartUrl, partnerStartUrl } from '../../testing/idc/organization.ts'

export const program = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Desk {
  readonly demo: Demo
  readonly home: string
  readonly env: Record<string, string>
  /** Runs `lanyard WORDS` to its end, with nobody to ask. */
  run(words: readonly string[] | string, env?: Record<string, string>): Promise<Ran>
  /** `run`, held to exit 0 and one line of JSON. */
  json(words: readonly string[] | string): Promise<unknown>
  /** Starts it and lets it run; it is ended with the test. */
  start(words: readonly string[] | string, env?: Record<string, string>): Running
  /** What the config file says. */
  config(): Promise<string>
}

export interface Running {
  readonly child: ChildProcess
  readonly done: Promise<Ran>
  /** Resolves with the first match of `pattern` in what it has written to `stream`. */
  said(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>
}

/** A browser that does what the page says: it follows an address, and a redirect file to its link. */
const browserScript = `
import { readFileSync, appendFileSync } from 'node:fs'
const [, , log, address] = process.argv
appendFileSync(log, address + '\\n')
if (address.startsWith('http')) await fetch(address)
else appendFileSync(log, /url=([^"]+)/.exec(readFileSync(new URL(address), 'utf8'))[1] + '\\n')
`

/** Closed when the test is over. */
export async function openDesk(options: DemoOptions = {}): Promise<Desk> {
  const demo = await startDemo({ ...options, settings: { autoApprove: true, ...options.settings } })
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-desk-'))
  const script = path.join(home, 'browser.mjs')
  await writeFile(script, browserScript)
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    SHELL: '/bin/bash',
    BROWSER: `"${process.execPath}" "${script}" "${path.join(home, 'opened')}"`,
    AWS_ENDPOINT_URL: demo.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(process.platform === 'win32' && { USERPROFILE: home, SystemRoot: process.env['SystemRoot'] ?? '' }),
  }
  onTestFinished(async () => {
    await demo.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
  const start = (words: readonly string[] | string, more: Record<string, string> = {}) =>
    running([program, ...split(words)], { ...env, ...more })
  return {
    demo,
    home,
    env,
    start,
    run: (words, more) => start(words, more).done,
    async json(words) {
      const ran = await start([...split(words), '--json']).done
      if (ran.code !== 0) throw new Error(`exit ${ran.code}: ${ran.stderr}`)
      return oneLine(ran.stdout)
    },
    config: () => readFile(path.join(home, '.aws/config'), 'utf8'),
  }
}

/** A desk with a session, signed in. */
export async function signedIn(options: DemoOptions = {}): Promise<Desk> {
  const desk = await openDesk(options)
  await desk.json(`session add corp --start-url ${demoStartUrl} --region us-east-1`)
  await desk.json('login corp')
  return desk
}

export const partnerSession = `session add partner --start-url ${partnerStartUrl} --region eu-west-1`
export const corpSession = `session add corp --start-url ${demoStartUrl} --region us-east-1`

/** The only line of `text`, as JSON. */
export function oneLine(text: string): unknown {
  if (!/^[^\n]+\n$/.test(text)) throw new Error(`not one line: ${JSON.stringify(text)}`)
  return JSON.parse(text)
}

/** Writes a file below the home, with its folders. */
export async function put(desk: Pick<Desk, 'home'>, file: string, text: string | Uint8Array): Promise<void> {
  const whole = path.join(desk.home, file)
  await mkdir(path.dirname(whole), { recursive: true })
  await writeFile(whole, text)
}

/** The addresses that the browser was given, in order. */
export async function opened({ home }: Pick<Desk, 'home'>): Promise<readonly string[]> {
  const text = await readFile(path.join(home, 'opened'), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

/** Every file below the home, by its path. */
export async function filesIn(home: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  // What V8 has compiled comes and goes as it likes (start.test.ts).
  const kept = entries.filter(({ parentPath }) => !parentPath.includes(path.join('.cache', 'lanyard')))
  const files = kept.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(files.map(async (file) => [path.relative(home, file), await readFile(file, 'latin1')] as const)),
  )
}

function running(args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (text[stream] += chunk))
  }
  const done = new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ code, ...text })))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await done
  })
  return {
    child,
    done,
    said: (stream, pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text[stream])
          if (found) resolve(found)
        }
        child[stream].on('data', look)
        void done.then((ran) => reject(new Error(`ended without ${String(pattern)}: ${JSON.stringify(ran)}`)))
        look()
      }),
  }
}

function split(words: readonly string[] | string): readonly string[] {
  return typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words
}
