import { describe, expect, test } from 'vitest'
import { problem, type ErrorCode } from '../../shared/result.ts'
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
      'session.signIn': ({ session: name }) => {
        const code = failing[name]
        if (code) return { ok: false, error: problem(code, `${name} failed.`) }
        return { ok: true, value: { session: name, expiresAt: '2026-11-22T20:00:00Z' } }
      },
    },
    { sessions, signIns: {} },
  )
  const { world, said } = testWorld(app, { json: true })
  const result = await login(undefined, { all: true, browser: true })({
    ...world,
    system: { ...world.system, env: {}, browser: { open: async () => true, list: async () => [] }, ...system },
  })
  const inputs = calls.map(({ input }) => input as { session: string; method: string })
  return { result, answer: JSON.parse(said.out) as unknown, inputs }
}

describe('login --all', () => {
  test('goes on after what may be of one session alone', async () => {
    const { result, answer, inputs } = await loginToAll({ a: 'wrong-region' })
    expect(inputs.map((input) => input.session)).toEqual(['a', 'b', 'c'])
    expect(answer).toMatchObject([{ session: 'b' }, { session: 'c' }])
    expect(result).toMatchObject({ ok: false, error: { code: 'wrong-region' } })
  })

  test.each(['cancelled', 'sign-in-refused', 'sign-in-timeout'] as const)('ends with %s', async (code) => {
    const { result, answer, inputs } = await loginToAll({ b: code })
    expect(inputs.map((input) => input.session)).toEqual(['a', 'b'])
    expect(answer).toMatchObject([{ session: 'a' }])
    expect(result).toMatchObject({ ok: false, error: { code } })
  })

  test('on a machine without the browser takes codes, unless BROWSER leads to one', async () => {
    const methods = async (system: object) => (await loginToAll({}, system)).inputs.map(({ method }) => method)
    expect(await methods({ remote: true })).toEqual(['device', 'device', 'device'])
    expect(await methods({ remote: true, env: { BROWSER: 'code --open-url' } })).toEqual([
      'browser',
      'browser',
      'browser',
    ])
  })
})
