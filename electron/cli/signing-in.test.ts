import { describe, expect, test } from 'vitest'
import { ok, problem, type ErrorCode } from '../../shared/result.ts'
import type { Session } from '../../shared/state.ts'
import { login } from './signing-in.ts'
import { testApp, testWorld } from './world.testing.ts'

const session = (name: string, more: Partial<Session> = {}): Session => ({
  name,
  startUrl: `https://${name}.awsapps.com/start`,
  region: 'us-east-1',
  scopes: [],
  status: 'signed-out',
  expiresAt: null,
  renews: false,
  end: null,
  problem: null,
  ...more,
})

/** Signs in to all of these; those of `failing` fail with the code. */
async function loginToAll(failing: Readonly<Record<string, ErrorCode>>, system = {}) {
  const sessions = [session('a'), session('b'), session('on', { status: 'signed-in', renews: true }), session('c')]
  const { app, calls } = testApp(
    {
      'session.signInAll': ({ sessions: names }) => {
        const problems = names.flatMap((name) => (failing[name] ? [problem(failing[name], `${name} failed.`)] : []))
        const done = names.filter((name) => !failing[name])
        return ok({ done: done.map((name) => ({ session: name, expiresAt: '2026-11-22T20:00:00Z' })), problems })
      },
    },
    { sessions, signIns: {} },
  )
  const { world, said } = testWorld(app, { json: true })
  const result = await login(undefined, { all: true, browser: true })({
    ...world,
    system: { ...world.system, env: {}, browser: { open: async () => true, list: async () => [] }, ...system },
  })
  return { result, answer: JSON.parse(said.out) as unknown, calls }
}

describe('login --all', () => {
  test('asks the application for those that need it, and for no other', async () => {
    const { result, answer, calls } = await loginToAll({})
    expect(calls).toEqual([{ name: 'session.signInAll', input: { sessions: ['a', 'b', 'c'], method: 'browser' } }])
    expect(answer).toMatchObject([{ session: 'a' }, { session: 'b' }, { session: 'c' }])
    expect(result).toEqual(ok(null))
  })

  test('answers with those that are done, and fails with what others failed with', async () => {
    const { result, answer } = await loginToAll({ a: 'wrong-region' })
    expect(answer).toMatchObject([{ session: 'b' }, { session: 'c' }])
    expect(result).toMatchObject({ ok: false, error: { code: 'wrong-region' } })
  })

  test('on a machine without the browser takes codes, unless BROWSER leads to one', async () => {
    const asked = async (system: object) => (await loginToAll({}, system)).calls.map(({ input }) => input)
    expect(await asked({ remote: true })).toMatchObject([{ method: 'device' }])
    expect(await asked({ remote: true, env: { BROWSER: 'code --open-url' } })).toMatchObject([{ method: 'browser' }])
  })
})
