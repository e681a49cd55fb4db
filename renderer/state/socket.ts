/**
 * The browser face's API over a WebSocket (`shared/wire.ts`). The secret of the link comes in the address's fragment,
 * is taken out of it at once, and lives in this tab's `sessionStorage`; there are no cookies.
 */
import type { Input, LanyardApi, OperationName, Output } from '../../shared/contract.ts'
import { problem, type Result } from '../../shared/result.ts'
import type { AppState, StatePatch } from '../../shared/state.ts'
import { closeCodes, socketPath, type ClientMessage, type ServerMessage } from '../../shared/wire.ts'
import type { Connection, Link } from './connection.ts'
import { createSecrets } from './secrets.ts'

/** Seconds between tries while the application is not there. */
const backoff = [1, 2, 4, 8, 15] as const

/** What the socket needs of a window, so that a test can pass its own. */
export type SocketPage = Pick<
  Window,
  'location' | 'history' | 'sessionStorage' | 'document' | 'addEventListener' | 'setTimeout' | 'clearTimeout'
> & { readonly WebSocket?: typeof WebSocket }

type Reply = Extract<ServerMessage, { id: number }>

/** Connects, and connects again whenever the socket drops, until the server refuses the secret. */
export function openSocket(page: SocketPage): Connection {
  const patches = createSignal<StatePatch>()
  const line = openLine(page, patches.emit)
  return {
    // There is no tray to lead the page anywhere.
    api: { face: 'browser', ...operations(line), subscribe: patches.listen, onNavigate: () => () => {} },
    link: { get: line.link, subscribe: line.onLink },
  }
}

/** `call` and `snapshot` over a line. */
function operations(line: Line): Pick<LanyardApi, 'call' | 'snapshot'> {
  return {
    async call<N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
      const answer = await line.ask({ call: name, input })
      return answer && 'result' in answer ? (answer.result as Result<Output<N>>) : { ok: false, error: notThere() }
    },
    /** Waits for a connection when there is none. */
    async snapshot(): Promise<AppState> {
      for (;;) {
        await line.ready()
        const answer = await line.ask({ snapshot: true })
        if (answer && 'state' in answer) return answer.state
      }
    },
  }
}

function notThere() {
  return problem('offline', 'Lanyard is not running.', {
    fix: 'Start it again in its terminal, then try once more.',
  })
}

interface Line {
  readonly link: () => Link
  readonly onLink: (listener: () => void) => () => void
  /** Settles once the server has taken the secret. */
  readonly ready: () => Promise<void>
  /** The answer; null when the connection is not there, or drops before it comes. */
  readonly ask: (request: Record<string, unknown>) => Promise<Reply | null>
}

/** The connection itself: one socket after the other. */
function openLine(page: SocketPage, onPatch: (patch: StatePatch) => void): Line {
  const Socket = page.WebSocket ?? WebSocket
  const secrets = createSecrets(page)
  const requests = createRequests()
  const links = createSignal<void>()
  let link: Link = { status: 'connecting', elsewhere: false }
  let socket: WebSocket | null = null
  /** Whether the server has taken the secret of this socket. */
  let isWelcome = false
  let tries = 0
  let timer: number | null = null

  function setLink(change: Partial<Link>): void {
    link = { ...link, ...change }
    links.emit()
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

  function leave(): void {
    socket = null
    isWelcome = false
    requests.dropAll()
  }

  function receive(data: unknown): void {
    const message = JSON.parse(String(data)) as ServerMessage
    if ('patch' in message) return onPatch(message.patch)
    if ('id' in message) return requests.settle(message)
    tries = 0
    isWelcome = true
    secrets.keep(message.welcome.secret)
    setLink({ status: 'open', elsewhere: Number(page.location.port || '80') !== message.welcome.port })
  }

  function closed(code: number): void {
    leave()
    if (code === closeCodes.refused) {
      const hasAnother = secrets.giveUpOne()
      setLink({ status: hasAnother ? 'connecting' : 'refused' })
      return hasAnother ? open() : undefined
    }
    const seconds = backoff[Math.min(tries, backoff.length - 1)] ?? 15
    tries += 1
    timer = page.setTimeout(open, seconds * 1000)
    // The very first try may be a moment early; after that the person should know.
    if (link.status !== 'connecting' || tries > 1) setLink({ status: 'dropped' })
  }

  /** Someone looks at the page, or the network is back: no reason to wait. */
  function retryNow(): void {
    if (timer !== null && page.document.visibilityState === 'visible') open()
  }

  /** A new link was opened in this tab. */
  function followLink(): void {
    if (!secrets.take()) return
    const before = socket
    leave()
    before?.close()
    setLink({ status: 'connecting' })
    open()
  }

  page.addEventListener('online', retryNow)
  page.document.addEventListener('visibilitychange', retryNow)
  page.addEventListener('hashchange', followLink)
  open()

  return {
    link: () => link,
    onLink: links.listen,
    ready: () => (isWelcome ? Promise.resolve() : links.when(() => isWelcome)),
    ask: (request) => (socket && isWelcome ? requests.send(socket, request) : Promise.resolve(null)),
  }
}

/** Requests that wait for their answers, by number. */
function createRequests() {
  const waiting = new Map<number, (answer: Reply | null) => void>()
  let nextId = 1
  return {
    send(socket: WebSocket, request: Record<string, unknown>): Promise<Reply | null> {
      const id = nextId
      nextId += 1
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        socket.send(JSON.stringify({ id, ...request }))
      })
    },
    settle(answer: Reply): void {
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    },
    dropAll(): void {
      for (const settle of waiting.values()) settle(null)
      waiting.clear()
    },
  }
}

function createSignal<T>() {
  const listeners = new Set<(value: T) => void>()
  function listen(listener: (value: T) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    emit(value: T): void {
      for (const listener of listeners) listener(value)
    },
    listen,
    /** Settles at the first signal at which `test` holds. */
    when: (test: () => boolean) =>
      new Promise<void>((resolve) => {
        const stop = listen(() => {
          if (!test()) return
          stop()
          resolve()
        })
      }),
  }
}
