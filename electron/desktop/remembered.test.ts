import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openMemory } from './remembered.ts'

const folder = async () => path.join(await mkdtemp(path.join(os.tmpdir(), 'lanyard-memory-')), 'state')

test('what is remembered is there the next time, in a file that is the person’s alone', async () => {
  const at = await folder()
  const first = await openMemory(at)
  first.set({ place: { x: 1, y: 2, width: 900, height: 600 } })
  first.set({ isMaximized: true })
  await first.written()
  const { get } = await openMemory(at)
  expect(get()).toEqual({ place: { x: 1, y: 2, width: 900, height: 600 }, isMaximized: true, hints: [] })
  if (process.platform !== 'win32') expect((await stat(path.join(at, 'desktop.json'))).mode & 0o777).toBe(0o600)
})

test('a hint is new once, ever', async () => {
  const at = await folder()
  const first = await openMemory(at)
  expect([first.isNew('no-tray'), first.isNew('no-tray'), first.isNew('stays-in-tray')]).toEqual([true, false, true])
  await first.written()
  expect((await openMemory(at)).isNew('no-tray')).toBe(false)
})

test.each(['', '{', '7', 'null', '{"place":{"x":"1"},"isMaximized":"yes","hints":7}'])(
  'a file that says %j counts as none',
  async (text) => {
    const at = await folder()
    await mkdir(at)
    await writeFile(path.join(at, 'desktop.json'), text)
    expect((await openMemory(at)).get()).toEqual({ place: null, isMaximized: false, hints: [] })
  },
)

test('a folder that cannot be made is no reason to fail', async () => {
  const at = await folder()
  await writeFile(at, 'in the way')
  const memory = await openMemory(at)
  memory.set({ isMaximized: true })
  await memory.written()
  expect(memory.get().isMaximized).toBe(true)
  expect(await readFile(at, 'utf8')).toBe('in the way')
})
