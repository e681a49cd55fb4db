import { execFileSync } from 'node:child_process'
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { ensureFolder, ensureOwnFolder, errorCode, readOwn, removeLeftovers, writeAtomically } from './files.ts'

const posix = process.platform !== 'win32'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-files-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

describe('writeAtomically', () => {
  test('creates and replaces, and leaves no other file behind', async () => {
    const path = join(folder, 'a.json')
    await writeAtomically(path, 'one', { mode: 0o600 })
    await writeAtomically(path, new Uint8Array([0xe9, 0x0a]), { mode: 0o600 })
    expect([...(await readFile(path))]).toEqual([0xe9, 0x0a])
    expect(await readdir(folder)).toEqual(['a.json'])
  })

  test.runIf(posix)('gives exactly the mode asked for, whatever the umask and the file before', async () => {
    const path = join(folder, 'a.json')
    await writeFile(path, 'old', { mode: 0o644 })
    await writeAtomically(path, 'new', { mode: 0o600 })
    expect(await modeOf(path)).toBe(0o600)
    await writeAtomically(path, 'new', { mode: 0o664 })
    expect(await modeOf(path)).toBe(0o664)
  })

  test('a failure leaves the old file and no temporary one', async () => {
    const path = join(folder, 'taken')
    await mkdir(path)
    await writeFile(join(path, 'inside'), 'kept')
    await expect(writeAtomically(path, 'new', { mode: 0o600 })).rejects.toThrow(/EISDIR|EPERM|ENOTEMPTY/)
    expect(await readdir(folder)).toEqual(['taken'])
    expect(await readFile(join(path, 'inside'), 'utf8')).toBe('kept')
  })

  test.runIf(posix)('replaces a link instead of writing through it', async () => {
    await writeFile(join(folder, 'victim'), 'kept')
    await symlink(join(folder, 'victim'), join(folder, 'link'))
    await writeAtomically(join(folder, 'link'), 'new', { mode: 0o600 })
    expect(await readFile(join(folder, 'victim'), 'utf8')).toBe('kept')
    expect(await readFile(join(folder, 'link'), 'utf8')).toBe('new')
  })

  test('a reader sees the old bytes or the new, never a part', async () => {
    const path = join(folder, 'a')
    const texts = ['a'.repeat(300_000), 'b'.repeat(200_000)]
    await writeAtomically(path, texts[0]!, { mode: 0o600 })
    let done = false
    const reading = (async () => {
      while (!done) expect(texts).toContain(await readFile(path, 'utf8'))
    })()
    for (let turn = 0; turn < 10; turn += 1) await writeAtomically(path, texts[turn % 2]!, { mode: 0o600 })
    done = true
    await reading
  })
})

/** Every open file's own functions, to look on while they run. */
async function fileHandles(): Promise<FileHandle> {
  const handle = await open(folder, 'r')
  const prototype: FileHandle = Object.getPrototypeOf(handle)
  await handle.close()
  return prototype
}

test.runIf(posix)('a write counts once the file and then its folder are on the disk', async () => {
  const path = join(folder, 'a.json')
  await writeFile(path, 'old')
  const synced: unknown[] = []
  vi.spyOn(await fileHandles(), 'sync').mockImplementation(async function (this: FileHandle) {
    // A disk that takes its time.
    await sleep(20)
    const { ino, size } = await this.stat()
    synced.push({ ino, size, stands: await readFile(path, 'utf8') })
  })
  onTestFinished(() => void vi.restoreAllMocks())
  await writeAtomically(path, 'the new one', { mode: 0o600 })
  const [file, itself] = await Promise.all([stat(path), stat(folder)])
  expect(synced).toEqual([
    { ino: file.ino, size: 11, stands: 'old' },
    { ino: itself.ino, size: itself.size, stands: 'the new one' },
  ])
})

describe('removeLeftovers', () => {
  const random = 'd0d9a5b4-5f0c-4b6e-9f6e-2f1f6f0c1a2b'
  const hourAgo = new Date(Date.now() - 3_600_000)

  test('removes what a write left that was killed long ago, and nothing else', async () => {
    const kept = ['config', '.config.tmp', `.config.${random}`, `.credentials.${random}.tmp`, `my.config.${random}.tmp`]
    for (const name of [...kept, `.config.${random}.tmp`]) {
      await writeFile(join(folder, name), 'x')
      await utimes(join(folder, name), hourAgo, hourAgo)
    }
    await removeLeftovers(join(folder, 'config'), 60_000)
    expect((await readdir(folder)).sort()).toEqual([...kept].sort())
  })

  test('leaves a write that may be under way, and minds no folder that is missing', async () => {
    await writeFile(join(folder, `.config.${random}.tmp`), 'x')
    await removeLeftovers(join(folder, 'config'), 60_000)
    expect(await readdir(folder)).toEqual([`.config.${random}.tmp`])
    await removeLeftovers(join(folder, 'no', 'config'), 60_000)
    await removeLeftovers(join(folder, 'config'), 0)
    expect(await readdir(folder)).toEqual([])
  })

  test('is done by the next write of the file, wherever that is', async () => {
    await writeFile(join(folder, `.token.json.${random}.tmp`), 'x')
    await utimes(join(folder, `.token.json.${random}.tmp`), hourAgo, hourAgo)
    await writeAtomically(join(folder, 'token.json'), 'y', { mode: 0o600 })
    expect(await readdir(folder)).toEqual(['token.json'])
  })
})

test('an error of Node has a code, and nothing else has', () => {
  expect(errorCode(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe('ENOENT')
  const others = [new Error('x'), Object.assign(new Error('x'), { code: 5 }), { code: 'ENOENT' }, 'ENOENT', null]
  expect(others.map(errorCode)).toEqual(others.map(() => null))
})

test.runIf(process.platform === 'linux')('no file stays open, whatever comes of it', async () => {
  await mkdir(join(folder, 'taken', 'inside'), { recursive: true })
  const before = await readdir('/proc/self/fd')
  for (let turn = 0; turn < 20; turn += 1) {
    await writeAtomically(join(folder, 'a'), 'x', { mode: 0o600 })
    await writeAtomically(join(folder, 'taken'), 'x', { mode: 0o600 }).catch(() => null)
    await readOwn(join(folder, 'a'))
    await readOwn(folder).catch(() => null)
  }
  expect((await readdir('/proc/self/fd')).length - before.length).toBeLessThan(10)
})

describe('readOwn', () => {
  test('gives the bytes, and null where there is no file', async () => {
    await writeFile(join(folder, 'a'), new Uint8Array([0xff]))
    expect([...(await readOwn(join(folder, 'a')))!]).toEqual([0xff])
    expect(await readOwn(join(folder, 'b'))).toBeNull()
    expect(await readOwn(join(folder, 'no', 'such'))).toBeNull()
  })

  test.runIf(posix)('refuses a link, a folder and a pipe, and does not wait', async () => {
    await writeFile(join(folder, 'a'), 'secret')
    await symlink(join(folder, 'a'), join(folder, 'link'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const codes = await Promise.all(
      ['link', 'pipe', '.'].map((name) => readOwn(join(folder, name)).then(() => null, errorCode)),
    )
    expect(codes).toEqual(['ELOOP', 'EINVAL', 'EINVAL'])
  })
})

describe.runIf(posix)('folders', () => {
  test('are created with their parents, and existing ones keep their mode', async () => {
    await ensureFolder(join(folder, 'a', 'b'), 0o700)
    expect(await modeOf(join(folder, 'a'))).toBe(0o700)
    expect(await modeOf(join(folder, 'a', 'b'))).toBe(0o700)
    await chmod(join(folder, 'a'), 0o755)
    await ensureFolder(join(folder, 'a'), 0o700)
    expect(await modeOf(join(folder, 'a'))).toBe(0o755)
  })

  test('of our own are narrowed to 0700, and a link in their place is refused', async () => {
    await mkdir(join(folder, 'wide'))
    await chmod(join(folder, 'wide'), 0o755)
    await ensureOwnFolder(join(folder, 'wide'))
    expect(await modeOf(join(folder, 'wide'))).toBe(0o700)
    await symlink(join(folder, 'wide'), join(folder, 'link'))
    await expect(ensureOwnFolder(join(folder, 'link'))).rejects.toThrow('not a folder')
  })
})
