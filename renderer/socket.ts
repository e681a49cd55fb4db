/**
 * The browser face's API over a WebSocket (`shared/wire.ts`). The secret of the link comes in the address's fragment,
 * is taken out of it at once, and lives in this tab's `sessionStorage`; there are no cookies.
 */
import type { Input, OperationName, Output, Place } from '../shared/contract.ts'
import { problem, type Result } from '../shared/result.ts'
import type { AppState, StatePatch } from '../shared/state.ts'
import { closeCodes, socketPath, type ClientMessage, type ServerMessage } from '../shared/wire.ts'
import type { Connection, Link } from './api.ts'

const storageKey = 'lanyard-secret'

/** Seconds between tries while the application is not there. */
const backoff = [1, 2, 4, 8, 15] as const

/** What the socket needs of a window, so that a test can pass its own. */
export type SocketPage = Pick<
  Window,
  'location' | 'history' | 'sessionStorage' | 'document' | 'addEventListener' | 'setTimeout' | 'clearTimeout'
> & { readonly WebSocket?: typeof WebSocket }

type Waiting = { readonly settle: (message: ServerMessage & { id: number }) => void; readonly drop: () => void }

/** Connects, and connects again whenever the socket drops, until the server refuses the secret. */
export function openSocket(page: SocketPage): Connection {
  const Socket = page.WebSocket ?? WebSocket
  const secrets = createSecrets(page)
  const waiting = new Map<number, Waiting>()
  const patches = new Set<(patch: StatePatch) => void>()
  const places = new Set<(place: Place) => void>()
  const links = new Set<() => void>()
  let link: Link = { status: 'connecting', elsewhere: false }
  let socket: WebSocket | null = null
  let tries = 0
  let timer: number | null = null
  let nextId = 1

  function setLink(change: Partial<Link>): void {
    link = { ...link, ...change }
    for (const listener of links) listener()
  }

  function open(): void {
    if (timer !== null) page.clearTimeout(timer)
    timer = null
    const secret = secrets.current()
    if (secret === null) return setLink({ status: 'refused' })
    const scheme = page.location.protocol === 'https:' ? 'wss:' : 'ws:'
    const its = new Socket(`${scheme}//${page.location.host}${socketPath}`)
    socket = its
    its.addEventListener('open', () => its.send(JSON.stringify({ secret } satisfies ClientMessage)))
    its.addEventListener('message', (event) => socket === its && receive(event.data))
    its.addEventListener('close', (event) => socket === its && closed(event.code))
  }

  function receive(data: unknown): void {
    const message = JSON.parse(String(data)) as ServerMessage
    if ('welcome' in message) {
      tries = 0
      secrets.keep(message.welcome.secret)
      setLink({ status: 'open', elsewhere: Number(page.location.port || '80') !== message.welcome.port })
    } else if ('patch' in message) {
      for (const listener of patches) listener(message.patch)
    } else if ('navigate' in message) {
      for (const listener of places) listener(message.navigate)
    } else {
      const its = waiting.get(message.id)
      waiting.delete(message.id)
      its?.settle(message)
    }
  }

  function closed(code: number): void {
    socket = null
    for (const each of waiting.values()) each.drop()
    waiting.clear()
    if (code === closeCodes.refused) {
      if (secrets.giveUpOne()) return open()
      return setLink({ status: 'refused' })
    }
    const seconds = backoff[Math.min(tries, backoff.length - 1)] ?? 15
    tries += 1
    timer = page.setTimeout(open, seconds * 1000)
    if (link.status !== 'connecting' || tries > 1) setLink({ status: 'dropped' })
  }

  /** Sends a request and waits for its answer; null when the socket is not there, or drops before the answer. */
  function request(message: Record<string, unknown>): Promise<(ServerMessage & { id: number }) | null> {
    if (socket === null || link.status !== 'open') return Promise.resolve(null)
    const id = nextId
    nextId += 1
    const its = socket
    return new Promise((resolve) => {
      waiting.set(id, { settle: resolve, drop: () => resolve(null) })
      its.send(JSON.stringify({ id, ...message }))
    })
  }

  /** Someone looks at the page, or the network is back: no reason to wait. */
  function retryNow(): void {
    if (timer !== null && page.document.visibilityState === 'visible') open()
  }

  page.addEventListener('online', retryNow)
  page.document.addEventListener('visibilitychange', retryNow)
  page.addEventListener('hashchange', () => {
    if (!secrets.take()) return
    if (socket) socket.close()
    socket = null
    open()
  })
  open()

  return {
    api: { face: 'browser', call, snapshot, subscribe: listen(patches), onNavigate: listen(places) },
    link: { get: () => link, subscribe: listen(links) },
  }

  async function call<N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
    const answer = await request({ call: name, input })
    return answer && 'result' in answer ? (answer.result as Result<Output<N>>) : { ok: false, error: notThere() }
  }

  /** Waits for a connection when there is none. */
  async function snapshot(): Promise<AppState> {
    for (;;) {
      const answer = await request({ snapshot: true })
      if (answer && 'state' in answer) return answer.state
      await new Promise<void>((resolve) => {
        const stop = listen(links)(() => {
          if (link.status !== 'open') return
          stop()
          resolve()
        })
      })
    }
  }
}

function notThere() {
  return problem('offline', 'Lanyard is not running.', {
    fix: 'Start it again in its terminal, then try once more.',
  })
}

function listen<T>(listeners: Set<T>): (listener: T) => () => void {
  return (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
}

/** The secrets this tab knows: that of a link just followed, then the one that a `welcome` gave before. */
function createSecrets(page: SocketPage) {
  let ofLink: string | null = null
  let kept = read()

  function read(): string | null {
    try {
      return page.sessionStorage.getItem(storageKey)
    } catch {
      return null
    }
  }

  function write(secret: string): void {
    try {
      page.sessionStorage.setItem(storageKey, secret)
    } catch {
      // Storage is switched off: this tab cannot be reloaded, and works all the same.
    }
  }

  /** Takes the secret out of the address; false when there is none. */
  function take(): boolean {
    const secret = new URLSearchParams(page.location.hash.slice(1)).get('secret')
    if (secret === null || secret === '') return false
    ofLink = secret
    page.history.replaceState(null, '', page.location.pathname + page.location.search)
    return true
  }

  take()
  return {
    take,
    current: () => ofLink ?? kept,
    keep(secret: string) {
      ofLink = null
      kept = secret
      write(secret)
    },
    /** Forgets the refused secret; true when there is another to try. */
    giveUpOne(): boolean {
      if (ofLink === null) kept = null
      ofLink = null
      return kept !== null
    },
  }
}
