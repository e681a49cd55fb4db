import { execFileSync } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import {
  chmod,
  lstat,
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
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { fail, type Result } from '../../../../shared/result.ts'
import type { Document } from '../document/document.ts'
import { appendSections } from '../edit/edit.ts'
import { checkWritable, editFile, readDocument, type Edited } from './file.ts'

const posix = process.platform !== 'win32'
const isRoot = process.getuid?.() === 0
let folder: string
let path: string
let lockFolder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-config-'))
  path = join(folder, '.aws', 'config')
  lockFolder = join(folder, 'state')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const add =
  (header: string) =>
  (document: Document): Result<Document> => ({ ok: true, value: appendSections(document, [{ header, settings: [] }]) })

const edit = (change = add('a')): Promise<Result<Edited>> => editFile({ path, lockFolder }, change)
const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

async function start(text: string | Uint8Array, mode = 0o600): Promise<void> {
  await mkdir(join(folder, '.aws'), { recursive: true })
  await writeFile(path, text, { mode })
  await chmod(path, mode)
}

describe('readDocument', () => {
  test('takes a file that is not there for an empty one', async () => {
    const read = await readDocument(path)
    expect(read).toMatchObject({ ok: true, value: { text: '', exists: false } })
    expect(await readDocument(join(folder, 'no', 'such', 'folder'))).toMatchObject({ ok: true })
  })

  test('knows an empty file from none', async () => {
    await start('')
    expect(await readDocument(path)).toMatchObject({ ok: true, value: { text: '', exists: true } })
  })

  test.runIf(posix)(
    'takes a folder, a device and a pipe for no file, as botocore does, and does not wait',
    async () => {
      await mkdir(path, { recursive: true })
      execFileSync('mkfifo', [join(folder, 'pipe')])
      for (const place of [path, '/dev/null', join(folder, 'pipe')]) {
        expect(await readDocument(place)).toMatchObject({ ok: true, value: { exists: false } })
      }
    },
  )

  test.runIf(posix)('says why a file cannot be read', async () => {
    await symlink('config', join(folder, 'config'))
    const read = await readDocument(join(folder, 'config'))
    expect(read).toMatchObject({ ok: false, error: { code: 'config-unreadable' } })
    expect(!read.ok && read.error.message).toContain('links lead in a circle')
  })

  test.each([10, 200])('is not fooled by a program that truncates the file and writes it %s ms later', async (ms) => {
    await start('[profile a]\nregion = us-east-1\n')
    const handle = await open(path, 'w')
    const reading = readDocument(path)
    await new Promise((resolve) => setTimeout(resolve, ms))
    await handle.writeFile('[profile b]\n')
    await handle.close()
    expect(await reading).toMatchObject({ ok: true, value: { text: '[profile b]\n' } })
  })

  /** Lets `spoil` make the first reading of the file's bytes a bad one. */
  async function spoilFirst(spoil: (bytes: Buffer) => Buffer | Promise<Buffer>): Promise<void> {
    await start('[profile a]\n')
    await utimes(path, 1000, 1000)
    const handle = await open(path, 'r')
    const prototype: FileHandle = Object.getPrototypeOf(handle)
    const read = prototype.readFile
    await handle.close()
    vi.spyOn(prototype, 'readFile').mockImplementationOnce(async function (this: FileHandle) {
      return Buffer.from(await spoil(Buffer.from(await read.call(this, null))))
    })
    onTestFinished(() => void vi.restoreAllMocks())
  }

  test('takes a file that is written while it is read for half-written, whatever its time', async () => {
    await spoilFirst(async (bytes) => {
      writeFileSync(path, '[profile b]\n')
      await utimes(path, 2000, 2000)
      return bytes
    })
    expect(await readDocument(path)).toMatchObject({ ok: true, value: { text: '[profile b]\n' } })
  })

  test('takes less than the file has for half-read', async () => {
    await spoilFirst((bytes) => bytes.subarray(0, 4))
    expect(await readDocument(path)).toMatchObject({ ok: true, value: { text: '[profile a]\n' } })
  })
})

describe('editFile', () => {
  test.runIf(posix)('makes a new file 0600 in a new folder 0700', async () => {
    expect(codeOf(await edit())).toBe('ok')
    expect(await readFile(path, 'utf8')).toBe('[a]\n')
    expect(await modeOf(path)).toBe(0o600)
    expect(await modeOf(join(folder, '.aws'))).toBe(0o700)
  })

  test.runIf(posix)('keeps the mode of a file, and leaves no other file behind', async () => {
    await start('[b]\n', 0o644)
    expect(codeOf(await edit())).toBe('ok')
    expect(await modeOf(path)).toBe(0o644)
    expect(await readdir(join(folder, '.aws'))).toEqual(['config'])
  })

  test.runIf(posix && isRoot)('keeps the owner of a file', async () => {
    await start('[b]\n')
    execFileSync('chown', ['12345:12346', path])
    expect(codeOf(await edit())).toBe('ok')
    expect(await stat(path)).toMatchObject({ uid: 12345, gid: 12346 })
  })

  test('keeps bytes that are not UTF-8', async () => {
    await start(Buffer.from('# caf\xe9\n', 'latin1'))
    expect(codeOf(await edit())).toBe('ok')
    expect((await readFile(path)).toString('latin1')).toBe('# caf\xe9\n\n[a]\n')
  })

  test.runIf(posix)('writes through links, which stay links', async () => {
    await mkdir(join(folder, 'dotfiles'))
    await writeFile(join(folder, 'dotfiles', 'aws'), '[b]\n')
    await mkdir(join(folder, '.aws'))
    await symlink('../dotfiles/aws', path)
    expect(codeOf(await edit())).toBe('ok')
    expect((await lstat(path)).isSymbolicLink()).toBe(true)
    expect(await readFile(join(folder, 'dotfiles', 'aws'), 'utf8')).toBe('[b]\n\n[a]\n')
  })

  test.runIf(posix)('makes the file that a link is waiting for', async () => {
    await mkdir(join(folder, '.aws'))
    await symlink('../dotfiles/aws', path)
    expect(codeOf(await edit())).toBe('ok')
    expect((await lstat(path)).isSymbolicLink()).toBe(true)
    expect(await readFile(join(folder, 'dotfiles', 'aws'), 'utf8')).toBe('[a]\n')
  })

  test.runIf(posix)('leaves a read-only file alone, and says so', async () => {
    await start('[b]\n', 0o400)
    const edited = await edit()
    expect(edited).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
    expect(!edited.ok && edited.error.message).toContain('read-only')
    expect(await readFile(path, 'utf8')).toBe('[b]\n')
  })

  test.runIf(posix)('leaves a read-only folder alone, and says so', async () => {
    await start('[b]\n')
    await chmod(join(folder, '.aws'), 0o500)
    expect(codeOf(await edit())).toBe('config-unwritable')
    expect(await readFile(path, 'utf8')).toBe('[b]\n')
    expect(await readdir(join(folder, '.aws'))).toEqual(['config'])
    // So that whoever is not root can tidy up.
    await chmod(join(folder, '.aws'), 0o700)
  })

  test('says so where a file stands in the way of the folder, or a folder in that of the file', async () => {
    await writeFile(join(folder, '.aws'), '')
    expect(codeOf(await edit())).toBe('config-unwritable')
    await rm(join(folder, '.aws'))
    await mkdir(path, { recursive: true })
    expect(codeOf(await edit())).toBe('config-unwritable')
  })

  test('says so where its own folder cannot be made', async () => {
    await writeFile(lockFolder, '')
    expect(await edit()).toMatchObject({
      ok: false,
      error: { code: 'config-unwritable', message: `${lockFolder} cannot be written: it is no folder.` },
    })
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })

  test('writes nothing where the change is refused or changes nothing', async () => {
    expect(codeOf(await edit(() => fail('name-taken', 'It is.')))).toBe('name-taken')
    await expect(stat(path)).rejects.toThrow('ENOENT')
    await start('[b]\n')
    const before = await stat(path)
    expect(codeOf(await edit((document) => ({ ok: true, value: document })))).toBe('ok')
    expect((await stat(path)).ino).toBe(before.ino)
  })

  test('gives edits at the same time one turn each', async () => {
    const names = Array.from({ length: 10 }, (_, at) => `s${at}`)
    await Promise.all(names.map((name) => edit(add(name))))
    const read = await readDocument(path)
    expect(read.ok && read.value.sections.map(({ header }) => header).sort()).toEqual(names)
  })

  test('does not overwrite what another program writes between reading and writing', async () => {
    await start('[b]\n')
    let turns = 0
    const edited = await edit((document) => {
      turns += 1
      if (turns === 1) appendFileSync(path, '[other]\n')
      return add('a')(document)
    })
    expect(codeOf(edited)).toBe('ok')
    expect(await readFile(path, 'utf8')).toBe('[b]\n[other]\n\n[a]\n')
    expect(turns).toBe(2)
  })

  test('does not overwrite a file that another program makes meanwhile', async () => {
    await mkdir(join(folder, '.aws'))
    let turns = 0
    await edit((document) => {
      turns += 1
      if (turns === 1) writeFileSync(path, '[other]\n')
      return add('a')(document)
    })
    expect(await readFile(path, 'utf8')).toBe('[other]\n\n[a]\n')
  })

  test('gives up when another edit does not let go', async () => {
    await start('[b]\n')
    let waiting: Promise<Result<Edited>> | null = null
    await edit((document) => {
      waiting = editFile({ path, lockFolder, patience: 0 }, add('c'))
      return add('a')(document)
    })
    expect(codeOf(await waiting!)).toBe('config-unwritable')
    expect(await readFile(path, 'utf8')).toBe('[b]\n\n[a]\n')
  })
})

describe('checkWritable', () => {
  const check = () => checkWritable({ path, lockFolder })

  test('says nothing where an edit is possible, and makes neither file nor folder', async () => {
    expect(await check()).toEqual({ ok: true, value: null })
    expect(await readdir(folder)).toEqual([])
    await start('[b]\n')
    expect(await check()).toEqual({ ok: true, value: null })
    expect(await readdir(folder, { recursive: true })).toEqual(['.aws', join('.aws', 'config')])
  })

  test.runIf(posix).each([
    ['the file is read-only', () => chmod(path, 0o400)],
    ['its folder is read-only', () => chmod(join(folder, '.aws'), 0o500)],
    [
      'its folder is a file',
      () => rm(join(folder, '.aws'), { recursive: true }).then(() => writeFile(join(folder, '.aws'), '')),
    ],
    ['a folder stands in its place', () => rm(path).then(() => mkdir(path))],
    ['its links lead in a circle', () => rm(path).then(() => symlink('config', path))],
    [
      "Lanyard's own folder is below a file",
      () => writeFile(join(folder, 'file'), '').then(() => void (lockFolder = join(folder, 'file', 'state'))),
    ],
  ])('gives the reason that an edit would give: %s', async (_, spoil) => {
    await start('[b]\n')
    await spoil()
    const checked = await check()
    expect(checked).toMatchObject({ ok: false })
    expect(checked).toEqual(await edit())
  })
})
