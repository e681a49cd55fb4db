import { appendFileSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../shared/result.ts'
import type { Edited } from '../disk/file.ts'
import { parse } from '../document/document.testing.ts'
import { appendSections } from '../edit/edit.ts'
import { findEntry, findLoss, folderOf, readChanges } from './journal.ts'
import { add, editNoted, idOf, type Make } from './journal.testing.ts'

let folder: string
let path: string
let state: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-unmade-'))
  path = join(folder, 'config')
  state = join(folder, 'state')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** What stands in the journal, listed or not. */
const entryFiles = async (): Promise<string[]> =>
  (await readdir(folderOf(state, path)).catch(() => [])).filter((name) => name.endsWith('.json'))
const read = (): Promise<string> => readFile(path, 'utf8')
const edit = (what: string, change: Make): Promise<Result<Edited>> => editNoted({ path, state }, what, change)
const whatOf = async (): Promise<string[]> => (await readChanges(state, path)).map(({ what }) => what)

describe('a change that was noted but never made', () => {
  /** Leaves the file as it was before the last change, as a crash between the note and the change does. */
  async function crash(): Promise<string> {
    const before = await readFile(path)
    const id = idOf(await edit('Added lost', add('lost')))
    await writeFile(path, before)
    return id
  }

  test('is not listed, and cannot be taken back', async () => {
    await edit('Added a', add('a'))
    const lost = await crash()
    expect(await whatOf()).toEqual(['Added a'])
    expect(await findEntry(state, path, lost)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('is dropped by the next one', async () => {
    await edit('Added a', add('a'))
    const lost = await crash()
    await edit('Added b', add('b'))
    expect(await whatOf()).toEqual(['Added b', 'Added a'])
    expect((await entryFiles()).some((name) => name.includes(lost))).toBe(false)
  })

  test('is no loss', async () => {
    await writeFile(path, '[a]\n')
    const many = Array.from({ length: 20 }, (_, at) => ({
      header: `p${at}`,
      settings: [['region', 'x'.repeat(40)]] as const,
    }))
    await edit('Added many', (document) => ({ ok: true, value: appendSections(document, many) }))
    expect(await findLoss(state, path, parse('[b]\n'))).toMatchObject({ code: 'config-shrunk' })
    expect(await findLoss(state, path, parse('[a]\n'))).toBeNull()
  })

  describe('leaves no trace', () => {
    const refuse: Make = () => ({ ok: false, error: { code: 'in-use', message: '', fix: '' } })
    const same: Make = (document) => ({ ok: true, value: document })

    /** Adds a section, and lets somebody else write before that is in the file, so often; then makes `change`. */
    async function editBehind(times: number, change: Make): Promise<Result<Edited>> {
      await writeFile(path, '[a]\n')
      let turns = 0
      return edit('Added b', (document) => {
        if (++turns > times) return change(document)
        appendFileSync(path, `[other${turns}]\n`)
        return add('b')(document)
      })
    }

    test.each([
      ['was refused', 0, refuse, 'in-use'],
      ['was refused after somebody else had written', 1, refuse, 'in-use'],
      ['came to nothing', 0, same, ''],
      ['came to nothing after somebody else had written', 1, same, ''],
      ['was given up', Infinity, same, 'config-unwritable'],
    ] as const)('where it %s', async (_, times, change, code) => {
      const edited = await editBehind(times, change)
      expect(edited.ok ? '' : edited.error.code).toBe(code)
      expect(await entryFiles()).toEqual([])
      expect(await read()).not.toContain('[b]')
    })

    test('where somebody else keeps writing, which is said', async () => {
      const edited = await editBehind(Infinity, same)
      expect((await read()).match(/other/g)).toHaveLength(40)
      expect(idOf(edited)).toBe(`${path} cannot be written: another program keeps changing it.`)
    })
  })

  test('leaves no trace where the file could not be replaced', async () => {
    await writeFile(path, '[a]\n', { mode: 0o400 })
    expect(await edit('Added b', add('b'))).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
    expect(await entryFiles()).toEqual([])
  })
})
