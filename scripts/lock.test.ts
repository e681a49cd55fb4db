import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './lock.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lanyard-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

const quiet = { onWait: () => {} }

test('runs one at a time, tells the second who it waits for, and leaves nothing behind', async () => {
  const lock = path.join(folder, 'lock')
  const order: string[] = []
  const turn = (name: string, onWait: (holder: string) => void) =>
    withLock(lock, { onWait }, async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 300))
      order.push(`${name} ends`)
    })
  const waited: string[] = []
  const first = turn('first', () => {})
  while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await Promise.all([first, turn('second', (holder) => waited.push(holder))])
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  expect(waited).toEqual([String(process.pid)])
  expect(existsSync(lock)).toBe(false)
})

test('is given back when the work fails', async () => {
  const lock = path.join(folder, 'lock')
  await expect(withLock(lock, quiet, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
})

test('is taken over from a process that is gone', async () => {
  const lock = path.join(folder, 'lock')
  await mkdir(lock)
  // No system gives out a process id this high.
  await writeFile(path.join(lock, 'pids'), '999999999\n')
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lock, longAgo, longAgo)
  expect(await withLock(lock, quiet, () => Promise.resolve('mine'))).toBe('mine')
})

test('stays with what the holder started while that runs', async () => {
  const lock = path.join(folder, 'lock')
  await mkdir(lock)
  await writeFile(path.join(lock, 'pids'), `999999999\n${process.pid}\n`)
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lock, longAgo, longAgo)
  const waiting = withLock(lock, quiet, () => Promise.resolve('mine'))
  const early = await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 600, 'still waiting'))])
  expect(early).toBe('still waiting')
  await rm(lock, { recursive: true })
  expect(await waiting).toBe('mine')
})
