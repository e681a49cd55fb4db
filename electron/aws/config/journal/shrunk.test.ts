import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../shared/result.ts'
import { parse } from '../document/document.testing.ts'
import type { EditOptions, Edited } from '../disk/file.ts'
import { findEntry, readChanges, readLastGood } from './journal.ts'
import { add, editNoted, idOf, type Make } from './journal.testing.ts'
import { extentOf, hasShrunk } from './shrunk.ts'
import { undoEntry } from './undo.ts'

let folder: string
let path: string
let state: string

const edit = (what: string, change: Make, more: Partial<EditOptions> = {}): Promise<Result<Edited>> =>
  editNoted({ path, state }, what, change, more)

describe('a file counts as shrunk', () => {
  test.each([
    ['where less than half is left, of bytes and sections', [500, 4], [249, 1], true],
    ['to nothing', [500, 4], [0, 0], true],
    ['never from fewer bytes than 500', [499, 4], [0, 0], false],
    ['never from fewer sections than 4', [500, 3], [0, 0], false],
    ['not with half of the bytes', [500, 4], [250, 1], false],
    ['not with half of the sections', [500, 4], [249, 2], false],
  ] as const)('%s', (_, [size, sections], [sizeNow, sectionsNow], isShrunk) => {
    expect(hasShrunk({ size, sections }, { size: sizeNow, sections: sectionsNow })).toBe(isShrunk)
  })

  test('by its bytes, and by the lines that begin with a bracket', () => {
    const text = '[a]\nk = [1]\n#[b]\n[é]\n'
    expect(extentOf(parse(text))).toEqual({ size: 22, sections: 2 })
    expect(extentOf(parse(`\n${text}`))).toEqual({ size: 23, sections: 2 })
  })
})

describe('a file that has suddenly lost most of itself', () => {
  const large = Array.from(
    { length: 10 },
    (_, at) => `[profile p${at}]\nregion = eu-central-1 # ${'x'.repeat(60)}\n`,
  ).join('')

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanyard-shrunk-'))
    path = join(folder, 'config')
    state = join(folder, 'state')
    await writeFile(path, large)
    await edit('Added b', add('b'))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  test('is not written over unasked', async () => {
    await writeFile(path, '[profile p0]\n')
    const refused = await edit('Added c', add('c'))
    expect(refused).toMatchObject({ ok: false, error: { code: 'config-shrunk', remedy: { kind: 'restore-config' } } })
    expect(idOf(refused)).toBe(
      `${path} has lost most of itself. It had 11 sections at 1970-01-01 00:00 UTC and has 1 now.`,
    )
    await rm(path)
    expect(idOf(await edit('Added c', add('c')))).toContain('and has none now.')
    expect(await readChanges(state, path)).toMatchObject([{ what: 'Added b' }])
  })

  test('is when asked to, and its new size is known from then on; the good copy is not replaced by it', async () => {
    await writeFile(path, '[profile p0]\n')
    expect(idOf(await edit('Added c', add('c'), { anyway: true }))).toHaveLength(8)
    expect(await readLastGood(state, path)).toMatchObject({ ok: true, value: { text: `${large}\n[b]\nregion = x\n` } })
    expect(idOf(await edit('Added d', add('d')))).toHaveLength(8)
  })

  test('is no wonder where Lanyard itself took it away', async () => {
    const all = await edit('Removed all', () => ({ ok: true, value: parse('[b]\n') }))
    expect(idOf(await edit('Added c', add('c')))).toHaveLength(8)
    const entry = await findEntry(state, path, idOf(all))
    const back = await edit('Undid it', (document) => (entry.ok ? undoEntry(entry.value, document, 'config') : entry))
    expect(back).toMatchObject({
      ok: true,
      value: { after: { text: `${large}\n[b]\nregion = x\n\n[c]\nregion = x\n` } },
    })
  })

  test('is half of it, of sections and bytes alike', async () => {
    await writeFile(path, large.slice(0, large.length / 2 + 60))
    expect(idOf(await edit('Added c', add('c')))).toHaveLength(8)
  })
})
