import { describe, expect, test } from 'vitest'
import type { Finding } from '../../shared/doctor.ts'
import { ok } from '../../shared/result.ts'
import { doctor, type DoctorOptions } from './doctor.ts'
import { testApp, testWorld } from './world.testing.ts'

const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  rule: 'a-rule',
  severity: 'error',
  title: `Title of ${id}.`,
  effects: [{ clients: ['AWS CLI v1', 'AWS CLI v2'], text: 'They refuse the file.' }],
  places: [{ path: '~/.aws/config', line: 3, text: 'region = x' }],
  fix: null,
  advice: 'Edit the line.',
  ...more,
})
const lines = (id: string, more: Partial<Finding> = {}) =>
  finding(id, { fix: { kind: 'lines', label: `Remove ${id}` }, ...more })
const files = (id: string, more: Partial<Finding> = {}) =>
  finding(id, {
    fix: { kind: 'files', label: `Set ${id} to 0600` },
    places: [{ path: id, line: null, text: null }],
    ...more,
  })

/** A patient whose findings go once they are mended. */
function patient(...all: readonly Finding[]) {
  const gone = new Set<string>()
  const mend = (ids: readonly string[]) => ids.forEach((id) => gone.add(id))
  return testApp({
    'doctor.check': () => ok(all.filter(({ id }) => !gone.has(id))),
    'doctor.fix': ({ findings }) => {
      mend(findings)
      return ok(null)
    },
    'config.preview': ({ change }) => {
      const ids = change.kind === 'mend' ? change.findings : []
      const removed = ids.map((id, at) => ({ kind: 'removed', old: at + 1, new: null, text: id }) as const)
      return ok({ path: '~/.aws/config', added: 0, removed: ids.length, lines: removed })
    },
    'config.change': ({ change }) => {
      if (change.kind === 'mend') mend(change.findings)
      return ok({ id: 'c1', what: 'Mended', putBack: false, trouble: null })
    },
  })
}

async function see(
  { app, calls }: ReturnType<typeof testApp>,
  options: DoctorOptions = {},
  person: Parameters<typeof testWorld>[1] = {},
) {
  const { world, said, asked } = testWorld(app, person)
  const result = await doctor(options)(world)
  return { result, said, asked, written: calls.filter(({ name }) => /^(config.change|doctor.fix)$/.test(name)) }
}

const diffOf = (...ids: readonly string[]) =>
  `--- ~/.aws/config\n+++ ~/.aws/config\n@@ -1,${ids.length} +0,0 @@\n${ids.map((id) => `-${id}\n`).join('')}`

describe('doctor', () => {
  test('says of each finding where it is, why it matters to whom, and what mends it; errors first', async () => {
    const all = [finding('n', { severity: 'note' }), lines('e')]
    expect((await see(patient(...all))).said.out).toBe(
      [
        '1 error',
        '',
        'Title of e.',
        '  ~/.aws/config:3  region = x',
        '  AWS CLI v1, AWS CLI v2: They refuse the file.',
        '  Edit the line.',
        '  lanyard doctor --fix: Remove e',
        diffOf('e'),
        '1 note',
        '',
        'Title of n.',
        '  ~/.aws/config:3  region = x',
        '  AWS CLI v1, AWS CLI v2: They refuse the file.',
        '  Edit the line.',
        '',
        '',
      ].join('\n'),
    )
  })

  test('answers a program with every finding and the diff that mends it', async () => {
    const all = [lines('e'), files('f')]
    const { said, written } = await see(patient(...all), {}, { json: true })
    expect(JSON.parse(said.out)).toEqual([
      { ...all[0], diff: diffOf('e') },
      { ...all[1], diff: null },
    ])
    expect(written).toEqual([])
  })

  test.each([
    ['nothing', [], null],
    ['notes alone', [finding('n', { severity: 'note' })], null],
    ['a warning', [finding('w', { severity: 'warning' })], 'There is 1 warning.'],
    [
      'errors and a warning',
      [finding('a'), finding('b'), finding('w', { severity: 'warning' })],
      'There are 2 errors and 1 warning.',
    ],
  ])('fails when something worse than notes is there: %s', async (_, all, message) => {
    const { result } = await see(patient(...all))
    expect(result.ok ? null : result.error.message).toBe(message)
  })

  test('shows no more diffs than a person reads, and how to see them all', async () => {
    const { said } = await see(patient(...Array.from({ length: 150 }, (_, at) => lines(`e${at}`))))
    expect(said.out.match(/^@@/gm)).toHaveLength(100)
    expect(said.err).toMatch(/^All lines that mend this: lanyard doctor --fix --dry-run\n/)
  })

  test('says where that is which is wrong with Lanyard itself', async () => {
    expect((await see(patient())).said.err).toBe('What Lanyard itself meets stands in ~/lanyard.log: lanyard log\n')
    expect((await see(patient(), {}, { json: true })).said.err).toBe('')
  })

  test('takes --dry-run for --fix alone', async () => {
    expect((await see(patient(), { dryRun: true })).result).toMatchObject({ error: { code: 'invalid-input' } })
  })
})

describe('doctor --fix', () => {
  const all = [lines('a'), finding('b'), lines('c'), files('/f')]

  test('mends all lines in one change, then the files, and says what is left', async () => {
    const { result, said, written } = await see(patient(...all), { fix: true })
    expect(written).toEqual([
      { name: 'config.change', input: { change: { kind: 'mend', findings: ['a', 'c'] }, anyway: false } },
      { name: 'doctor.fix', input: { findings: ['/f'] } },
    ])
    expect(said.out).toMatch(/^Mended {2}Title of a. \(Remove a\)\nMended .*\nMended .*\n\n1 error\n\nTitle of b.\n/)
    expect(said.err).toBe('Undo: lanyard undo\n')
    expect(result).toMatchObject({ error: { message: 'There is 1 error.', fix: 'Do what is said beside each.' } })
  })

  test('tells a program what it mended and what is left', async () => {
    const { said } = await see(patient(...all), { fix: true }, { json: true })
    expect(JSON.parse(said.out)).toEqual({ id: 'c1', mended: ['a', 'c', '/f'], left: [finding('b')] })
  })

  test('shows all of it on a terminal, and asks once', async () => {
    const no = await see(patient(...all), { fix: true }, { answers: [false] })
    expect(no).toMatchObject({ asked: ['Mend all of this?'], written: [] })
    expect(no.said).toEqual({ out: '', err: `Set /f to 0600\n${diffOf('a', 'c')}Nothing was changed.\n` })
    const yes = await see(patient(lines('a'), files('/f')), { fix: true }, { answers: [true] })
    expect(yes).toMatchObject({ asked: ['Mend all of this?'], result: { ok: true } })
    const noFiles = await see(patient(files('/f')), { fix: true }, { answers: [false] })
    expect(noFiles).toMatchObject({ asked: ['Mend all of this?'], written: [] })
  })

  test('leaves what is to be asked for by itself, says how, and mends it where it is named', async () => {
    const alone = files('of nobody', { fix: { kind: 'files', label: 'Remove it', alone: true }, severity: 'note' })
    const { said, written } = await see(patient(lines('a'), alone), { fix: true })
    expect(written.map(({ name }) => name)).toEqual(['config.change'])
    expect(said.out).toContain('  lanyard doctor --fix "of nobody": Remove it\n')
    const named = await see(patient(lines('a'), alone), { fix: 'of nobody' })
    expect(named.written).toEqual([{ name: 'doctor.fix', input: { findings: ['of nobody'] } }])
  })

  test.each([
    ['is not there', 'nope', 'There is no finding nope.'],
    ['only a person can mend', 'b', 'This is for you to mend: Title of b.'],
  ])('refuses a finding that %s', async (_, fix, message) => {
    const { result, written } = await see(patient(...all), { fix })
    expect(written).toEqual([])
    expect(result).toMatchObject({ ok: false, error: { code: 'not-found', message } })
  })

  test('mends files where no line is to change', async () => {
    const { result, written } = await see(patient(files('/f')), { fix: true })
    expect(written.map(({ name }) => name)).toEqual(['doctor.fix'])
    expect(result.ok).toBe(true)
  })

  test('changes nothing where only a person can', async () => {
    const { said, written } = await see(patient(finding('b')), { fix: true })
    expect(written).toEqual([])
    expect(said.out).toContain('Title of b.')
  })

  test('--dry-run shows the lines and names the files', async () => {
    const person = await see(patient(...all), { fix: true, dryRun: true })
    expect(person).toMatchObject({ said: { out: `${diffOf('a', 'c')}Set /f to 0600\n`, err: '' }, written: [] })
    const json = await see(patient(...all), { fix: true, dryRun: true }, { json: true })
    expect(JSON.parse(json.said.out)).toEqual({ diff: diffOf('a', 'c'), changed: true, files: ['Set /f to 0600'] })
  })
})
