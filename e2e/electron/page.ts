/**
 * The window's page in a real Chromium: served through main's own protocol handler, with the built preload in front of
 * it, whose messages go to main and back. Context isolation is not imitated.
 */
import { readFileSync } from 'node:fs'
import type { BrowserContext, Frame, Page } from '@playwright/test'
import type { ContextBridge, IpcRenderer, IpcRendererEvent } from 'electron'
import type { Main } from './start.ts'

/** Chromium knows no `app:` scheme outside Electron; a secure origin of the same shape stands in for it. */
const origin = 'https://lanyard.invalid'
const real = 'app://lanyard'

export interface WindowPage {
  readonly page: Page
  /** What the page asked of any network. */
  readonly strayRequests: readonly string[]
}

/** Opens the page of main's window, as soon as there is one. */
export async function openPage(main: Main, context: BrowserContext): Promise<WindowPage> {
  const window = await waitFor(async () => (await main.ask('windows')).at(0))
  const strayRequests: string[] = []
  const page = await context.newPage()
  await page.route('**/*', async (route) => {
    const url = route.request().url()
    if (!url.startsWith(`${origin}/`)) {
      strayRequests.push(url)
      return route.abort()
    }
    const { status, headers, body } = await main.ask(
      'request',
      real + url.slice(origin.length),
      route.request().method(),
    )
    return route.fulfill({ status, headers, body: Buffer.from(body) })
  })
  await page.exposeBinding('lanyardInvoke', async ({ frame }, channel: string, args: readonly unknown[]) => {
    return main.ask('invoke', channel, args, { url: realAddress(frame), isMainFrame: frame.parentFrame() === null })
  })
  await addPreload(page, window.options.webPreferences?.preload ?? '')
  deliver(main, page)
  await page.goto(window.url.replace(real, origin))
  await main.ask('pageLoaded')
  return { page, strayRequests }
}

/** Puts the built preload (a path) in front of what the page will load. */
export async function addPreload(page: Page, preload: string): Promise<void> {
  const source = readFileSync(preload, 'utf8')
  await page.addInitScript({ content: `(${putInFront.toString()})((require, module, exports) => {${source}\n})` })
}

/** Answers what `probe` finds, asked again until it finds something. */
async function waitFor<T>(probe: () => Promise<T | null | undefined>): Promise<T> {
  const end = Date.now() + 10_000
  for (;;) {
    const found = await probe()
    if (found !== null && found !== undefined) return found
    if (Date.now() > end) throw new Error(`waited too long for ${probe.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Messages from main, one after the other. */
function deliver(main: Main, page: Page): void {
  let last = Promise.resolve()
  const stop = main.onSend((channel, args) => {
    last = last
      .then(() =>
        page.evaluate(([channel, args]) => globalThis.lanyardDeliver?.(channel, args), [channel, args] as const),
      )
      // The page is on its way somewhere, or closed: it will ask for the whole state.
      .catch(() => undefined)
  })
  page.once('close', stop)
}

function realAddress(frame: Frame): string {
  return frame.url().replace(origin, real)
}

declare global {
  var lanyardInvoke: (channel: string, args: readonly unknown[]) => Promise<unknown>
  var lanyardDeliver: ((channel: string, args: readonly unknown[]) => void) | undefined
}

type Preload = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void
type Listener = (event: IpcRendererEvent, ...args: unknown[]) => void

/** Runs in the page, before its own scripts. */
function putInFront(preload: Preload): void {
  if (globalThis.top !== globalThis.self) return
  const listeners = new Map<string, Set<Listener>>()
  const ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'off'> = {
    invoke: (channel, ...args: unknown[]) => globalThis.lanyardInvoke(channel, args),
    on(channel, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      return ipcRenderer as IpcRenderer
    },
    off(channel, listener: Listener) {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer as IpcRenderer
    },
  }
  const contextBridge = {
    exposeInMainWorld: (key, api: unknown) => void Object.defineProperty(globalThis, key, { value: api }),
  } satisfies Partial<ContextBridge>
  globalThis.lanyardDeliver = (channel, args) => {
    for (const listener of listeners.get(channel) ?? []) listener({} as IpcRendererEvent, ...args)
  }
  const module = { exports: {} }
  const sandboxedRequire = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`)
    const parts: Record<string, unknown> = { ipcRenderer, contextBridge }
    return new Proxy(parts, {
      get(known, key) {
        if (typeof key === 'string' && !(key in known)) throw new Error(`the stand-in does not know ${key} in a page`)
        return Reflect.get(known, key)
      },
    })
  }
  preload(sandboxedRequire, module, module.exports)
}
