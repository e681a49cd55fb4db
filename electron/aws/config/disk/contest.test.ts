import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, type Result } from '../../../../shared/result.ts'
import type { Document } from '../document/document.ts'
import { setKeys } from '../edit/edit.ts'
import { editFile, type Edited } from './file.ts'
import { findEntry, folderOf, readChanges } from '../journal/journal.ts'
import { undoEntry } from '../journal/undo.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-contest-'))
  path = join(folder, 'config')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const state = (): string => join(folder, 'state')
/** What stands in the journal, listed or not. */
const entryFiles = async (): Promise<string[]> =>
  (await readdir(folderOf(state(), path))).filter((name) => name.endsWith('.json'))
const older = '[b]\nk = 1\n'
const setK = (document: Document): Result<Document> => ({
  ok: true,
  value: setKeys(document, document.headers().get('b')!, [['k', '2']], ''),
})

/** Edits while another program writes `text` over the edit as soon as it sees it, so many times. */
async function editAgainst(text: string, times: number, change = setK): Promise<Result<Edited>> {
  await writeFile(path, older)
  let over = false
  const editing = editFile({ path, lockFolder: state(), note: { what: 'Set k', undoes: null, at: 0 } }, change).finally(
    () => (over = true),
  )
  for (let left = times; left > 0 && !over; await sleep(1)) {
    if (!readFileSync(path, 'utf8').includes('k = 2')) continue
    writeFileSync(path, text)
    left -= 1
  }
  return editing
}

describe('editFile, once it has written,', () => {
  test('makes the change again where an older copy took its place', async () => {
    expect(await editAgainst(older, 1)).toMatchObject({ ok: true, value: { after: { text: '[b]\nk = 2\n' } } })
    expect(await editAgainst(`${older}[c]\n`, 3)).toMatchObject({
      ok: true,
      value: { after: { text: '[b]\nk = 2\n[c]\n' } },
    })
    expect(await readFile(path, 'utf8')).toBe('[b]\nk = 2\n[c]\n')
  })

  test('says that it was put back, and notes it once, as it was made in the end', async () => {
    const edited = await editAgainst(`${older}[c]\n`, 2)
    expect(edited).toMatchObject({ ok: true, value: { putBack: true } })
    const changes = await readChanges(state(), path)
    expect(changes).toMatchObject([{ id: edited.ok && edited.value.id, what: 'Set k' }])
    const entry = await findEntry(state(), path, changes[0]!.id)
    if (!entry.ok || !edited.ok) throw new Error('There is no entry.')
    expect(undoEntry(entry.value, edited.value.after, path)).toMatchObject({
      ok: true,
      value: { text: `${older}[c]\n` },
    })
  })

  test('leaves what others add, and what they wish later', async () => {
    for (const text of ['[b]\nk = 2\n[c]\n', '[b]\nk = 3\n']) {
      expect(await editAgainst(text, 1)).toMatchObject({ ok: true, value: { after: { text }, putBack: false } })
      expect(await readFile(path, 'utf8')).toBe(text)
    }
  })

  test('gives up against a program that never does', async () => {
    let turns = 0
    const edited = await editAgainst(older, Infinity, (document) => {
      turns += 1
      return setK(document)
    })
    expect(edited).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
    expect(!edited.ok && edited.error.message).toContain('keeps putting an older copy in its place')
    expect(turns).toBe(10)
    expect(await readFile(path, 'utf8')).toBe(older)
    expect(await entryFiles()).toEqual([])
  })

  test('says so where the change cannot be made again', async () => {
    let turns = 0
    const edited = await editAgainst(`${older}[c]\n`, 1, (document) => {
      turns += 1
      return turns === 1 ? setK(document) : fail('name-taken', 'It is.')
    })
    expect(edited).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
    expect(await entryFiles()).toEqual([])
  })

  test('does not write on where another program empties the file', async () => {
    const edited = await editAgainst('', 1)
    expect(!edited.ok && edited.error.message).toContain('another program has emptied it')
    expect(await readFile(path, 'utf8')).toBe('')
  })
})
