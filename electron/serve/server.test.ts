import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket, type RawData } from 'ws'
import { ok } from '../../shared/result.ts'
import type { AppState, StatePatch } from '../../shared/state.ts'
import type { ServerMessage } from '../../shared/wire.ts'
import type { App } from '../app/app.ts'
import type { Clock } from '../system/ports.ts'
import { createSecrets } from './secrets.ts'
import { listenOnLoopback } from './server.ts'

let root = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lanyard-serve-'))
  await mkdir(join(root, 'assets'))
  await writeFile(join(root, 'index.html'), '<!doctype html><title>Lanyard</title>')
  await writeFile(join(root, 'assets', 'main.js'), 'export {}')
})

afterAll(() => rm(root, { recursive: true }))

/** Timers run when the test says so. */
function handClock(): Clock & { runAll(): void } {
  const timers = new Set<() => void>()
  return {
    now: () => 0,
    after: (_, run) => (timers.add(run), () => void timers.delete(run)),
    runAll: () => timers.forEach((run) => timers.delete(run) && run()),
  }
}

/** An application that answers with what it was called with, and changes when told to. */
function echo(): App & { change(patch: StatePatch): void } {
  const listeners = new Set<(patch: StatePatch) => void>()
  return {
    state: () => ({ revision: 7 }) as AppState,
    subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    call: async (name, input) => ok({ name, input } as never),
    start: async () => undefined,
    stop: async () => undefined,
    change: (patch) => listeners.forEach((listener) => listener(patch)),
  }
}

async function start(port = 0) {
  const clock = handClock()
  const app = echo()
  const secrets = createSecrets(clock)
  const server = await listenOnLoopback({ app, secrets, clock, root, port })
  if (!server.ok) throw new Error(server.error.message)
  onTestFinished(() => server.value.close())
  return { clock, app, secrets, ...server.value }
}

function ask(port: number, path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject).end()
  })
}

/** A page's socket: what it hears, in order, and how it ended. */
async function connect(port: number, { origin = `http://127.0.0.1:${port}`, path = '/socket', host = '' } = {}) {
  const headers = host === '' ? {} : { Host: host }
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { origin, headers })
  const heard: ServerMessage[] = []
  const waiting: ((message: ServerMessage) => void)[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(textOf(data)) as ServerMessage
    const next = waiting.shift()
    if (next) next(message)
    else heard.push(message)
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  return {
    say: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    hear: () => {
      const message = heard.shift()
      return message ? Promise.resolve(message) : new Promise<ServerMessage>((resolve) => waiting.push(resolve))
    },
    ...{ heard, closed, socket },
  }
}

const textOf = (data: RawData) => (Buffer.isBuffer(data) ? data.toString('utf8') : '')

async function enter({ port, secrets }: Awaited<ReturnType<typeof start>>) {
  const page = await connect(port)
  page.say({ secret: secrets.issue() })
  const message = await page.hear()
  if (!('welcome' in message)) throw new Error('not welcome')
  return { page, welcome: message.welcome }
}

describe('files', () => {
  test('are there without a secret, under headers that leave the page alone with its socket', async () => {
    const { port } = await start()
    const page = await ask(port, '/')
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>Lanyard</title>' })
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = page.headers['content-security-policy']
    expect(policy).toMatch(/^default-src 'none'/)
    expect(policy).toContain(`connect-src ws://127.0.0.1:${port};`)
    expect(page.headers['set-cookie']).toBeUndefined()
    expect((await ask(port, '/assets/main.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
  })

  test('reached through a forwarded port may connect there, and nowhere else', async () => {
    const { port } = await start()
    const { headers } = await ask(port, '/', { headers: { Host: 'localhost:9999' } })
    expect(headers['content-security-policy']).toContain('connect-src ws://localhost:9999;')
  })

  test('answer HEAD without a body', async () => {
    const { port } = await start()
    const { status, headers, body } = await ask(port, '/', { method: 'HEAD' })
    expect({ status, length: headers['content-length'], body }).toEqual({ status: 200, length: '37', body: '' })
  })

  test.each(['/nothing.js', '/../package.json', '/assets/%2e%2e/index.html', '//etc/passwd', '/socket', '/assets'])(
    '%s is not one',
    async (path) => {
      const { port } = await start()
      expect((await ask(port, path)).status).toBe(404)
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is not allowed', async (method) => {
    const { port } = await start()
    const { status, headers } = await ask(port, '/', { method })
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow: 'GET, HEAD' })
  })

  test.each(['evil.example', '127.0.0.1.evil.example', '169.254.169.254', '[::1]'])(
    'asked for as %s are refused',
    async (host) => {
      const { port } = await start()
      const { status, headers } = await ask(port, '/', { headers: { Host: host } })
      expect(status).toBe(403)
      expect(headers['content-security-policy']).toContain("connect-src 'none'")
    },
  )
})

describe('the address', () => {
  test('is 127.0.0.1 and no other of this machine', async () => {
    const { port } = await start()
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const address of ['::1', ...others.map((other) => other.address)]) await refused(address, port)
  })

  test('that is taken is a problem with a next step', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const clock = handClock()
    const taken = await listenOnLoopback({ app: echo(), secrets: createSecrets(clock), clock, root, port })
    expect(taken).toMatchObject({
      ok: false,
      error: { code: 'port-unavailable', message: `Port ${port} is in use; perhaps Lanyard runs there already.` },
    })
  })

  test('is free again after a close, with a page still connected', async () => {
    const first = await start()
    const { page } = await enter(first)
    await first.close()
    expect(await page.closed).toBe(1006)
    expect((await start(first.port)).port).toBe(first.port)
  })
})

describe('a socket', () => {
  test('is welcome with the secret of a link, and comes back with the one it was given', async () => {
    const server = await start()
    const { page, welcome } = await enter(server)
    expect(welcome.port).toBe(server.port)
    page.say({ id: 1, snapshot: true })
    expect(await page.hear()).toEqual({ id: 1, state: { revision: 7 } })

    const again = await connect(server.port)
    again.say({ secret: welcome.secret })
    expect(await again.hear()).toEqual({ welcome })
  })

  test('calls operations, each answered under its own number', async () => {
    const { page } = await enter(await start())
    page.say({ id: 2, call: 'profile.switch', input: { profile: null } })
    page.say({ id: 3, call: 'toString', input: {} })
    page.say({ id: 4, call: '__proto__', input: {} })
    const answers = [await page.hear(), await page.hear(), await page.hear()]
    expect(answers).toContainEqual({
      id: 2,
      result: { ok: true, value: { name: 'profile.switch', input: { profile: null } } },
    })
    for (const id of [3, 4]) {
      expect(answers).toContainEqual({ id, result: expect.objectContaining({ ok: false }) })
    }
  })

  test('hears every change, once it is welcome', async () => {
    const server = await start()
    const stranger = await connect(server.port)
    const { page } = await enter(server)
    server.app.change({ revision: 8, active: 'dev' })
    expect(await page.hear()).toEqual({ patch: { revision: 8, active: 'dev' } })
    expect(stranger.heard).toEqual([])
  })

  test.each([
    ['a wrong secret', { secret: 'x'.repeat(43) }],
    ['no secret', { id: 1, snapshot: true }],
    ['a call', { id: 1, call: 'config.reload', input: {} }],
    ['something else', 'hello'],
    ['an overlong secret', { secret: 'x'.repeat(10_000) }],
  ])('that begins with %s hears nothing, waits, and is refused', async (_, message) => {
    const server = await start()
    const page = await connect(server.port)
    page.say(message)
    page.say({ secret: server.secrets.issue() })
    const quick = await Promise.race([page.closed, ask(server.port, '/').then(() => 'still open')])
    expect(quick).toBe('still open')
    server.clock.runAll()
    expect(await page.closed).toBe(4401)
    expect(page.heard).toEqual([])
  })

  test('that says nothing is closed, and may come back', async () => {
    const server = await start()
    const page = await connect(server.port)
    server.clock.runAll()
    expect(await page.closed).toBe(1008)
  })

  test('that sends nonsense later on is closed', async () => {
    for (const nonsense of ['{', '[]', '{"id":"1","call":"config.reload"}', '{"id":1}', '{"secret":"x"}']) {
      const { page } = await enter(await start())
      page.say(nonsense)
      expect(await page.closed).toBe(1008)
    }
  })

  test('that sends more than a megabyte at once is closed', async () => {
    const { page } = await enter(await start())
    page.say({ id: 1, call: 'clipboard.write', input: { text: 'x'.repeat(1024 * 1024) } })
    expect(await page.closed).toBe(1009)
  })

  test.each([
    ['another origin', { origin: 'http://evil.example' }, '403'],
    ['another port', { origin: 'http://127.0.0.1:1' }, '403'],
    ['a file', { origin: 'null' }, '403'],
    ['another name for this machine', { host: 'evil.example', origin: 'http://evil.example' }, '403'],
    ['another path', { path: '/' }, '404'],
  ])('from %s is not opened', async (_, from, status) => {
    const { port } = await start()
    await expect(connect(port, from)).rejects.toThrow(status)
  })

  test('may be one of a few strangers, with room for more when one has gone or is known', async () => {
    const server = await start()
    const strangers = await Promise.all(Array.from({ length: 8 }, () => connect(server.port)))
    await expect(connect(server.port)).rejects.toThrow('503')
    strangers[0]?.say({ secret: server.secrets.issue() })
    await strangers[0]?.hear()
    const next = await connect(server.port)
    next.socket.terminate()
    await next.closed
    await expect.poll(() => connect(server.port).then(Boolean, () => false)).toBe(true)
  })
})

function refused(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ host, port, agent: false }, () => reject(new Error(`${host} answers`)))
      .on('error', () => resolve())
      .end()
  })
}
