import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withLock, withLockIfPossible } from './lock.ts'

let folder: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'lanyard-lock-')), 'state')
})
afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true, force: true })
})

/** A process that holds the lock until it is killed. */
async function holder(subject: string) {
  const script = `
    import { withLock } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)}
    await withLock(${JSON.stringify({ folder, subject, patience: 0 })}, () => {
      console.log('held')
      return new Promise((resolve) => setTimeout(resolve, 60_000))
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

describe('withLock', () => {
  test('lets one caller in at a time', async () => {
    let inside = 0
    let most = 0
    const run = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside -= 1
    }
    const options = { folder, subject: 'a', patience: 10_000 }
    await Promise.all(Array.from({ length: 8 }, () => withLock(options, run)))
    expect(most).toBe(1)
  })

  test('lets those in together who share it, and whoever wants it alone only when they are gone', async () => {
    const [shared, alone] = [
      { folder, subject: 'a', patience: 0, shared: true },
      { folder, subject: 'a', patience: 0 },
    ]
    const within = (options: typeof alone) => withLock(options, async () => 'in')
    await withLock(shared, () =>
      withLock(shared, async () => {
        expect(await within(shared)).toEqual({ value: 'in' })
        expect(await within(alone)).toBeNull()
      }),
    )
    const held = await withLock(alone, async () => {
      expect(await within(shared)).toBeNull()
      return { waiting: within({ ...shared, patience: 10_000 }) }
    })
    expect(await held?.value.waiting).toEqual({ value: 'in' })
    expect(await within(alone)).toEqual({ value: 'in' })
  })

  test('does not keep callers of different subjects apart', async () => {
    const inner = await withLock({ folder, subject: 'a', patience: 0 }, () =>
      withLock({ folder, subject: 'b', patience: 0 }, async () => 'in'),
    )
    expect(inner).toEqual({ value: { value: 'in' } })
  })

  test('gives up when its patience ends, and leaves the event loop free meanwhile', async () => {
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 10)
    await withLock({ folder, subject: 'a', patience: 0 }, async () => {
      expect(await withLock({ folder, subject: 'a', patience: 200 }, async () => 'in')).toBeNull()
    })
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })

  test('keeps processes apart, and is free as soon as its holder is killed', async () => {
    const child = await holder('a')
    try {
      expect(await withLock({ folder, subject: 'a', patience: 50 }, async () => 'in')).toBeNull()
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    expect(await withLock({ folder, subject: 'a', patience: 5000 }, async () => 'in')).toEqual({ value: 'in' })
  })

  test('is free again after an error inside', async () => {
    const options = { folder, subject: 'a', patience: 0 }
    await expect(withLock(options, () => Promise.reject(new Error('inside')))).rejects.toThrow('inside')
    expect(await withLock(options, async () => 'in')).toEqual({ value: 'in' })
  })

  test.runIf(process.platform !== 'win32')('keeps its file to the user', async () => {
    await withLock({ folder, subject: 'a', patience: 0 }, async () => null)
    const [file] = await readdir(folder)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, file!))).mode & 0o777).toBe(0o600)
  })
})

describe('waiting for a lock', () => {
  test('is told once, and ends as soon as it is given up', async () => {
    const controller = new AbortController()
    let told = 0
    await withLock({ folder, subject: 'a', patience: 0 }, async () => {
      const onWait = () => {
        told += 1
        setTimeout(() => controller.abort(), 60)
      }
      const waiting = { folder, subject: 'a', patience: 60_000, signal: controller.signal, onWait }
      expect(await withLock(waiting, async () => 'in')).toBeNull()
    })
    expect(told).toBe(1)
  })

  test('is not told where there is nothing to wait for', async () => {
    const onWait = () => expect.unreachable()
    expect(await withLock({ folder, subject: 'a', patience: 100, onWait }, async () => 'in')).toEqual({ value: 'in' })
  })
})

describe('withLockIfPossible', () => {
  test('runs without a lock where the folder can hold none', async () => {
    await writeFile(folder, '')
    const options = { folder, subject: 'a', patience: 0 }
    await expect(withLock(options, async () => 'in')).rejects.toThrow()
    expect(await withLockIfPossible(options, async () => 'in')).toEqual({ value: 'in' })
  })

  test('does not run where Node itself has no locks: nobody would know', () => {
    const script = `
      import { withLockIfPossible } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)}
      await withLockIfPossible(${JSON.stringify({ folder, subject: 'a', patience: 0 })}, async () => console.log('ran'))`
    const words = ['--no-experimental-sqlite', '--input-type=module', '-e', script]
    const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 })
    expect(stderr).toContain('ERR_UNKNOWN_BUILTIN_MODULE')
  })

  test('runs once, also when that throws an error of the system', async () => {
    let ran = 0
    const run = async (): Promise<never> => {
      ran += 1
      throw Object.assign(new Error('inside'), { code: 'EIO' })
    }
    await expect(withLockIfPossible({ folder, subject: 'a', patience: 0 }, run)).rejects.toThrow('inside')
    expect(ran).toBe(1)
  })
})
