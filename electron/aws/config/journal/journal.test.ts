import { randomUUID } from 'node:crypto'
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../shared/result.ts'
import { documentBytes } from '../document/document.ts'
import { parse } from '../document/document.testing.ts'
import { setKeys } from '../edit/edit.ts'
import type { EditOptions, Edited } from '../disk/file.ts'
import { findEntry, folderOf, readChanges, readLastGood } from './journal.ts'
import { add, editNoted, idOf, type Make } from './journal.testing.ts'
import { undoEntry } from './undo.ts'

const posix = process.platform !== 'win32'
let folder: string
let path: string
let state: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-journal-'))
  path = join(folder, 'config')
  state = join(folder, 'state')
})
afterEach(async () => {
  await chmod(journal(), 0o700).catch(() => undefined)
  await rm(folder, { recursive: true, force: true })
})

const journal = (): string => folderOf(state, path)
const entryFiles = async (): Promise<string[]> => (await readdir(journal())).filter((name) => name.endsWith('.json'))
const read = (): Promise<string> => readFile(path, 'utf8')

const edit = (what: string, change: Make, more: Partial<EditOptions> = {}): Promise<Result<Edited>> =>
  editNoted({ path, state }, what, change, more)

async function undo(id: string): Promise<Result<Edited>> {
  const entry = await findEntry(state, path, id)
  if (!entry.ok) return entry
  const note = { what: `Undid: ${entry.value.what}`, undoes: id, at: 2000 }
  return edit('', (document) => undoEntry(entry.value, document, 'config'), { note })
}

const whatOf = async (): Promise<string[]> => (await readChanges(state, path)).map(({ what }) => what)

describe('the list of changes', () => {
  test('has each change that was noted, newest first, with its date and its lines', async () => {
    await writeFile(path, '[a]\nregion = x')
    const first = idOf(await edit('Added b', add('b')))
    const setRegion: Make = (document) => ({
      ok: true,
      value: setKeys(document, document.headers().get('a')!, [['region', 'y']], ''),
    })
    const second = idOf(await edit('Changed a', setRegion))
    expect(await readChanges(state, path)).toEqual([
      {
        id: second,
        at: '1970-01-01T00:00:01.000Z',
        what: 'Changed a',
        added: 1,
        removed: 1,
        undoes: null,
        undone: false,
      },
      { id: first, at: '1970-01-01T00:00:01.000Z', what: 'Added b', added: 3, removed: 0, undoes: null, undone: false },
    ])
  })

  test('is empty where nothing was noted, or nothing had to be written', async () => {
    expect(await readChanges(state, path)).toEqual([])
    await edit('', add('a'), { note: undefined as never })
    expect(idOf(await edit('Nothing', (document) => ({ ok: true, value: document })))).toBe('')
    await edit('Refused', () => ({ ok: false, error: { code: 'in-use', message: '', fix: '' } }))
    expect(await readChanges(state, path)).toEqual([])
  })

  test('says which changes have been taken back, and lets them be made again', async () => {
    const first = idOf(await edit('Added a', add('a')))
    const undone = idOf(await undo(first))
    expect(await readChanges(state, path)).toMatchObject([
      { id: undone, undoes: first, undone: false },
      { id: first, undone: true },
    ])
    expect(await read()).toBe('')
    const redone = idOf(await undo(undone))
    expect(await read()).toBe('[a]\nregion = x\n')
    expect(await readChanges(state, path)).toMatchObject([
      { id: redone, undoes: undone, undone: false },
      { id: undone, undone: true },
      { id: first, undone: false },
    ])
    expect(idOf(await undo(first))).not.toBe('')
    expect(await read()).toBe('')
  })

  test('does not take a change back twice, nor one that it does not have', async () => {
    const first = idOf(await edit('Added a', add('a')))
    await undo(first)
    expect(await undo(first)).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: '"Added a" has been taken back already.' },
    })
    expect(await undo('none')).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('lets one of two take a change back who ask at once', async () => {
    await writeFile(path, '[a]\nregion = x\nregion = y\n')
    const mend: Make = () => ({ ok: true, value: parse('[a]\nregion = y\n') })
    const id = idOf(await edit('Mended it', mend))
    const undone = await Promise.all([undo(id), undo(id)])
    expect(undone.filter(({ ok }) => ok)).toHaveLength(1)
    expect(undone.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'not-found' } })
    expect(await read()).toBe('[a]\nregion = x\nregion = y\n')
    expect(await whatOf()).toEqual(['Undid: Mended it', 'Mended it'])
  })

  test('keeps the last 50', async () => {
    for (let at = 1; at <= 52; at += 1) await edit(`Added s${at}`, add(`s${at}`))
    const kept = await whatOf()
    expect(kept).toHaveLength(50)
    expect([kept[0], kept.at(-1)]).toEqual(['Added s52', 'Added s3'])
  })

  test('keeps no more than 4 MB, but the newest change whatever its size', async () => {
    for (let at = 1; at <= 3; at += 1) await edit(`Added s${at}`, add(`s${at}`, 'x'.repeat(900_000)))
    expect(await whatOf()).toEqual(['Added s3', 'Added s2'])
    await edit('Added much', add('much', 'x'.repeat(5_000_000)))
    expect(await whatOf()).toEqual(['Added much'])
  }, 60_000)

  test('leaves out what is foreign, cut short, or not what it says it is', async () => {
    const [first, second, third] = [
      idOf(await edit('Added a', add('a'))),
      idOf(await edit('Added b', add('b'))),
      idOf(await edit('Added c', add('c'))),
    ]
    const names = await entryFiles()
    await writeFile(
      join(
        journal(),
        names.find((name) => name.includes(second))!,
      ),
      '{"id":"' + second,
    )
    await writeFile(join(journal(), '0000000009-00000000.json'), `{"id":"${first}"}\n`)
    await writeFile(join(journal(), '0000000010-00000001.json'), Buffer.of(0xff, 0))
    await writeFile(join(journal(), 'notes.txt'), 'mine')
    const anyHead = (await readFile(join(journal(), names[0]!), 'utf8')).split('\n')[0]!
    const noDate = { ...JSON.parse(anyHead), id: '00000002', at: 9e15 }
    await writeFile(join(journal(), '0000000011-00000002.json'), `${JSON.stringify(noDate)}\n`)
    expect(await readChanges(state, path)).toMatchObject([{ id: third }, { id: first }])
    const spoilt = names.find((name) => name.includes(first))!
    const head = (await readFile(join(journal(), spoilt), 'utf8')).split('\n')[0]!
    await writeFile(join(journal(), spoilt), `${head}\n{"hunks":[{"old":"1"}]}\n`)
    expect(await undo(first)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(idOf(await edit('Added d', add('d')))).toHaveLength(8)
    expect(await readFile(join(journal(), 'notes.txt'), 'utf8')).toBe('mine')
  })

  test('goes by the file that a link leads to', async () => {
    await edit('Added a', add('a'))
    await symlink(path, join(folder, 'link'))
    expect(await readChanges(state, join(folder, 'link'))).toHaveLength(1)
    expect(await readChanges(state, join(folder, 'other'))).toEqual([])
  })
})

describe('the last good copy', () => {
  test('is the file as it was last good, with what Lanyard has written since', async () => {
    await writeFile(path, '# mine\n[a]\n')
    await edit('Added b', add('b'))
    await edit('Added c', add('c'))
    const good = await read()
    const copies = (await readdir(journal())).filter((name) => name.startsWith('last-good'))
    expect(copies).toHaveLength(1)
    expect(await readFile(join(journal(), copies[0]!), 'utf8')).toBe('# mine\n[a]\n\n[b]\nregion = x\n')
    await writeFile(path, '[a]\n[a]\n')
    expect(await readLastGood(state, path)).toMatchObject({ ok: true, value: { text: good } })
    await edit('Added d', add('d'))
    expect(await readLastGood(state, path)).toMatchObject({ ok: true, value: { text: good } })
  })

  test.each([
    ['nothing but NUL bytes', Buffer.alloc(400)],
    ['a half of itself', Buffer.from('# mine\n[a')],
    ['another good file', Buffer.from('# mine\n[b]\n')],
  ])('is none where it is %s, however that came', async (_, bytes) => {
    await writeFile(path, '# mine\n[a]\n')
    await edit('Added b', add('b'))
    const copy = (await readdir(journal())).find((name) => name.startsWith('last-good'))
    await writeFile(join(journal(), copy!), bytes)
    expect(await readLastGood(state, path)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('is no further than what was noted makes of it', async () => {
    await writeFile(path, '[a]\n')
    await edit('Added b', add('b'))
    const file = join(journal(), (await entryFiles())[0]!)
    await writeFile(file, (await readFile(file, 'utf8')).replace('[b]', '[x]'))
    expect(await readLastGood(state, path)).toMatchObject({ ok: true, value: { text: '[a]\n' } })
  })

  test('is not there before the first change, nor where there was no file before it', async () => {
    expect(await readLastGood(state, path)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    await edit('Added a', add('a'))
    expect(await readLastGood(state, path)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('has every byte, of whatever encoding', async () => {
    const bytes = Buffer.from('# caf\xe9\r\n[a]\rk = 1', 'latin1')
    await writeFile(path, bytes)
    await edit('Added b', add('b'))
    const after = await readFile(path)
    await writeFile(path, '')
    // It is not UTF-8, which is no good to any AWS tool.
    expect(await readLastGood(state, path)).toMatchObject({ ok: false })
    await writeFile(path, after.toString('latin1'))
    await edit('Added c', add('c'))
    const good = await readLastGood(state, path)
    expect(good.ok && Buffer.from(documentBytes(good.value)).equals(await readFile(path))).toBe(true)
  })
})

test.runIf(posix)('the folder of the journal and its files are for nobody else', async () => {
  await writeFile(path, '[a]\n', { mode: 0o644 })
  await edit('Added b', add('b'))
  const modes = async (place: string) => (await stat(place)).mode & 0o777
  expect([await modes(join(state, 'journal')), await modes(journal())]).toEqual([0o700, 0o700])
  for (const name of await readdir(journal())) expect(await modes(join(journal(), name))).toBe(0o600)
  expect(await readdir(journal())).toHaveLength(2)
})

test('is tidied before an edit lets go of the lock', async () => {
  await edit('Added a', add('a'))
  const names = Array.from({ length: 300 }, () => join(journal(), `.entry.json.${randomUUID()}.tmp`))
  for (const name of names) {
    await writeFile(name, '')
    await utimes(name, 0, 0)
  }
  await edit('Added b', add('b'))
  expect((await readdir(journal())).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('two processes at once note each of their changes', async () => {
  const urlOf = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href)
  const editor = `
import { editFile } from ${urlOf('../disk/file.ts')}
import { appendSections } from ${urlOf('../edit/edit.ts')}
const [path, lockFolder, name] = process.argv.slice(1)
for (let at = 0; at < 8; at += 1) {
  const note = { what: name + at, undoes: null, at: 0 }
  const edited = await editFile({ path, lockFolder, lookAfter: 0, note }, (document) => ({
    ok: true,
    value: appendSections(document, [{ header: name + at, settings: [] }]),
  }))
  if (!edited.ok) throw new Error(edited.error.message)
}
`
  const start = (name: string) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', editor, '--', path, state, name])
  await Promise.all([start('a'), start('b')])
  const changes = await readChanges(state, path)
  expect(changes.map(({ what }) => what).sort()).toEqual(
    ['a', 'b'].flatMap((name) => Array.from({ length: 8 }, (_, at) => name + at)),
  )
  for (const { id } of changes) expect(idOf(await undo(id))).toHaveLength(8)
  expect(await read()).toBe('')
}, 60_000)
