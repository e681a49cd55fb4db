import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/result.ts'
import type { ChangeRecord } from '../../shared/state.ts'
import { testApp, testWorld } from './world.testing.ts'
import { restore, undo } from './undo.ts'

const record = (id: string, more: Partial<ChangeRecord> = {}): ChangeRecord => ({
  id,
  at: '2026-11-22T11:58:00.000Z',
  what: `Did ${id}`,
  added: 3,
  removed: 1,
  undoes: null,
  undone: false,
  ...more,
})
const history = [record('u2', { undoes: 'c2' }), record('c3', { undone: true }), record('c1'), record('c0')]

const recorder = (changes: readonly ChangeRecord[]) =>
  testApp({
    'config.changes': () => ok(changes),
    'config.change': ({ change }) =>
      change.kind === 'undo' && change.id === 'lost'
        ? fail('not-found', 'There is no change lost.')
        : ok({ id: 'u9', what: 'Undid: Did it', putBack: false, trouble: null }),
  })

const undone = ({ calls }: ReturnType<typeof testApp>) =>
  calls.filter(({ name }) => name === 'config.change').map(({ input }) => input)

describe('undo', () => {
  test('takes back the last change that stands and is no undo itself', async () => {
    const recorded = recorder(history)
    const { world, said } = testWorld(recorded.app)
    expect(await undo(undefined, {})(world)).toMatchObject({ ok: true })
    expect(undone(recorded)).toEqual([{ change: { kind: 'undo', id: 'c1' }, anyway: false }])
    expect(said).toEqual({ out: 'Undid: Did it.\n', err: 'Undo: lanyard undo u9\n' })
  })

  test('takes back the change that is named, an undo as well', async () => {
    const recorded = recorder(history)
    const { world, said } = testWorld(recorded.app, { json: true })
    await undo('u2', {})(world)
    expect(undone(recorded)).toEqual([{ change: { kind: 'undo', id: 'u2' }, anyway: false }])
    expect(JSON.parse(said.out)).toEqual({ id: 'u9', undid: 'u2', what: 'Undid: Did it' })
  })

  test('of nothing says so', async () => {
    const { world } = testWorld(recorder([record('u1', { undoes: 'c1' }), record('c1', { undone: true })]).app)
    expect(await undo(undefined, {})(world)).toMatchObject({
      error: { code: 'not-found', message: 'There is nothing to undo.' },
    })
  })

  test('of what is not there names the list', async () => {
    const { world } = testWorld(recorder(history).app)
    expect(await undo('lost', {})(world)).toMatchObject({
      error: { message: 'There is no change lost.', fix: expect.stringContaining('lanyard undo --list') },
    })
  })

  test('--list shows each change with its date, its lines and whether it stands', async () => {
    const { world, said } = testWorld(recorder(history.slice(1, 3)).app)
    await undo(undefined, { list: true })(world)
    expect(said.out).toMatch(/^ID +AT +CHANGE\nc3 +\d\d:58 +\+3 +-1 +Did c3 +undone\nc1 +\d\d:58 +\+3 +-1 +Did c1\n$/)
    const json = testWorld(recorder(history).app, { json: true })
    await undo(undefined, { list: true })(json.world)
    expect(JSON.parse(json.said.out)).toEqual(history)
  })

  test('--list of nothing is a sentence, and takes no change', async () => {
    const { world, said } = testWorld(recorder([]).app)
    await undo(undefined, { list: true })(world)
    expect(said.out).toBe('Lanyard has changed nothing in the config file yet.\n')
    expect(await undo('c1', { list: true })(world)).toMatchObject({ error: { code: 'invalid-input' } })
  })
})

test('restore writes over a file that has lost most of itself, after a yes with the lines in sight', async () => {
  const { app, calls } = testApp({
    'config.preview': () => ok({ path: '~/.aws/config', added: 0, removed: 0, lines: [] }),
    'config.change': () => ok({ id: 'c1', what: 'Put the last good copy back', putBack: false, trouble: null }),
  })
  const no = testWorld(app, { answers: [false] })
  expect(await restore({})(no.world)).toMatchObject({ ok: true })
  expect(no.asked).toEqual(['Put the last good copy back?'])
  expect(calls.map(({ name }) => name)).toEqual(['config.preview'])
  const yes = testWorld(app, { answers: [true] })
  await restore({})(yes.world)
  expect(calls.at(-1)).toEqual({ name: 'config.change', input: { change: { kind: 'restore' }, anyway: true } })
  expect(yes.said.out).toBe('Put the last good copy back.\n')
})
