import { describe, expect, test } from 'vitest'
import type { SharedItem } from '../../shared/setup.ts'
import { ok, problem } from '../../shared/result.ts'
import { importSetup, type ImportOptions } from './import.ts'
import { testApp, testWorld } from './world.testing.ts'

const link = 'lanyard://import?setup=x'
const item = (kind: SharedItem['kind'], name: string, more: Partial<SharedItem> = {}): SharedItem => ({
  kind,
  name,
  settings: [['region', 'us-east-1']],
  host: kind === 'session' ? 'd-1.awsapps.com' : null,
  clash: 'none',
  freeName: `${name}-2`,
  problem: null,
  ...more,
})

async function add(
  items: readonly SharedItem[],
  options: ImportOptions = {},
  answers?: readonly (string | boolean)[],
  source: string | undefined = link,
) {
  const { app, calls } = testApp({
    'share.read': () => ok({ items }),
    'config.preview': () => ok({ path: '~/.aws/config', added: 0, removed: 0, lines: [] }),
    'config.change': ({ change }) => {
      const isNew = change.kind === 'import' && change.chosen.length > 0
      return ok({ id: isNew ? 'c1' : null, what: 'Added it', putBack: false, trouble: null })
    },
  })
  const { world, said, asked } = testWorld(app, answers ? { answers } : {})
  const result = await importSetup(source, options)(world)
  const change = calls.find(({ name }) => name === 'config.change')?.input
  const chosen = change && (change as { change: { chosen: unknown } }).change.chosen
  return { result, said, asked, chosen }
}

describe('import', () => {
  test('shows what would be added, with the host that one would sign in at, and adds it after a yes', async () => {
    const yes = await add([item('session', 'corp'), item('profile', 'dev')], {}, [true])
    expect(yes.asked).toEqual(['Add them to ~/.aws/config?'])
    expect(yes.said.err).toContain(
      'Session corp  You would sign in at d-1.awsapps.com\n  region = us-east-1\nProfile dev\n',
    )
    expect(yes.chosen).toEqual([
      { kind: 'session', name: 'corp', as: 'corp' },
      { kind: 'profile', name: 'dev', as: 'dev' },
    ])
    expect(yes.said.out).toBe('Added it.\n')
    expect((await add([item('session', 'corp')], {}, [false])).chosen).toBeUndefined()
  })

  test('warns of a host that is none of AWS', async () => {
    const warning = 'This is not an address of AWS.'
    const elsewhere = await add([{ ...item('session', 'corp'), host: 'awsapps.com.evil.example' }], {}, [false])
    expect(elsewhere.said.err).toContain(warning)
    expect((await add([item('session', 'corp')], {}, [false])).said.err).not.toContain(warning)
  })

  test('adds nothing unasked: without a terminal it needs --yes', async () => {
    const unasked = await add([item('session', 'corp')])
    expect(unasked.result).toMatchObject({ error: { code: 'invalid-input', fix: expect.stringContaining('--yes') } })
    expect(unasked.said.err).toContain('d-1.awsapps.com')
    expect(unasked.chosen).toBeUndefined()
    expect((await add([item('session', 'corp')], { yes: true })).chosen).toHaveLength(1)
  })

  test('asks nothing with --yes', async () => {
    expect(await add([item('session', 'corp')], { yes: true }, [])).toMatchObject({
      asked: [],
      said: { out: 'Added it.\n' },
    })
  })

  test('leaves out what is there already', async () => {
    const some = await add([item('session', 'corp', { clash: 'same' }), item('profile', 'dev')], { yes: true })
    expect(some.chosen).toEqual([{ kind: 'profile', name: 'dev', as: 'dev' }])
    const all = await add([item('session', 'corp', { clash: 'same' })])
    expect(all.said.out).toMatch(/^Nothing was added: all of it is in/)
  })

  test('needs another name for one that is taken', async () => {
    const items = [item('profile', 'dev', { clash: 'taken' })]
    expect((await add(items, { yes: true })).result).toMatchObject({
      error: { code: 'name-taken', fix: 'Give it another name: --as dev=dev-2' },
    })
    const given = await add(items, { yes: true, as: [{ name: 'dev', as: 'dev-b' }] })
    expect(given.chosen).toEqual([{ kind: 'profile', name: 'dev', as: 'dev-b' }])
    const answered = await add(items, {}, ['dev-3', true])
    expect(answered.asked).toEqual(['What to do with the profile dev?', 'Add it to ~/.aws/config?'])
    expect(answered.chosen).toEqual([{ kind: 'profile', name: 'dev', as: 'dev-3' }])
    const left = await add([...items, item('profile', 'x')], {}, ['', true])
    expect(left.chosen).toEqual([{ kind: 'profile', name: 'x', as: 'x' }])
  })

  test('refuses another name for what is not in the set-up', async () => {
    const unknown = await add([item('session', 'corp')], { yes: true, as: [{ name: 'nope', as: 'x' }] })
    expect(unknown.result).toMatchObject({ error: { code: 'invalid-input', message: '--as: The set-up has no nope.' } })
  })

  test('refuses all of it where a part cannot be added, and offers the rest to a person', async () => {
    const items = [item('session', 'corp'), item('profile', 'dev', { problem: problem('invalid-input', 'No role.') })]
    expect((await add(items, { yes: true })).result).toMatchObject({ error: { message: 'No role.' } })
    const rest = await add(items, {}, [true])
    expect(rest.said.err).toContain('  No role.\n')
    expect(rest.chosen).toEqual([{ kind: 'session', name: 'corp', as: 'corp' }])
  })

  test('--dry-run shows the lines alone', async () => {
    const dry = await add([item('session', 'corp')], { dryRun: true })
    expect(dry).toMatchObject({ result: { ok: true }, said: { err: '' }, chosen: undefined })
  })

  test.each([
    ['no source', undefined, 'invalid-input'],
    ['a file that is not there', '/nowhere/x', 'not-found'],
    ['a folder', '/', 'config-unreadable'],
  ])('says what is wrong with %s', async (_, source, code) => {
    const { app } = testApp({})
    expect(await importSetup(source, {})(testWorld(app).world)).toMatchObject({ error: { code } })
  })
})
