/** A loopback server of its own for each test, and pages that talk to it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { fail, ok } from '../../shared/result.ts'
import type { AppState, StatePatch } from '../../shared/state.ts'
import type { ServerMessage } from '../../shared/wire.ts'
import type { App } from '../app/app.ts'
import { testClock } from '../system/clock.testing.ts'
import { createSecrets } from './secrets.ts'
import { listenOnLoopback } from './server.ts'
import { messageText } from './socket.ts'

/** An application that answers with what it was called with, and changes when told to. */
export function echo(): App & { change(patch: StatePatch): void; listeners(): number } {
  const listeners = new Set<(patch: StatePatch) => void>()
  return {
    state: () => ({ revision: 7 }) as AppState,
    subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    call: async (name, input) => ok({ name, input } as never),
    start: async () => undefined,
    credentials: async (profile) => fail('not-found', `There is no profile ${profile}.`),
    wake: () => undefined,
    stop: async () => undefined,
    listeners: () => listeners.size,
    change: (patch) => listeners.forEach((listener) => listener(patch)),
  }
}

/** A server on a page of two files, until the test is over. */
export async function start(port = 0) {
  const root = await mkdtemp(path.join(tmpdir(), 'lanyard-serve-'))
  await mkdir(path.join(root, 'assets'))
  await writeFile(path.join(root, 'index.html'), '<!doctype html><title>Lanyard</title>')
  await writeFile(path.join(root, 'assets/main.js'), 'export {}')
  onTestFinished(() => rm(root, { recursive: true }))
  const clock = testClock(0)
  const app = echo()
  const secrets = createSecrets(clock)
  const server = await listenOnLoopback({ app, secrets, clock, root, port })
  if (!server.ok) throw new Error(server.error.message)
  onTestFinished(() => server.value.close())
  return { clock, app, secrets, ...server.value }
}

/** Asks with `path` and headers as they are, whatever they are. */
export function ask(port: number, path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
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
export async function connect(port: number, { origin = `http://127.0.0.1:${port}`, path = '/socket', host = '' } = {}) {
  const headers = host === '' ? {} : { Host: host }
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { origin, headers })
  const heard: ServerMessage[] = []
  const waiting: ((message: ServerMessage) => void)[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(messageText(data)) as ServerMessage
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
    heard,
    closed,
    socket,
  }
}

/** A page that is welcome. */
export async function enter({ port, secrets }: Awaited<ReturnType<typeof start>>) {
  const page = await connect(port)
  page.say({ secret: secrets.issue() })
  const message = await page.hear()
  if (!('welcome' in message)) throw new Error('not welcome')
  return { page, welcome: message.welcome }
}
