/** Whatever stands between Lanyard and AWS may answer in AWS's place: nothing of it is taken for AWS's word. */
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../../testing/idc/faults.ts'
import { openRoom, person, type SignInRoom } from './sign-in.testing.ts'
import type { Result } from '../../../shared/result.ts'
import { createClients } from '../sdk.ts'
import { getCallerIdentity } from '../sts.ts'
import { routeFor } from '../network-route.testing.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { usableToken } from './current-token.ts'
import { signInWithDevice } from './device-sign-in.ts'
import { getRoleCredentials, listAccountRoles, listAccounts } from './portal.ts'
import type { SsoDeps } from './session.ts'
import { readToken } from './token-cache.ts'

const role = { accountId: '637423191929', roleName: 'AdministratorAccess' }
const keys = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' }

/** Everything that Lanyard asks of AWS, by the operation that is asked. */
const questions: Readonly<Record<string, (room: SignInRoom, deps: SsoDeps) => Promise<Result<unknown>>>> = {
  RegisterClient: ({ session }, deps) => signInWithDevice(deps, { ...session, name: 'new' }, person()),
  StartDeviceAuthorization: ({ session }, deps) => signInWithDevice(deps, { ...session, name: 'new' }, person()),
  CreateToken: ({ session }, deps) => signInWithBrowser(deps, { ...session, name: 'new' }, person()),
  refresh: async ({ session, clock }, deps) => {
    clock.advance(3_600_000)
    return usableToken(deps, session)
  },
  ListAccounts: ({ session }, deps) => listAccounts(deps, session),
  ListAccountRoles: ({ session }, deps) => listAccountRoles(deps, session, role.accountId),
  GetRoleCredentials: ({ session }, deps) => getRoleCredentials(deps, session, role),
  GetCallerIdentity: (_, deps) => getCallerIdentity(deps, keys, 'us-east-1'),
}

const html = '<!doctype html><html><title>Forbidden</title>Your administrator has blocked this page.</html>'
const bodies: readonly string[] = [
  html,
  '',
  'null',
  '[]',
  '{}',
  '7',
  '"text"',
  '{"acc',
  '{"message":"Forbidden"}',
  '{"accountList":null,"roleList":null,"roleCredentials":null}',
  '{"accountList":[null],"roleList":[null],"roleCredentials":{}}',
  '{"accountList":{},"roleList":{},"roleCredentials":[]}',
  '{"accountList":[{"accountId":"1"}],"roleList":[{"roleName":""}],"roleCredentials":{"accessKeyId":""}}',
  '{"accessToken":null,"clientId":null,"deviceCode":null}',
  '<?xml version="1.0"?><GetCallerIdentityResponse/>',
  '<GetCallerIdentityResponse><GetCallerIdentityResult></GetCallerIdentityResult></GetCallerIdentityResponse>',
]
const statuses = [200, 201, 204, 301, 302, 400, 401, 403, 404, 405, 407, 410, 418, 451] as const
const contentTypes = ['application/json', 'text/html', 'application/octet-stream', ''] as const

/** Those of which a service's own error is tried again are asked about with one body each: every try takes its time. */
const pages: readonly Omit<Extract<Fault, { kind: 'page' }>, 'operation'>[] = [
  ...statuses.flatMap((status, at) =>
    bodies.map((body, turn) => ({
      kind: 'page' as const,
      status,
      contentType: contentTypes[(at + turn) % contentTypes.length] ?? '',
      body: status === 204 ? '' : body,
    })),
  ),
  ...[429, 500, 502, 503, 511].map((status) => ({
    kind: 'page' as const,
    status,
    contentType: 'text/html',
    body: html,
  })),
]

const claims = ['not-assigned', 'sign-in-needed', 'sign-in-refused', 'wrong-region', 'internal', 'cancelled']

async function ask(operation: string, faults: readonly Omit<Fault, 'operation'>[]) {
  const room = await openRoom()
  await signInWithBrowser(room.deps, room.session, person())
  const before = await readToken(room.deps.paths.ssoCache, room.session)
  const clients = createClients(routeFor(room.deps.env), { connection: 400, answer: 400, whole: 1500 })
  const deps: SsoDeps = { ...room.deps, clients: () => Promise.resolve(clients) }
  const answers: { readonly fault: unknown; readonly result: Result<unknown> }[] = []
  for (const fault of faults) {
    room.demo.faults.clear()
    const name = operation === 'refresh' ? 'CreateToken' : operation
    room.demo.faults.add({ operation: name, times: 9, ...fault } as Fault)
    deps.refreshTried.clear()
    answers.push({ fault, result: await (questions[operation] ?? Promise.reject)(room, deps) })
  }
  return { answers, before, after: await readToken(deps.paths.ssoCache, room.session), refused: deps.refused }
}

describe.each(Object.keys(questions))('%s', (operation) => {
  test('takes no page of another for an answer of AWS', { timeout: 240_000 }, async () => {
    const { answers, before, after, refused } = await ask(operation, pages)
    for (const { fault, result } of answers) {
      const told = `${JSON.stringify(fault)} → ${JSON.stringify(result)}`
      expect(result.ok, told).toBe(false)
      if (result.ok) continue
      const { code, message, fix } = result.error
      expect(claims, told).not.toContain(code)
      expect(`${message} ${fix}`, told).not.toMatch(/inspect|hidden|\$response|undefined|null|NaN|object Object|<\w/i)
    }
    expect(after).toEqual(before)
    expect(refused.size).toBe(0)
  })

  test('has its time, and its size', { timeout: 60_000 }, async () => {
    const { answers } = await ask(operation, [{ kind: 'drip' }, { kind: 'flood', bytes: 200_000_000 } as never])
    const [dripping, flooding] = answers.map(({ result }) => (result.ok ? null : result.error))
    expect(dripping).toMatchObject({ code: 'offline', message: 'AWS did not answer in time.' })
    expect(flooding).toMatchObject({ code: 'offline', message: expect.stringMatching(/answered with more than/) })
  })
})
