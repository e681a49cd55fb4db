import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ok } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import type { ServerMessage } from '../../shared/wire.ts'
import { openSocket, type SocketPage } from './socket.ts'

/** The server's end of each socket that the page opened, oldest first. */
let sockets: FakeSocket[] = []

class FakeSocket extends EventTarget {
  readonly sent: unknown[] = []
  readonly url: string

  constructor(url: string) {
    super()
    this.url = url
    sockets.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.drop(1000)
  }

  accept(): void {
    this.dispatchEvent(new Event('open'))
  }

  say(message: ServerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
  }

  welcome(secret = 'session-secret', port = 4100): void {
    this.accept()
    this.say({ welcome: { secret, port } })
  }

  drop(code: number): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }
}

function createPage(hash: string, stored: string | null = null) {
  const target = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const storage = new Map(stored === null ? [] : [['lanyard-secret', stored]])
  const location = { protocol: 'http:', host: '127.0.0.1:4100', port: '4100', hash, pathname: '/', search: '' }
  const page = {
    WebSocket: FakeSocket,
    location,
    history: {
      replaceState: (_state: unknown, _title: string, url: string) => Object.assign(location, { hash: '', url }),
    },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => storage.set(key, value),
    },
    document,
    addEventListener: target.addEventListener.bind(target),
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
  }
  return { page: page as unknown as SocketPage, location, storage, target }
}

const last = () => sockets.at(-1) as FakeSocket

beforeEach(() => {
  sockets = []
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

describe('the socket of the browser face', () => {
  test('takes the secret out of the address, sends it first, and keeps the one it gets', () => {
    const { page, location, storage } = createPage('#secret=one-time')
    const { link } = openSocket(page)
    expect(location.hash).toBe('')
    expect(last().url).toBe('ws://127.0.0.1:4100/socket')
    last().accept()
    expect(last().sent).toEqual([{ secret: 'one-time' }])
    last().say({ welcome: { secret: 'session-secret', port: 4100 } })
    expect(storage.get('lanyard-secret')).toBe('session-secret')
    expect(link.get()).toEqual({ status: 'open', elsewhere: false })
  })

  test('sees that it came through a forwarded port', () => {
    const { link } = openSocket(createPage('#secret=one-time').page)
    last().welcome('session-secret', 9999)
    expect(link.get().elsewhere).toBe(true)
  })

  test('answers each call with its own result, whatever their order', async () => {
    const { api } = openSocket(createPage('#secret=one-time').page)
    last().welcome()
    const first = api.call('session.openPortal', { session: 'a' })
    const second = api.call('session.openPortal', { session: 'b' })
    expect(last().sent.slice(1)).toEqual([
      { id: 1, call: 'session.openPortal', input: { session: 'a' } },
      { id: 2, call: 'session.openPortal', input: { session: 'b' } },
    ])
    last().say({ id: 2, result: ok({ url: 'https://b', opened: false }) })
    last().say({ id: 1, result: ok({ url: 'https://a', opened: false }) })
    expect(await first).toEqual(ok({ url: 'https://a', opened: false }))
    expect(await second).toEqual(ok({ url: 'https://b', opened: false }))
  })

  test('fails what waits when the connection drops, and tries again after 1, 2, 4, 8, 15, 15 seconds', async () => {
    const { api, link } = openSocket(createPage('#secret=one-time').page)
    last().welcome()
    const call = api.call('config.reload', {})
    last().drop(1006)
    expect(await call).toMatchObject({ ok: false, error: { message: 'Lanyard is not running.' } })
    expect(link.get().status).toBe('dropped')
    expect(await api.call('config.reload', {})).toMatchObject({ ok: false })
    for (const seconds of [1, 2, 4, 8, 15, 15]) {
      const before = sockets.length
      vi.advanceTimersByTime(seconds * 1000 - 1)
      expect(sockets).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(sockets).toHaveLength(before + 1)
      last().drop(1006)
    }
    vi.advanceTimersByTime(15_000)
    last().accept()
    expect(last().sent).toEqual([{ secret: 'session-secret' }])
  })

  test('tries at once when the network is back', () => {
    const { page, target } = createPage('#secret=one-time')
    openSocket(page)
    last().welcome()
    last().drop(1006)
    target.dispatchEvent(new Event('online'))
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(2)
  })

  test('says so when its secret is refused, and does not try again', () => {
    const { page } = createPage('#secret=used')
    const { link } = openSocket(page)
    last().accept()
    last().drop(4401)
    expect(link.get().status).toBe('refused')
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
  })

  test('falls back on the secret of this tab when a link was used before', () => {
    const { page } = createPage('#secret=used', 'session-secret')
    const { link } = openSocket(page)
    last().accept()
    last().drop(4401)
    last().accept()
    expect(last().sent).toEqual([{ secret: 'session-secret' }])
    expect(link.get().status).toBe('connecting')
  })

  test('follows a new link that is opened in the same tab', () => {
    const { page, location, target } = createPage('#secret=used')
    const { link } = openSocket(page)
    last().drop(4401)
    location.hash = '#secret=fresh'
    target.dispatchEvent(new Event('hashchange'))
    last().welcome()
    expect(last().sent).toEqual([{ secret: 'fresh' }])
    expect(link.get().status).toBe('open')
  })

  test('without any secret asks for a link, and opens no socket', () => {
    const { link } = openSocket(createPage('').page)
    expect(link.get().status).toBe('refused')
    expect(sockets).toHaveLength(0)
  })

  test('waits for the connection before it asks for the state', async () => {
    const { api } = openSocket(createPage('#secret=one-time').page)
    const snapshot = api.snapshot()
    last().welcome()
    await vi.advanceTimersByTimeAsync(0)
    expect(last().sent.at(-1)).toEqual({ id: 1, snapshot: true })
    last().say({ id: 1, state: { revision: 7 } as AppState })
    expect(await snapshot).toEqual({ revision: 7 })
  })

  test('passes patches on', () => {
    const { api } = openSocket(createPage('#secret=one-time').page)
    const seen: unknown[] = []
    api.subscribe((patch) => seen.push(patch))
    last().welcome()
    last().say({ patch: { revision: 3, active: 'a' } })
    expect(seen).toEqual([{ revision: 3, active: 'a' }])
  })
})
