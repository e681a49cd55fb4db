import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const posix = process.platform !== 'win32'
const isRoot = process.getuid?.() === 0
const old = '[profile a]\nregion = eu-west-1\n'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-disk-'))
  await chmod(folder, 0o755)
  path = join(folder, '.aws', 'config')
  await mkdir(join(folder, '.aws'))
  await writeFile(path, old, { mode: 0o600 })
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const urlOf = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href)

/** Adds a section with a value of `length` characters, as `user`, and prints what comes of it and what is there then. */
const editor = `
import { readFileSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { editFile } from ${urlOf('file.ts')}
import { appendSections } from ${urlOf('../edit/edit.ts')}
const [path, lockFolder, length, user] = process.argv.slice(1)
if (user !== '') {
  process.setgroups([])
  process.setgid(Number(user))
  process.setuid(Number(user))
}
const settings = [['region', 'x'.repeat(Number(length))]]
const note = { what: 'Added b', undoes: null, at: 0 }
const edited = await editFile({ path, lockFolder, note }, (document) => ({
  ok: true,
  value: appendSections(document, [{ header: 'profile b', settings }]),
}))
const result = edited.ok ? { ok: true } : edited
console.log(JSON.stringify({ result, text: readFileSync(path, 'utf8'), names: readdirSync(dirname(path)) }))
`

/** Runs the editor at the end of a shell script, in namespaces of its own where that is to mount something. */
function edit(before: string, length: number, { user = '', mounts = false } = {}) {
  const words = ['--input-type=module', '-e', editor, '--', path, join(folder, 'state'), String(length), user]
  const shell = ['sh', '-c', `${before} && shift 2 && exec "$@"`, 'sh', folder, path, process.execPath, ...words]
  const [file, ...rest] = mounts ? [...namespaces, ...shell] : shell
  const { stdout, stderr } = spawnSync(file!, rest, { encoding: 'utf8' })
  expect(stderr).toBe('')
  const said: unknown = JSON.parse(stdout)
  return said
}

const refused = (reason: string) => ({
  result: { ok: false, error: { code: 'config-unwritable', message: `${path} cannot be written: ${reason}.` } },
  text: old,
  names: ['config'],
})

const unnoted = (reason: string) => ({
  result: { ok: false, error: { message: expect.stringMatching(`/state/journal/.* cannot be written: ${reason}`) } },
  text: old,
  names: ['config'],
})

/** What is mounted inside is seen by nobody else, and gone with the process. */
const namespaces = ['unshare', '--map-root-user', '--mount']
const canMount =
  process.platform === 'linux' &&
  spawnSync(namespaces[0]!, [...namespaces.slice(1), 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0

describe.runIf(posix)('an edit that cannot be written leaves the old file whole and nothing beside it', () => {
  test('where files must not grow so large', async () => {
    expect(edit('ulimit -f 64', 100_000)).toMatchObject(refused('a file must not grow so large here'))
    expect(await readFile(path, 'utf8')).toBe(old)
    expect(edit('ulimit -f 64', 1000)).toMatchObject({ result: { ok: true } })
  })

  test.runIf(isRoot)('in a folder of somebody else', async () => {
    await chmod(path, 0o666)
    await mkdir(join(folder, 'state'))
    expect(edit('chown 65534 "$1/state"', 10, { user: '65534' })).toMatchObject(refused('permission denied'))
    expect(await readdir(join(folder, '.aws'))).toEqual(['config'])
  })

  test.runIf(isRoot)('of somebody else, which would be taken over', async () => {
    await chmod(join(folder, '.aws'), 0o777)
    await chmod(path, 0o606)
    await mkdir(join(folder, 'state'))
    expect(edit('chown 65534 "$1/state"', 10, { user: '65534' })).toMatchObject(refused('permission denied'))
    expect((await stat(path)).uid).toBe(0)
  })

  test.runIf(isRoot)('of a group that cannot be given, where that may read it', async () => {
    const [user, owned] = ['65534', 'chown 65534 "$1/state" "$1/.aws" && chown 65534:12345 "$2"']
    await mkdir(join(folder, 'state'))
    await chmod(path, 0o640)
    expect(edit(owned, 10, { user })).toMatchObject(refused('permission denied'))
    expect((await stat(path)).gid).toBe(12345)
    await chmod(path, 0o600)
    expect(edit(owned, 10, { user })).toMatchObject({ result: { ok: true } })
    expect(await stat(path)).toMatchObject({ uid: 65534, gid: 65534, mode: 0o100600 })
  })

  test.runIf(isRoot)('where the changes are noted in a folder of somebody else', async () => {
    await chmod(join(folder, '.aws'), 0o777)
    await mkdir(join(folder, 'state', 'journal'), { recursive: true, mode: 0o700 })
    expect(edit('chown 65534 "$1/state" "$2"', 10, { user: '65534' })).toMatchObject(unnoted('permission denied'))
  })

  describe.runIf(canMount)('on a disk', () => {
    const fill = 'mount -t tmpfs -o size=64k none "$1/.aws" && printf "[profile a]\\nregion = eu-west-1\\n" > "$2"'

    test('that is full', () => {
      expect(edit(fill, 100_000, { mounts: true })).toMatchObject(refused('the disk is full'))
      expect(edit(fill, 1000, { mounts: true })).toMatchObject({ result: { ok: true } })
    })

    test('that is read-only', () => {
      const before = `${fill} && mount -o remount,ro "$1/.aws"`
      expect(edit(before, 10, { mounts: true })).toMatchObject(refused('the disk is read-only'))
    })

    test('that is full, or read-only, where the changes are noted', () => {
      const mounted = 'mkdir -p "$1/state/journal" && mount -t tmpfs -o size=64k none "$1/state/journal"'
      expect(edit(mounted, 100_000, { mounts: true })).toMatchObject(unnoted('the disk is full'))
      const readOnly = `${mounted} && mount -o remount,ro "$1/state/journal"`
      expect(edit(readOnly, 10, { mounts: true })).toMatchObject(unnoted('the disk is read-only'))
      expect(edit(mounted, 1000, { mounts: true })).toMatchObject({ result: { ok: true } })
    })

    test('where the file is mounted by itself', () => {
      const before = 'mount --bind "$2" "$2"'
      expect(edit(before, 10, { mounts: true })).toMatchObject(refused('it is in use, or mounted by itself'))
    })
  })
})
