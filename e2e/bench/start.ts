/** Cold start: from a process's start to the tray, and to the first painted list of profiles. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { startMain } from '../electron/start.ts'
import { findChromium } from '../../scripts/test-tools.mjs'
import { configText } from './config-file.ts'
import { median } from './rounds.ts'

const cli = path.resolve('out/main/cli.js')

export interface StartTimes {
  /** Medians in ms. The desktop's main on the stand-in for Electron, whose own start is not in it. */
  readonly tray: number
  /** `lanyard serve` and a page that is opened at once; null where there is no Chromium. */
  readonly list: number | null
  /** `lanyard profile list`, as a whole process. */
  readonly command: number
}

export async function timeStart(profiles: number, rounds = 9): Promise<StartTimes> {
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-bench-'))
  await mkdir(path.join(home, '.aws'), { mode: 0o700 })
  await writeFile(path.join(home, '.aws/config'), configText(profiles), { mode: 0o600 })
  const { PATH = '' } = process.env
  const env = { PATH, HOME: home, SHELL: '/bin/bash' }
  try {
    const tray = await medianOf(rounds, () => timeTray(env))
    const command = await medianOf(rounds, () => timeCommand(env))
    const list = await timeLists(env, rounds)
    return { tray, list, command }
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function medianOf(rounds: number, time: () => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const took = await time()
    if (round >= 0) times.push(took)
  }
  return median(times)
}

async function timeTray(env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now()
  const main = await startMain({ env, args: ['--hidden'] })
  while (!(await main.ask('tray'))) await new Promise((resolve) => setTimeout(resolve, 1))
  const took = performance.now() - began
  main.kill()
  await main.exited
  return took
}

function timeCommand(env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [cli, 'profile', 'list'], { env, stdio: 'ignore' })
  return new Promise((resolve) => child.once('close', () => resolve(performance.now() - began)))
}

async function timeLists(env: NodeJS.ProcessEnv, rounds: number): Promise<number | null> {
  const executablePath = await findChromium()
  if (executablePath === null) return null
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  try {
    return await medianOf(rounds, async () => {
      const page = await browser.newPage({ viewport: { width: 1080, height: 700 } })
      const began = performance.now()
      const child = spawn(process.execPath, [cli, 'serve', '--no-open', '--json'], {
        env,
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      const { value: line } = await createInterface(child.stdout)[Symbol.asyncIterator]().next()
      await page.goto(JSON.parse(line ?? '{}').url)
      await page.getByRole('row', { name: /team-00000/ }).waitFor()
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
      const took = performance.now() - began
      child.kill()
      await page.close()
      return took
    })
  } finally {
    await browser.close()
  }
}
