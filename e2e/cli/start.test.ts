/** What a start costs is what it loads: held here, since time is nothing to hold a test to. */
import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { program } from './lanyard.ts'

/** Tells at the end, on stderr, what was loaded: modules of Node, and files of the build. */
const spy = `
process.on('exit', () => {
  const builtins = process.moduleLoadList.map((name) => name.replace('NativeModule ', ''))
  const files = Object.keys(require('node:module')._cache)
  require('node:fs').writeSync(2, JSON.stringify({ builtins, files }))
})`

/** Costly to load, and of use to none of them. */
const dear = ['child_process', 'http', 'net', 'tty', 'worker_threads', 'internal/deps/undici/undici']

async function openHome() {
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-start-'))
  onTestFinished(() => rm(home, { recursive: true }))
  const spyFile = path.join(home, 'spy.cjs')
  await writeFile(spyFile, spy)
  await mkdir(path.join(home, '.aws'))
  const config = path.join(home, '.aws/config')
  await writeFile(config, '[profile dev]\nregion = eu-west-1\n')
  // One that was written just now is held against the copy of it.
  await utimes(config, new Date(), new Date(Date.now() - 3_600_000))
  const run = (...words: string[]) => {
    const child = spawn(process.execPath, ['--require', spyFile, program, ...words], {
      env: { HOME: home, SHELL: '/bin/bash' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, stdout, stderr })),
    )
  }
  return { home, cache: path.join(home, '.cache/lanyard'), run }
}

describe.skipIf(process.platform === 'win32')('a command that shells and prompts call', () => {
  test.for([
    { words: '--version', most: 100_000, besides: ['crypto', 'sqlite'] },
    { words: 'current --json', most: 210_000, besides: ['crypto', 'sqlite'] },
    { words: 'export dev', most: 220_000, besides: ['crypto', 'sqlite'] },
    // A lock is an SQLite database, and token files are named by a hash.
    { words: 'switch dev', most: 220_000, besides: [] },
    { words: 'profile list', most: 210_000, besides: ['sqlite'] },
  ])('$words loads little, and nothing dear of Node', async ({ words, most, besides }) => {
    const { run } = await openHome()
    const { code, stderr } = await run(...words.split(' '))
    expect(code).toBe(0)
    const { builtins, files } = JSON.parse(stderr.split('\n').at(-1) ?? '') as { builtins: string[]; files: string[] }
    expect(builtins.filter((name) => [...dear, ...besides].includes(name))).toEqual([])
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
    expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThan(most)
  })
})

describe.skipIf(process.platform === 'win32')('what Node has compiled', () => {
  test("is kept in a folder that is the person's alone", async () => {
    const { cache, run } = await openHome()
    await run('--version')
    expect((await stat(cache)).mode & 0o777).toBe(0o700)
    expect(await readdir(cache)).toHaveLength(1)
  })

  test('is not kept where others could write into it', async () => {
    const { home, cache, run } = await openHome()
    await mkdir(cache, { recursive: true })
    await chmod(cache, 0o777)
    expect(await run('--version')).toMatchObject({ code: 0 })
    expect(await readdir(cache)).toEqual([])
    await rm(cache, { recursive: true })
    await chmod(home, 0o777)
    expect(await run('--version')).toMatchObject({ code: 0 })
    await expect(stat(cache)).rejects.toThrow('ENOENT')
  })

  test('is no condition of a start', async () => {
    const { home, run } = await openHome()
    await writeFile(path.join(home, '.cache'), 'not a folder')
    expect(await run('--version')).toMatchObject({ code: 0 })
  })
})
