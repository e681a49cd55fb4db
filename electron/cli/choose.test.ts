import { describe, expect, test } from 'vitest'
import { ok } from '../../shared/result.ts'
import type { Ask } from './ask.ts'
import { askNewName, choose, pick, removalQuestion } from './choose.ts'

const question = (...values: string[]) => ({
  what: 'session',
  how: '--session NAME',
  choices: values.map((value) => ({ value, label: `${value}!` })),
  none: 'Add one.',
})
const person = (answer: string): Ask => ({
  pick: async () => ok(answer),
  text: async () => ok(answer),
  confirm: async () => ok(true),
})

describe('a missing answer', () => {
  test('is taken when there is only one', async () => {
    expect(await choose(null, question('a'))).toEqual({ ok: true, value: 'a' })
    expect(await choose(person('other'), question('a'))).toEqual({ ok: true, value: 'a' })
  })

  test('is asked for where a person is', async () => {
    expect(await choose(person('b'), question('a', 'b'))).toEqual({ ok: true, value: 'b' })
  })

  test('is ambiguous without one, and the candidates are listed', async () => {
    expect(await choose(null, question('a', 'b'))).toMatchObject({
      ok: false,
      error: { code: 'ambiguous', message: 'Which session? There are: a! and b!.', fix: 'Give --session NAME.' },
    })
  })

  test('lists no more candidates than a person reads', async () => {
    const names = Array.from({ length: 5000 }, (_, at) => `p${at}`)
    const result = await choose(null, question(...names))
    expect(result.ok ? '' : result.error.message).toMatch(/^Which session\? There are: p0!, .*, p28! and 4971 more\.$/)
  })

  test('is wrong usage when there is nothing to choose from', async () => {
    expect(await choose(person('x'), question())).toMatchObject({ error: { code: 'invalid-input', fix: 'Add one.' } })
  })

  test('may be something that is not listed where that is allowed', async () => {
    const other = (value: string) => ({ value, label: value })
    expect(await choose(person('x'), { ...question(), other })).toEqual({ ok: true, value: 'x' })
    expect(await choose(null, { ...question(), other })).toMatchObject({ error: { code: 'invalid-input' } })
  })

  test('is never taken for what acts on the very thing', async () => {
    expect(await pick(null, question('a'))).toMatchObject({ error: { code: 'ambiguous' } })
  })
})

describe('a new name', () => {
  test('must be one that can be written and that no other has', async () => {
    const complaints: (string | null)[] = []
    const ask: Ask = {
      ...person('c'),
      text: async (_, { check }) => {
        complaints.push(check('a'), check('a b'), check('c'))
        return ok('c')
      },
    }
    expect(await askNewName(ask, 'profile', [{ name: 'a' }])).toEqual({ ok: true, value: 'c' })
    expect(complaints).toEqual(['There is already a profile a.', expect.stringContaining('Use letters'), null])
  })

  test('is wrong usage where nobody can be asked', async () => {
    expect(await askNewName(null, 'session', [])).toMatchObject({ error: { code: 'invalid-input' } })
  })
})

test('a removal is asked about only where the name was picked from a list', () => {
  expect(removalQuestion(undefined, 'dev')).toBe('Remove dev?')
  expect(removalQuestion('dev', 'dev')).toBeUndefined()
})
