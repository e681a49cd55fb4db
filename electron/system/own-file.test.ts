import { lstat, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { fileStamp } from './files.ts'
import { withLock } from './lock.ts'
import { changeOwn } from './own-file.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-own-'))
  path = join(folder, 'own', 'file')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
})

const file = () => ({ path, lockFolder: join(folder, 'state'), isCut: null })
const text = (bytes: Buffer | null) => bytes?.toString('utf8') ?? 'nothing'

test('what is written builds on what is there, in a file and a folder that are the user’s alone', async () => {
  await changeOwn(file(), async (bytes) => `${text(bytes)}, one`)
  await changeOwn(file(), async (bytes) => `${text(bytes)}, two`)
  expect(await readFile(path, 'utf8')).toBe('nothing, one, two')
  if (process.platform === 'win32') return
  expect((await lstat(path)).mode & 0o777).toBe(0o600)
  expect((await lstat(join(folder, 'own'))).mode & 0o777).toBe(0o700)
})

test('what says the same is not written again, and null takes the file away', async () => {
  await changeOwn(file(), async () => 'a')
  const before = await fileStamp(path)
  await changeOwn(file(), async () => 'a')
  await changeOwn(file(), async (bytes) => bytes)
  expect(await fileStamp(path)).toBe(before)
  await changeOwn(file(), async () => null)
  await changeOwn(file(), async () => null)
  expect(await readdir(join(folder, 'own'))).toEqual([])
})

test('what a program without the lock writes meanwhile is built on, not written over', async () => {
  await changeOwn(file(), async () => 'old')
  const seen: string[] = []
  await changeOwn(file(), async (bytes) => {
    if (seen.push(text(bytes)) === 1) await writeFile(path, 'theirs')
    return `${text(bytes)}, mine`
  })
  expect(seen).toEqual(['old', 'theirs'])
  expect(await readFile(path, 'utf8')).toBe('theirs, mine')
})

test('a program that never lets go of the file is told, and its file left', async () => {
  await changeOwn(file(), async () => 'old')
  let turn = 0
  const changing = changeOwn(file(), async () => {
    await writeFile(path, `theirs ${(turn += 1)}`)
    return 'mine'
  })
  await expect(changing).rejects.toMatchObject({ code: 'EBUSY' })
  expect(await readFile(path, 'utf8')).toBe(`theirs ${turn}`)
})

test('it waits for who holds the lock, and builds on what they have written', async () => {
  const held = await withLock({ folder: file().lockFolder, subject: path, patience: 0 }, async () => {
    const changing = changeOwn(file(), async (bytes) => `${text(bytes)}, mine`)
    await sleep(50)
    await mkdir(join(folder, 'own'))
    await writeFile(path, 'theirs')
    return { changing }
  })
  await held?.value.changing
  expect(await readFile(path, 'utf8')).toBe('theirs, mine')
})

test('what a killed process left of a write goes with the next one', async () => {
  await changeOwn(file(), async () => 'a')
  const leftover = join(folder, 'own', '.file.d0d9a5b4-5f0c-4b6e-9f6e-2f1f6f0c1a2b.tmp')
  await writeFile(leftover, 'half')
  await utimes(leftover, 0, 0)
  await changeOwn(file(), async () => 'b')
  expect(await readdir(join(folder, 'own'))).toEqual(['file'])
})
