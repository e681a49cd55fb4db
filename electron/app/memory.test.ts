import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMemory } from './memory.ts'

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
  expect(await readFile(memory.activeFile, 'utf8')).toBe('prod-admin\n')
  expect(await memory.active()).toBe('prod-admin')
  if (process.platform !== 'win32') {
    expect((await stat(memory.activeFile)).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  }
  await memory.changeActive(() => null)
  expect(await memory.active()).toBeNull()
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
  await memory.changeActive(() => null)
  await symlink(other, memory.activeFile)
  expect(await memory.active()).toBeNull()
  await memory.changeActive(() => 'mine')
  expect(await readFile(other, 'utf8')).toBe('theirs\n')
})
