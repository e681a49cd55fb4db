/** Windows and their pages, as far as main sees them: options, events, messages, the protocol, permissions. */
import { EventEmitter } from 'node:events'
import type {
  BrowserWindow as ElectronWindow,
  BrowserWindowConstructorOptions,
  CustomScheme,
  Display,
  IpcMain,
  IpcMainInvokeEvent,
  Protocol,
  Rectangle,
  Screen,
  Session,
  WebContents,
  WebRequest,
  WebRequestFilter,
  WindowOpenHandlerResponse,
} from 'electron'
import { known, knownClass } from './known.ts'
import { life, needsBeforeReady, needsReady, recordedApp } from './lifecycle.ts'

type RequestListener = NonNullable<Parameters<WebRequest['onBeforeRequest']>[0]>

export type Report = (message: {
  readonly send: { readonly channel: string; readonly args: readonly unknown[] }
}) => void

/** What main did, for `commands.ts` to tell. */
export const record = {
  windows: [] as RecordedWindow[],
  handlers: new Map<string, (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown>(),
  schemes: [] as CustomScheme[],
  protocols: new Map<string, (request: Request) => Response | Promise<Response>>(),
  permissions: {} as {
    request?: Parameters<Session['setPermissionRequestHandler']>[0]
    check?: Parameters<Session['setPermissionCheckHandler']>[0]
    device?: Parameters<Session['setDevicePermissionHandler']>[0]
  },
  /** Answers what pages would load, of these URL patterns. */
  requests: null as { readonly urls: readonly string[]; readonly listener: RequestListener } | null,
  /** Takes the messages to pages. */
  report: (() => undefined) as Report,
}

type KnownContents = Pick<WebContents, 'send' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>

class RecordedContents extends EventEmitter implements KnownContents {
  openHandler: ((details: { url: string }) => WindowOpenHandlerResponse) | null = null

  send(channel: string, ...args: unknown[]): void {
    record.report({ send: { channel, args } })
  }
  setWebRTCIPHandlingPolicy(): void {}
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = (details) => Reflect.apply(handler, undefined, [details])
  }
}

type KnownWindow = Pick<
  ElectronWindow,
  | 'show'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'isMinimized'
  | 'isFocused'
  | 'isVisible'
  | 'destroy'
  | 'close'
  | 'loadURL'
  | 'setBackgroundColor'
  | 'getBounds'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'maximize'
>

export class RecordedWindow extends EventEmitter implements KnownWindow {
  readonly options: BrowserWindowConstructorOptions
  readonly webContents = known('webContents', new RecordedContents())
  url = ''
  background: string
  visible: boolean
  focused = false
  minimized = false
  maximized = false
  bounds: Rectangle

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    needsReady('BrowserWindow')
    this.options = options
    this.visible = options.show ?? true
    this.background = options.backgroundColor ?? '#fff'
    // Electron centres what has no place.
    const { x = 100, y = 100, width = 800, height = 600 } = options
    this.bounds = { x, y, width, height }
    record.windows.push(this)
    recordedApp.emit('web-contents-created', {}, this.webContents)
  }

  loadURL(url: string): Promise<void> {
    this.url = url
    return Promise.resolve()
  }
  show(): void {
    this.visible = true
    this.focused = true
  }
  hide(): void {
    this.visible = false
    this.focused = false
  }
  focus(): void {
    this.focused = true
  }
  restore(): void {
    this.minimized = false
  }
  getBounds(): Rectangle {
    return this.bounds
  }
  isDestroyed(): boolean {
    return !record.windows.some(({ webContents }) => webContents === this.webContents)
  }
  isMinimized(): boolean {
    return this.minimized
  }
  isFocused(): boolean {
    return this.focused
  }
  isVisible(): boolean {
    return this.visible
  }
  isMaximized(): boolean {
    return this.maximized
  }
  maximize(): void {
    this.maximized = true
    this.visible = true
  }
  getNormalBounds(): Rectangle {
    return this.bounds
  }
  setBackgroundColor(colour: string): void {
    this.background = colour
  }
  close(): void {
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (!prevented) this.destroy()
  }
  destroy(): void {
    record.windows = record.windows.filter((each) => each.webContents !== this.webContents)
    this.emit('closed')
    if (record.windows.length > 0 || life.quitting) return
    if (!recordedApp.emit('window-all-closed')) recordedApp.quit()
  }
}

life.closeWindows = () => {
  for (const window of record.windows) window.close()
  return record.windows.length === 0
}

export const BrowserWindow = knownClass('BrowserWindow', RecordedWindow)

class RecordedIpc extends EventEmitter implements Pick<IpcMain, 'handle'> {
  handle(channel: string, handler: (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown): void {
    if (record.handlers.has(channel)) throw new Error(`a second handler for ${channel}`)
    record.handlers.set(channel, handler)
  }
}

export const ipcMain = known('ipcMain', new RecordedIpc())

export const protocol = known('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    needsBeforeReady('protocol.registerSchemesAsPrivileged')
    record.schemes = schemes
  },
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    needsReady('protocol.handle')
    record.protocols.set(scheme, handler)
  },
} satisfies Partial<Protocol>)

const webRequest = known('webRequest', {
  onBeforeRequest({ urls }: WebRequestFilter, listener: RequestListener): void {
    record.requests = { urls, listener }
  },
})

const defaultSession = known('session.defaultSession', {
  setPermissionRequestHandler(handler) {
    record.permissions.request = handler
  },
  resolveProxy: () => Promise.resolve('DIRECT'),
  setPermissionCheckHandler(handler) {
    record.permissions.check = handler
  },
  setDevicePermissionHandler(handler) {
    record.permissions.device = handler
  },
  get webRequest() {
    return webRequest as WebRequest
  },
} satisfies Partial<Session>)

export const session = known('session', {
  get defaultSession() {
    needsReady('session.defaultSession')
    return defaultSession
  },
})

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1050 }, scaleFactor: 1 } as Display

export const screen = known('screen', {
  getPrimaryDisplay(): Display {
    needsReady('screen')
    return display
  },
  getAllDisplays(): Display[] {
    needsReady('screen')
    return [display]
  },
} satisfies Partial<Screen>)
