/** What a start costs is what it loads: held here, since time is nothing to hold a test to. */
import { execFileSync, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { KeptHead } from '../../electron/system/compiled.ts'
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
  const cache = path.join(home, '.cache/lanyard')
  return { home, cache, run, kept: () => readFile(path.join(cache, 'everyday.bin')) }
}

describe.skipIf(process.platform === 'win32')('a command that shells and prompts call', () => {
  test.for([
    { words: '--version', besides: ['crypto', 'sqlite'] },
    { words: 'current --json', besides: ['crypto', 'sqlite'] },
    { words: 'export dev', besides: ['crypto', 'sqlite'] },
    // A lock is an SQLite database, and token files are named by a hash.
    { words: 'switch dev', besides: [] },
    { words: 'profile list', besides: ['sqlite'] },
  ])('$words loads one file of the build besides its entry, and nothing dear of Node', async ({ words, besides }) => {
    const { run } = await openHome()
    // The first one keeps what was compiled.
    await run(...words.split(' '))
    const { code, stderr } = await run(...words.split(' '))
    expect(code).toBe(0)
    const { builtins, files } = JSON.parse(stderr.split('\n').at(-1) ?? '') as { builtins: string[]; files: string[] }
    expect(builtins.filter((name) => [...dear, ...besides].includes(name))).toEqual([])
    const names = files.map((file) => path.basename(file))
    expect(names.sort()).toEqual(['cli.js', 'entry.js', 'everyday.js', 'rolldown-runtime.js', 'spy.cjs'])
  })
})

describe.skipIf(process.platform === 'win32')('what V8 has compiled', () => {
  test("is kept in a folder that is the person's alone, once for each command", async () => {
    const { cache, run, kept } = await openHome()
    await run('current')
    const first = await kept()
    expect((await stat(cache)).mode & 0o777).toBe(0o700)
    expect((await stat(path.join(cache, 'everyday.bin'))).mode & 0o777).toBe(0o600)
    expect(await readdir(cache)).toHaveLength(1)
    await run('current')
    expect(await kept()).toEqual(first)
    await run('profile', 'list')
    expect(head(await kept()).commands).toEqual(['lanyard current', 'lanyard profile list'])
  })

  test.for([
    ['empty', () => Buffer.of()],
    ['cut off', (kept: Buffer) => kept.subarray(0, -100)],
    ['of another build', (kept: Buffer) => replaceHead(kept, { stamp: 'v24.0.0 1 1' })],
    ['of another Node', (kept: Buffer) => Buffer.concat([kept.subarray(0, kept.indexOf('\n') + 1), noise(kept)])],
    ['no JSON', () => Buffer.from('{\n')],
  ] as const)('is made again where it is %s', async ([, spoil]) => {
    const { cache, run, kept } = await openHome()
    await run('current')
    await writeFile(path.join(cache, 'everyday.bin'), spoil(await kept()))
    expect(await run('current')).toMatchObject({ code: 0 })
    expect(head(await kept()).commands).toEqual(['lanyard current'])
    expect((await kept()).length).toBeGreaterThan(100_000)
  })

  test('is not kept where others could write into it', async () => {
    const { home, cache, run } = await openHome()
    await mkdir(cache, { recursive: true })
    await chmod(cache, 0o777)
    expect(await run('current')).toMatchObject({ code: 0 })
    expect(await readdir(cache)).toEqual([])
    await rm(cache, { recursive: true })
    await chmod(home, 0o777)
    expect(await run('current')).toMatchObject({ code: 0 })
    await expect(stat(cache)).rejects.toThrow('ENOENT')
  })

  test('is no condition of a start: no folder, a link, a named pipe, a folder in its place', async () => {
    const { home, cache, run } = await openHome()
    const place = path.join(cache, 'everyday.bin')
    await mkdir(place, { recursive: true })
    expect(await run('current')).toMatchObject({ code: 0 })
    await rm(place, { recursive: true })
    await symlink('/dev/zero', place)
    expect(await run('current')).toMatchObject({ code: 0 })
    await rm(place)
    execFileSync('mkfifo', [place])
    expect(await run('current')).toMatchObject({ code: 0 })
    await rm(path.join(home, '.cache'), { recursive: true })
    await writeFile(path.join(home, '.cache'), 'not a folder')
    expect(await run('current')).toMatchObject({ code: 0 })
  })

  test('is whole when thirty processes start at once', async () => {
    const { run, kept } = await openHome()
    const all = await Promise.all(Array.from({ length: 30 }, () => run('current')))
    expect(all.map(({ code }) => code)).toEqual(all.map(() => 0))
    const { commands, bytes } = head(await kept())
    expect(commands).toEqual(['lanyard current'])
    expect((await kept()).length - (await kept()).indexOf('\n') - 1).toBe(bytes)
  })
})

function head(kept: Buffer): KeptHead {
  return JSON.parse(kept.toString('utf8', 0, kept.indexOf('\n'))) as KeptHead
}

function replaceHead(kept: Buffer, differs: Partial<KeptHead>): Buffer {
  return Buffer.concat([Buffer.from(JSON.stringify({ ...head(kept), ...differs })), kept.subarray(kept.indexOf('\n'))])
}

/** As long as what V8 compiled, and none of it. */
function noise(kept: Buffer): Buffer {
  return Buffer.alloc(head(kept).bytes, 7)
}
