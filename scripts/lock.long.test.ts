import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Takes the lock, says so in the log, works a moment, says that it is done, and gives the lock back. */
const contender = `
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
const [, , module, folder, ms] = process.argv
const { withLock } = await import(module)
await withLock(folder + '/lock', { onWait: () => {} }, async () => {
  appendFileSync(folder + '/log', process.pid + ' begins\\n')
  await sleep(Number(ms))
  appendFileSync(folder + '/log', process.pid + ' ends\\n')
})
`

test('of many processes one at a time holds the lock, also when holders are killed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lanyard-lock-'))
  const script = path.join(folder, 'contender.mjs')
  await writeFile(script, contender)
  const start = (ms: number) => {
    const words = [script, path.join(import.meta.dirname, 'lock.mjs'), folder, String(ms)]
    const child = spawn(process.execPath, words, { stdio: 'ignore' })
    return { child, ended: new Promise<void>((resolve) => child.once('exit', () => resolve())) }
  }
  const log = () => readFile(path.join(folder, 'log'), 'utf8').catch(() => '')

  const killed = start(600_000)
  while ((await log()) === '') await new Promise((resolve) => setTimeout(resolve, 20))
  const others = Array.from({ length: 12 }, () => start(50))
  killed.child.kill('SIGKILL')
  await Promise.all([killed.ended, ...others.map(({ ended }) => ended)])

  const turns = (await log()).trimEnd().split('\n')
  expect(turns.shift()).toBe(`${killed.child.pid} begins`)
  expect(turns).toHaveLength(24)
  for (let at = 0; at < turns.length; at += 2) {
    expect(turns[at + 1]).toBe(turns[at]?.replace('begins', 'ends'))
  }
  await rm(folder, { recursive: true })
})
