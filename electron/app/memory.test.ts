import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openMemory, type Memory } from './memory.ts'
import { noHistory, type SignInHistory } from './session-length.ts'

let folder: string
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'lanyard-memory-')), 'state')
})
afterEach(async () => {
  await rm(path.dirname(folder), { recursive: true, force: true })
})

const accounts = [{ accountId: '123456789012', accountName: 'A', emailAddress: null, roles: ['R'] }]
const known = { startUrl: 'https://d-1.awsapps.com/start', knownSince: '2026-11-22T12:00:00.000Z', accounts }

test('the active profile is one line of one private file', async () => {
  const memory = openMemory(folder)
  expect(await memory.active()).toBeNull()
  await memory.changeActive(() => 'prod-admin')
  expect(await readFile(memory.activeFile, 'utf8')).toBe('1 1 prod-admin\n')
  expect(await memory.active()).toBe('prod-admin')
  if (process.platform !== 'win32') {
    expect((await stat(memory.activeFile)).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  }
  await memory.changeActive(() => null)
  expect(await memory.active()).toBeNull()
  expect(await readFile(memory.activeFile, 'utf8')).toBe('1 2\n')
  await memory.changeActive(() => 'two words')
  await memory.changeActive((now) => now)
  expect(await readFile(memory.activeFile, 'utf8')).toBe('1 3 two words\n')
  expect(await memory.active()).toBe('two words')
})

test.for(['', 'prod\n', '2 7 prod\n', '1 prod\n', '1  prod\n', '\n1 5 prod\n', '1 5\n2\n', '1 9e9 prod'])(
  'an active profile of another form is none: %j',
  async (text) => {
    const memory = openMemory(folder)
    await memory.changeActive(() => 'prod')
    await writeFile(memory.activeFile, text)
    expect(await memory.active()).toBeNull()
  },
)

test("where organizations' own start URLs lead is known to all processes, as they were last asked", async () => {
  const memory = openMemory(folder)
  expect(await memory.instances()).toEqual(new Map())
  await memory.setInstance('https://sso.example.com/start', 'https://d-1.awsapps.com/start')
  await memory.setInstance('https://sso.example.com/start', 'https://d-2.awsapps.com/start')
  await memory.setInstance('https://__proto__.example/start', 'https://d-3.awsapps.com/start')
  expect([...(await openMemory(folder).instances()).values()]).toEqual([
    'https://d-2.awsapps.com/start',
    'https://d-3.awsapps.com/start',
  ])
  await writeFile(path.join(folder, 'instances.json'), '{"https://sso.example.com/start": 5}')
  expect(await memory.instances()).toEqual(new Map())
})

test('assignments come back for the session and start URL they were read from, and no other', async () => {
  const memory = openMemory(folder)
  await memory.setAssignments('team/a', known)
  expect(await memory.assignments('team/a', known.startUrl)).toEqual(known)
  expect(await memory.assignments('team/a', 'https://other.awsapps.com/start')).toBeNull()
  expect(await memory.assignments('team', known.startUrl)).toBeNull()
  await memory.setAssignments('team/a', null)
  expect(await memory.assignments('team/a', known.startUrl)).toBeNull()
})

test('a memory that is cut off or of another shape is no memory', async () => {
  const memory = openMemory(folder)
  await memory.setAssignments('corp', known)
  const file = path.join(folder, `assignments-${Buffer.from('corp').toString('base64url')}.json`)
  for (const text of ['', '{"startUrl"', '[]', 'null', JSON.stringify({ ...known, accounts: [{ accountId: 5 }] })]) {
    await writeFile(file, text)
    expect(await memory.assignments('corp', known.startUrl)).toBeNull()
  }
})

test.runIf(process.platform !== 'win32')('a link in the place of a file is not followed', async () => {
  const memory = openMemory(folder)
  await memory.changeActive(() => 'mine')
  const other = path.join(folder, 'other')
  await writeFile(other, 'theirs\n')
  await rm(memory.activeFile)
  await symlink(other, memory.activeFile)
  expect(await memory.active()).toBeNull()
  await memory.changeActive(() => 'mine')
  expect(await readFile(other, 'utf8')).toBe('theirs\n')
})

describe.runIf(process.platform !== 'win32')('what stands in the place of a file is not waited for or followed', () => {
  const key = 'https://d-1.awsapps.com/start us-east-1'
  const history = { seen: {}, spans: [{ from: 1, to: 2 }] }
  const all = async (memory: Memory) => [
    await memory.active(),
    await memory.recent(),
    await memory.assignments('corp', known.startUrl),
    await memory.signIns(key),
  ]
  const writeAll = async (memory: Memory) => {
    await memory.changeActive(() => 'mine')
    await memory.changeRecent((names) => ['mine', ...names])
    await memory.setAssignments('corp', known)
    await memory.changeSignIns(key, () => history)
  }
  const files = async () => (await readdir(folder)).filter((name) => !name.endsWith('.lock'))

  test.each([
    ['a pipe', async (file: string) => execFileSync('mkfifo', [file])],
    ['a link', async (file: string) => symlink(path.join(folder, '..', 'theirs'), file)],
    ['half a file', async (file: string) => writeFile(file, file.endsWith('.json') ? '{"spans":[{"from"' : '')],
    ['1 MB of something else', async (file: string) => writeFile(file, '\n'.repeat(1_000_000))],
  ])('%s: it counts as nothing, and makes room', async (_, put) => {
    const memory = openMemory(folder)
    const theirs = path.join(folder, '..', 'theirs')
    await writeFile(theirs, 'theirs\n')
    await writeAll(memory)
    for (const name of await files()) {
      await rm(path.join(folder, name))
      await put(path.join(folder, name))
    }
    expect(await all(memory)).toEqual([null, [], null, noHistory])
    await writeAll(memory)
    expect(await all(memory)).toEqual(['mine', ['mine'], known, history])
    expect(await readFile(theirs, 'utf8')).toBe('theirs\n')
  })

  test('a folder counts as nothing, and is an error to whoever writes', async () => {
    const memory = openMemory(folder)
    await writeAll(memory)
    for (const name of await files()) {
      await rm(path.join(folder, name))
      await mkdir(path.join(folder, name, 'full'), { recursive: true })
    }
    expect(await all(memory)).toEqual([null, [], null, noHistory])
    await expect(memory.changeActive(() => 'mine')).rejects.toThrow(/EISDIR|EEXIST|ENOTEMPTY/)
    expect((await files()).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

test('what two change at one moment is all kept', async () => {
  const [one, other] = [openMemory(folder), openMemory(folder)]
  const key = 'https://d-1.awsapps.com/start us-east-1'
  const seen = { signedInAt: 1, renewedAt: 1, expiresAt: 2, mark: null }
  const note = (name: string) => (now: SignInHistory) => ({ ...now, seen: { ...now.seen, [name]: seen } })
  const rounds = Array.from({ length: 10 }, (_, round) => round)
  for (const round of rounds) {
    await Promise.all([
      one.changeRecent((names) => [`one ${round}`, ...names]),
      other.changeRecent((names) => [`other ${round}`, ...names]),
      one.changeSignIns(key, note(`one ${round}`)),
      other.changeSignIns(key, note(`other ${round}`)),
    ])
  }
  const names = rounds.flatMap((round) => [`one ${round}`, `other ${round}`]).toSorted()
  expect((await one.recent()).toSorted()).toEqual(names)
  expect(Object.keys((await one.signIns(key)).seen).toSorted()).toEqual(names)
})
