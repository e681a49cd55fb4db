import { describe, expect, test } from 'vitest'
import type { Change, Changed } from '../../shared/contract.ts'
import type { Preview } from '../../shared/contract.ts'
import { fail, ok, problem } from '../../shared/result.ts'
import { makeChange, type WriteOptions } from './change.ts'
import { testApp, testWorld } from './world.testing.ts'

const change: Change = { kind: 'remove-profile', name: 'dev' }
const changed: Changed = { id: 'c1', what: 'Removed the profile dev', putBack: false, trouble: null }
const preview: Preview = {
  path: '~/.aws/config',
  added: 0,
  removed: 1,
  lines: [{ kind: 'removed', old: 1, new: null, text: '[profile dev]' }],
}
const diff = '--- ~/.aws/config\n+++ ~/.aws/config\n@@ -1,1 +0,0 @@\n-[profile dev]\n'
const shrunk = fail('config-shrunk', 'The file has lost most of itself.')

const writing = (answer: Changed = changed, shown: Preview = preview) =>
  testApp({ 'config.change': () => ok(answer), 'config.preview': () => ok(shown) })
const shrunken = () =>
  testApp({ 'config.change': ({ anyway }) => (anyway ? ok(changed) : shrunk), 'config.preview': () => ok(preview) })

function run(
  { app, calls }: ReturnType<typeof testApp>,
  options: WriteOptions & { question?: string; withLines?: boolean } = {},
  person: Parameters<typeof testWorld>[1] = {},
  what = change,
) {
  const { world, said, asked } = testWorld(app, person)
  const result = makeChange(world, app, what, options, () => world.print.answer({ done: true }, () => ['Done.']))
  return result.then((value) => ({ result: value, said, asked, calls: calls.map(({ name }) => name) }))
}

describe('a change', () => {
  test('is made, answered, and followed by how it is taken back', async () => {
    const { said, calls } = await run(writing())
    expect(said).toEqual({ out: 'Done.\n', err: 'Undo: lanyard undo\n' })
    expect(calls).toEqual(['config.change'])
  })

  test('is answered in JSON alone', async () => {
    expect((await run(writing({ ...changed, putBack: true }), {}, { json: true })).said).toEqual({
      out: '{"done":true}\n',
      err: '',
    })
  })

  test('that wrote nothing is nothing to take back', async () => {
    expect((await run(writing({ ...changed, id: null }))).said.err).toBe('')
  })

  test('that takes another back is itself taken back by its name', async () => {
    const { said } = await run(writing(), {}, {}, { kind: 'undo', id: 'c0' })
    expect(said.err).toBe('Undo: lanyard undo c1\n')
  })

  test("that had to be put back on top of another program's copy says so", async () => {
    expect((await run(writing({ ...changed, putBack: true }))).said.err).toMatch(/older copy .* was put back/)
  })

  test('that is refused is answered with the reason', async () => {
    const refused = testApp({ 'config.change': () => fail('in-use', 'x') })
    expect(await run(refused)).toMatchObject({ result: { error: { code: 'in-use' } }, said: { out: '', err: '' } })
  })
})

describe('--dry-run', () => {
  test('shows the lines, asks nothing and writes nothing', async () => {
    const shown = await run(writing(), { dryRun: true, question: 'Sure?' }, { answers: [] })
    expect(shown).toMatchObject({ said: { out: diff, err: '' }, asked: [], calls: ['config.preview'] })
    const json = await run(writing(), { dryRun: true }, { json: true })
    expect(JSON.parse(json.said.out)).toEqual({ diff, changed: true })
  })

  test('is refused where the file could not be written', async () => {
    const readOnly = { ...preview, problem: problem('config-unwritable', 'x') }
    expect((await run(writing(changed, readOnly), { dryRun: true })).result).toMatchObject({
      error: { code: 'config-unwritable' },
    })
  })

  test('of a file that has lost most of itself is refused unless --anyway is given', async () => {
    const lost = { ...preview, problem: shrunk.error }
    expect((await run(writing(changed, lost), { dryRun: true })).result).toEqual(shrunk)
    expect((await run(writing(changed, lost), { dryRun: true, anyway: true })).said.out).toBe(diff)
  })
})

describe('a question before a change', () => {
  test('is asked with the lines in sight, and a no changes nothing', async () => {
    const no = await run(writing(), { question: 'Sure?', withLines: true }, { answers: [false] })
    expect(no).toMatchObject({ asked: ['Sure?'], calls: ['config.preview'], result: { ok: true } })
    expect(no.said).toEqual({ out: '', err: `${diff}Nothing was changed.\n` })
    expect((await run(writing(), { question: 'Sure?' }, { answers: [true] })).said.out).toBe('Done.\n')
  })

  test('is not asked where nobody is', async () => {
    expect(await run(writing(), { question: 'Sure?' })).toMatchObject({ asked: [], said: { out: 'Done.\n' } })
  })
})

describe('a file that has suddenly lost most of itself', () => {
  test('is not written where nobody can be asked, unless --anyway is given', async () => {
    expect((await run(shrunken())).result).toEqual(shrunk)
    expect((await run(shrunken(), { anyway: true })).said.out).toBe('Done.\n')
  })

  test('is a question on a terminal, with another way out', async () => {
    const yes = await run(shrunken(), {}, { answers: [true] })
    expect(yes.asked).toEqual(['Make the change all the same?'])
    expect(yes.said.err).toMatch(/lost most of itself.\n.*lanyard restore\n/)
    expect(yes.said.out).toBe('Done.\n')
    const no = await run(shrunken(), {}, { answers: [false] })
    expect(no).toMatchObject({ calls: ['config.change'], result: { ok: true }, said: { out: '' } })
  })
})
