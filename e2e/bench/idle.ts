/** What a signed-in, idle application costs: `lanyard serve` with nobody looking, as Linux itself counts it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { makeHome } from '../browser/home.ts'
import { startDemo } from '../../testing/idc/demo.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { configText } from './config-file.ts'

export interface IdleCost {
  readonly minutes: number
  /** ms of processor time, of all threads. */
  readonly cpu: number
  /** Of one core. */
  readonly percent: number
  /** How often a thread was woken. */
  readonly wakeups: number
  /** Timers that are set at the end, those that keep no process alive included. */
  readonly timers: number
  readonly megabytes: number
}

/** Null where there is no `/proc`. */
export async function measureIdle(minutes: number): Promise<IdleCost | null> {
  if (process.platform !== 'linux') return null
  const demo = await startDemo({ settings: { autoApprove: true } })
  const home = await makeHome(demo)
  const session = `[sso-session demo]\nsso_start_url = ${demoStartUrl}\nsso_region = us-east-1\n\n`
  await home.write('.aws/config', session + configText(40))
  const { PATH = '' } = process.env
  const env = { PATH, HOME: home.folder, SHELL: '/bin/bash', AWS_ENDPOINT_URL: demo.url }
  await signIn(env)
  const probe = pathToFileURL(path.join(import.meta.dirname, 'timers-probe.mjs')).href
  const args = ['--import', probe, path.resolve('out/main/cli.js'), 'serve', '--no-open', '--json']
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'ignore', 'ipc'] })
  try {
    await createInterface(child.stdout!)[Symbol.asyncIterator]().next()
    // What is still under way from the start is not idleness.
    await wait(5000)
    const before = await costOf(child.pid!)
    await wait(minutes * 60_000)
    const after = await costOf(child.pid!)
    const cpu = after.cpu - before.cpu
    return {
      minutes,
      cpu,
      percent: (cpu / (minutes * 60_000)) * 100,
      wakeups: after.wakeups - before.wakeups,
      timers: await timersOf(child),
      megabytes: after.megabytes,
    }
  } finally {
    child.kill()
    await home.remove()
    await demo.close()
  }
}

/** A person's browser is a program that fetches the address. */
async function signIn(env: NodeJS.ProcessEnv): Promise<void> {
  const follow = `${process.execPath} -e fetch(process.argv[1])`
  const args = [path.resolve('out/main/cli.js'), 'login', 'demo']
  const child = spawn(process.execPath, args, { env: { ...env, BROWSER: follow }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`The sign-in failed: ${said}`)
}

async function costOf(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // Behind the name, which may hold anything: state is the first field, utime and stime the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  const tasks = await readdir(`/proc/${pid}/task`)
  const statuses = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/status`, 'utf8')))
  const count = (status: string, name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
  return {
    cpu: ticks * 10,
    wakeups: statuses.reduce((sum, status) => sum + count(status, 'voluntary_ctxt_switches'), 0),
    megabytes: count(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmRSS') / 1024,
  }
}

function timersOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (count) => resolve(Number(count)))
    child.send('timers')
  })
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
