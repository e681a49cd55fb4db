import { connect } from 'node:net'
import { request } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { testClock, type TestClock } from '../../system/clock.testing.ts'
import { listenForCallback } from './listener.ts'
import type { CallbackListener } from './listener.ts'

const state = '0b0e9a8c-6a3e-4f5e-9d53-6f2f6c1f0c11'
const page = { good: true, title: 'You are signed in', text: 'Go back.' }
const minutes = 60_000

interface Opened extends CallbackListener {
  readonly port: number
  readonly clock: TestClock
  readonly cancel: () => void
}

async function open(): Promise<Opened> {
  const clock = testClock(0)
  const controller = new AbortController()
  const listening = await listenForCallback({ clock, state, wait: 10 * minutes, signal: controller.signal })
  if (!listening.ok) throw new Error(listening.error.message)
  onTestFinished(() => listening.value.close(page))
  const port = Number(new URL(listening.value.redirectUri).port)
  return { ...listening.value, port, clock, cancel: () => controller.abort() }
}

/** A request as any program of this machine could send it. */
function send(port: number, path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(false)))
    socket.once('error', () => resolve(true))
  })
}

/** Whether the sign-in still waits. */
async function waits(listener: CallbackListener): Promise<boolean> {
  return (await Promise.race([listener.outcome, new Promise((resolve) => setImmediate(resolve, 'waits'))])) === 'waits'
}

describe('a callback that knows the state', () => {
  test('ends the sign-in with its code, and shows how it went', async () => {
    const listener = await open()
    const answer = send(listener.port, `/oauth/callback?code=abc%2B1&state=${state}`)
    expect(await listener.outcome).toEqual({ kind: 'code', code: 'abc+1' })
    await listener.close(page)
    const { status, text } = await answer
    expect(status).toBe(200)
    expect(text).toContain('<h1>You are signed in</h1>')
    expect(text).toContain('You can close this tab')
    expect(await isFree(listener.port)).toBe(true)
  })

  test('ends it with its error', async () => {
    const listener = await open()
    const path = `/oauth/callback?error=access_denied&error_description=No+thanks&state=${state}`
    const answer = send(listener.port, path)
    expect(await listener.outcome).toEqual({ kind: 'error', error: 'access_denied', description: 'No thanks' })
    await listener.close({ ...page, good: false })
    expect((await answer).status).toBe(200)
  })

  test('counts once: a second one sees the same page', async () => {
    const listener = await open()
    const first = send(listener.port, `/oauth/callback?code=first&state=${state}`)
    await listener.outcome
    const second = send(listener.port, `/oauth/callback?code=second&state=${state}`)
    // Its headers are on the way before the page is known.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await listener.close(page)
    expect(await listener.outcome).toEqual({ kind: 'code', code: 'first' })
    expect((await first).text).toBe((await second).text)
  })

  test('shows a page that loads nothing, is kept nowhere and tells no one where it came from', async () => {
    const listener = await open()
    const answer = send(listener.port, `/oauth/callback?code=abc&state=${state}`)
    await listener.outcome
    await listener.close({ ...page, text: `<script>alert(1)</script>"'&` })
    const { headers, text } = await answer
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+='; /)
    expect(text).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;')
    expect(text).not.toMatch(/<script|https?:|src=|abc|0b0e9a8c/)
  })
})

describe('anything else is turned away, and the sign-in goes on', () => {
  test.for([
    ['no state', '/oauth/callback?code=abc', 400],
    ['another state', '/oauth/callback?code=abc&state=0b0e9a8c-6a3e-4f5e-9d53-6f2f6c1f0c12', 400],
    ['a part of the state', `/oauth/callback?code=abc&state=${state.slice(0, -1)}`, 400],
    ['the state twice', `/oauth/callback?code=abc&state=${state}&state=${state}`, 400],
    ['an error without the state', '/oauth/callback?error=access_denied', 400],
    ['neither code nor error', `/oauth/callback?state=${state}`, 400],
    ['another path', `/?code=abc&state=${state}`, 404],
    ['a path below', `/oauth/callback/x?code=abc&state=${state}`, 404],
    ['the favicon', '/favicon.ico', 404],
    ['another site in the request line', `http://evil.example/oauth/callback?code=abc&state=${state}`, 404],
    ['two slashes', `//oauth/callback?code=abc&state=${state}`, 404],
  ] as const)('%s', async ([, path, status]) => {
    const listener = await open()
    const answer = await send(listener.port, path)
    expect(answer.status).toBe(status)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await waits(listener)).toBe(true)
  })

  test.for(['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'])('%s', async (method) => {
    const listener = await open()
    const answer = await send(listener.port, `/oauth/callback?code=abc&state=${state}`, { method })
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET'])
    expect(await waits(listener)).toBe(true)
  })

  test.for(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1'])('a Host of %s', async (host) => {
    const listener = await open()
    const answer = await send(listener.port, `/oauth/callback?code=abc&state=${state}`, { host })
    expect(answer.status).toBe(400)
    expect(await waits(listener)).toBe(true)
  })
})

describe('every end frees the port', () => {
  test('the end of the wait', async () => {
    const listener = await open()
    listener.clock.advance(10 * minutes - 1)
    expect(await waits(listener)).toBe(true)
    listener.clock.advance(1)
    expect(await listener.outcome).toEqual({ kind: 'timeout' })
    await listener.close(page)
    expect(await isFree(listener.port)).toBe(true)
  })

  test('a cancel, also one that came before', async () => {
    const listener = await open()
    listener.cancel()
    expect(await listener.outcome).toEqual({ kind: 'cancelled' })
    await listener.close(page)
    expect(await isFree(listener.port)).toBe(true)

    const signal = AbortSignal.abort()
    const late = await listenForCallback({ clock: testClock(0), state, wait: minutes, signal })
    if (!late.ok) throw new Error(late.error.message)
    expect(await late.value.outcome).toEqual({ kind: 'cancelled' })
    await late.value.close(page)
  })

  test('even while a connection is held open and says nothing', async () => {
    const listener = await open()
    const socket = connect(listener.port, '127.0.0.1')
    socket.on('error', () => undefined)
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.write('GET /oauth/callback?code')
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await listener.close(page)
    await closed
    expect(await isFree(listener.port)).toBe(true)
  })

  test('even when the browser went away before the page came', async () => {
    const listener = await open()
    const socket = connect(listener.port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.write(`GET /oauth/callback?code=abc&state=${state} HTTP/1.1\r\nHost: 127.0.0.1:${listener.port}\r\n\r\n`)
    await listener.outcome
    socket.destroy()
    await listener.close(page)
    expect(await isFree(listener.port)).toBe(true)
  })
})

test('listens on 127.0.0.1 alone', async () => {
  const { port } = await open()
  const reached = await new Promise((resolve) => {
    const socket = connect(port, '::1', () => (socket.destroy(), resolve(true)))
    socket.once('error', () => resolve(false))
  })
  expect(reached).toBe(false)
})
