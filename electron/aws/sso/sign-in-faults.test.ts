/** What a person sees of each fault at each step of both flows; none hangs, none holds its port, none leaves a token. */
import { Server } from 'node:net'
import path from 'node:path'
import { mkdir, writeFile } from 'node:fs/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Fault } from '../../../testing/idc/faults.ts'
import { openRoom, person, redirectOf, shown, type Person, type SignInRoom } from './sign-in.testing.ts'
import type { ErrorCode } from '../../../shared/result.ts'
import { createClients } from '../sdk.ts'
import { routeFor } from '../network-route.testing.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { signInWithDevice } from './device-sign-in.ts'
import { readToken } from './token-cache.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

type Made = Fault extends infer F ? (F extends Fault ? Omit<F, 'operation' | 'times'> : never) : never
type Row = readonly [what: string, fault: Made, code: ErrorCode, sees: string]

const error = (status: number, name: string): Made => ({ kind: 'error', status, error: `${name}Exception` })

/** The same at every step. */
const anywhere: readonly Row[] = [
  ['a reset', { kind: 'reset' }, 'offline', 'AWS cannot be reached (ECONNRESET).'],
  ['a hang', { kind: 'hang' }, 'offline', 'AWS did not answer in time.'],
  ['bad JSON', { kind: 'bad-json' }, 'offline', '127.0.0.1 answered with something that is not from AWS.'],
  ['500', error(500, 'InternalServer'), 'aws-unavailable', 'AWS answered with an error of its own (500).'],
  ['429', error(429, 'TooManyRequests'), 'rate-limited', 'AWS answers that there were too many requests.'],
  [
    '429 with Retry-After',
    { kind: 'error', status: 429, error: 'TooManyRequestsException', retryAfterSeconds: 1 },
    'rate-limited',
    'AWS answers that there were too many requests.',
  ],
  ['InvalidScope', error(400, 'InvalidScope'), 'invalid-input', 'AWS does not know a scope of corp: .'],
  ['InvalidRequest', error(400, 'InvalidRequest'), 'wrong-region', 'The region of corp is probably wrong.'],
  ['ExpiredToken', error(400, 'ExpiredToken'), 'sign-in-timeout', 'The sign-in took too long, and AWS has closed it.'],
  ...['InvalidRedirectUri', 'UnauthorizedClient'].map((name): Row => [
    name,
    error(400, name),
    'sign-in-refused',
    'AWS did not accept the registration of corp.',
  ]),
  ['InvalidClient', error(401, 'InvalidClient'), 'sign-in-refused', 'AWS did not accept the registration of corp.'],
  [
    'InvalidClientMetadata',
    error(400, 'InvalidClientMetadata'),
    'wrong-region',
    'The start URL or the region of corp is probably wrong.',
  ],
  [
    'UnsupportedGrantType',
    error(400, 'UnsupportedGrantType'),
    'aws-unavailable',
    'AWS refused the request (UnsupportedGrantTypeException): Made to fail',
  ],
]

const denied = (code: ErrorCode, sees: string): Row => ['AccessDenied', error(400, 'AccessDenied'), code, sees]
const byPerson = denied('sign-in-refused', 'The sign-in was refused in the browser.')
const byAws = denied('aws-unavailable', 'AWS refused the request (AccessDeniedException): Made to fail')
const wrongGrant = (code: ErrorCode, sees: string): Row => ['InvalidGrant', error(400, 'InvalidGrant'), code, sees]
const slowDown: Row = [
  'SlowDown',
  error(400, 'SlowDown'),
  'rate-limited',
  'AWS answers that there were too many requests.',
]
const refused = wrongGrant('sign-in-refused', 'AWS did not accept the answer of the sign-in page.')
const otherRegion = wrongGrant('wrong-region', 'The region of corp is probably wrong.')

const steps = [
  ['browser', 'RegisterClient', [...anywhere, byAws, slowDown, refused]],
  ['browser', 'CreateToken', [...anywhere, byPerson, slowDown, refused]],
  ['device', 'RegisterClient', [...anywhere, byAws, slowDown, refused]],
  ['device', 'StartDeviceAuthorization', [...anywhere, byAws, slowDown, otherRegion]],
  // While it polls, SlowDown and AuthorizationPending are no faults.
  ['device', 'CreateToken', [...anywhere, byPerson, otherRegion]],
] as const

type Flow = (typeof steps)[number][0]

/** Runs the flow to its end, with a clock that moves when the flow waits; limits of the network are short. */
async function outcome(flow: Flow, room: SignInRoom, alex: Person) {
  const clients = createClients(routeFor(room.deps.env), { connection: 400, answer: 400, whole: 20_000 })
  const deps = { ...room.deps, clients: () => Promise.resolve(clients) }
  if (flow === 'browser') return signInWithBrowser(deps, room.session, alex)
  let over = false
  const done = signInWithDevice(deps, room.session, alex).finally(() => (over = true))
  while (!over) {
    const wait = await Promise.race([room.clock.nextTimer(), done])
    if (typeof wait === 'number') room.clock.advance(wait)
  }
  return done
}

/** What has been bound since, by this process. */
function bound(): () => readonly Server[] {
  const listen = vi.spyOn(Server.prototype, 'listen')
  return () => listen.mock.contexts.filter((context) => context instanceof Server)
}

describe.each(steps)('%s, %s', (flow, operation, rows) => {
  test.for(rows)('%s', { timeout: 20_000 }, async ([, fault, code, sees]) => {
    const room = await openRoom()
    const servers = bound()
    room.demo.faults.add({ operation, ...fault, times: 9 })
    const alex = person()
    const result = await outcome(flow, room, alex)
    expect(result).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(sees) } })
    expect(result.ok || result.error.fix).toMatch(/\S/)
    expect(servers().filter(({ listening }) => listening)).toHaveLength(0)
    expect(await readToken(room.deps.paths.ssoCache, room.session)).toEqual({ kind: 'absent' })
    if (flow === 'browser' && operation === 'CreateToken') {
      expect((await alex.pages[0])?.text).toContain('The sign-in did not work')
    }
  })
})

describe('connection refused', () => {
  const sees = { ok: false, error: { code: 'offline', message: '127.0.0.1 cannot be reached (ECONNREFUSED).' } }

  test.for(['browser', 'device'] as const)('%s, at first', async (flow) => {
    const room = await openRoom()
    await room.demo.close()
    expect(await outcome(flow, room, person())).toMatchObject(sees)
  })

  test('browser, when the code comes back', async () => {
    const room = await openRoom()
    const alex = person(async (url) => {
      await room.demo.close()
      const { searchParams } = new URL(url)
      return fetch(`${redirectOf(new URL(url))}?code=c&state=${searchParams.get('state')}`)
    })
    expect(await outcome('browser', room, alex)).toMatchObject(sees)
  })

  test('device, while it polls', async () => {
    const room = await openRoom({ settings: { autoApprove: false } })
    const alex = person(() => new Promise(() => undefined))
    const result = outcome('device', room, alex)
    await shown(alex)
    await room.demo.close()
    expect(await result).toMatchObject(sees)
  })
})

describe('the way back from the browser', () => {
  const idle = () => new Promise<Response>(() => undefined)

  test('a wrong state is turned away, and the right one still works', async () => {
    const room = await openRoom()
    const alex = person(async (url) => {
      const wrong = await fetch(`${redirectOf(new URL(url))}?code=c&state=wrong`)
      expect(wrong.status).toBe(400)
      return fetch(url)
    })
    expect(await outcome('browser', room, alex)).toMatchObject({ ok: true })
  })

  test('a callback that comes twice is one sign-in', async () => {
    const room = await openRoom()
    const alex = person(async (url) => {
      const back = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''
      const [first] = await Promise.all([fetch(back), fetch(back)])
      return first
    })
    expect(await outcome('browser', room, alex)).toMatchObject({ ok: true })
    expect(room.demo.requests.count('CreateToken')).toBe(1)
  })

  test('no port to be had is said, before anything is asked of AWS or shown', async () => {
    const room = await openRoom()
    vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      process.nextTick(() => this.emit('error', Object.assign(new Error('taken'), { code: 'EADDRINUSE' })))
      return this
    })
    const alex = person(idle)
    expect(await outcome('browser', room, alex)).toMatchObject({ ok: false, error: { code: 'port-unavailable' } })
    expect([alex.opened, room.demo.requests.entries]).toEqual([[], []])
  })

  test('a browser that is missing leaves the link', async () => {
    const room = await openRoom()
    const alex = { ...person(idle), openUrl: () => Promise.resolve(false) }
    const result = outcome('browser', room, alex)
    const url = await shown(alex)
    expect(alex.seen.at(-1)).toMatchObject({ stage: 'waiting', opened: false })
    await fetch(url)
    expect(await result).toMatchObject({ ok: true })
  })
})

test.for(['browser', 'device'] as const)('%s: a cache that cannot be written is said', async (flow) => {
  const room = await openRoom()
  await mkdir(path.dirname(room.deps.paths.ssoCache), { recursive: true })
  await writeFile(room.deps.paths.ssoCache, 'a file in the place of the folder')
  expect(await outcome(flow, room, person())).toMatchObject({ ok: false, error: { code: 'config-unwritable' } })
})

test.for(['browser', 'device'] as const)(
  '%s: an hour of Retry-After is not waited for',
  { timeout: 20_000 },
  async (flow) => {
    const room = await openRoom()
    const fault = { kind: 'error', status: 429, error: 'TooManyRequestsException', retryAfterSeconds: 3600 } as const
    room.demo.faults.add({ operation: 'RegisterClient', ...fault, times: 9 })
    expect(await outcome(flow, room, person())).toMatchObject({ ok: false, error: { code: 'rate-limited' } })
  },
)
