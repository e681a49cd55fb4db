/** What a test can see of the stand-in, and do to it as the person, the system or a page would. */
import type { BrowserWindowConstructorOptions, IpcMainInvokeEvent, Rectangle, WebFrameMain } from 'electron'
import { emitPreventable, powerMonitor, recordedApp } from './lifecycle.ts'
import { click, linesOf, shown } from './menus.ts'
import type { Line } from './menus.ts'
import { left } from './outside.ts'
import { record } from './windows.ts'
import type { RecordedWindow } from './windows.ts'

export interface TrayView {
  readonly tooltip: string
  /** PNG data URLs by scale factor. */
  readonly image: Readonly<Record<number, string>>
  readonly menu: readonly Line[]
}

export interface WindowView {
  readonly options: BrowserWindowConstructorOptions
  readonly url: string
  readonly visible: boolean
  readonly focused: boolean
  readonly bounds: Rectangle
  readonly maximized: boolean
  readonly background: string
}

export interface PageResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** The frame a message comes from; null when it is gone. */
export type Sender = { readonly url: string; readonly isMainFrame: boolean } | null

export const commands = {
  tray: (): TrayView | null =>
    shown.tray && {
      tooltip: shown.tray.tooltip,
      image: { ...shown.tray.image.dataUrls },
      menu: linesOf(shown.tray.menu),
    },
  clickTray: (labels: readonly string[]): void => click(shown.tray?.menu ?? null, labels),
  applicationMenu: () => linesOf(shown.applicationMenu),
  windows: (): readonly WindowView[] =>
    record.windows.map(({ options, url, visible, focused, bounds, maximized, background }) => ({
      options,
      url,
      visible,
      focused,
      bounds,
      maximized,
      background,
    })),
  /** The window's page has been loaded and drawn. */
  pageLoaded: (): void => {
    theWindow().webContents.emit('did-finish-load')
    theWindow().emit('ready-to-show')
  },
  closeWindow: (): void => theWindow().close(),
  /** The person moves or sizes the window. */
  placeWindow: (bounds: Rectangle, isMaximized: boolean): void => {
    theWindow().bounds = bounds
    theWindow().maximized = isMaximized
  },
  blurWindow: (): void => void (theWindow().focused = false),
  /** Whether a page going to `url` is stopped. */
  navigationStopped: (
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview',
    url: string,
  ) => emitPreventable(theWindow().webContents, event, url),
  openedByPage: (url: string) => theWindow().webContents.openHandler?.({ url }) ?? { action: 'allow' },
  handlers: (): readonly string[] => [...record.handlers.keys()].sort(),
  /** A message to main, from a frame of the window or, with `stranger`, of another page. */
  invoke: async (channel: string, args: readonly unknown[], sender: Sender, stranger = false): Promise<unknown> => {
    const handler = record.handlers.get(channel)
    if (!handler) throw new Error(`no handler for ${channel}`)
    return await handler(messageEvent(sender, stranger), ...args)
  },
  schemes: () => record.schemes,
  /** What the page's scheme answers. */
  request: async (url: string, method = 'GET'): Promise<PageResponse> => {
    const handler = record.protocols.get(new URL(url).protocol.slice(0, -1))
    if (!handler) throw new Error(`no protocol for ${url}`)
    const response = await handler(new Request(url, { method }))
    const body = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  },
  /** Whether what a page would load from `url` is stopped before it is asked for. */
  loadStopped: (url: string): boolean => {
    const { urls = [], listener } = record.requests ?? {}
    const meets = (pattern: string) => url.startsWith(pattern.slice(0, pattern.indexOf('*')))
    let stopped = false
    if (!listener || !urls.some(meets)) return false
    Reflect.apply(listener, undefined, [{ url }, ({ cancel = false }) => (stopped = cancel)])
    return stopped
  },
  /** What is granted of a permission, asked for in each of the three ways. */
  permission: (name: 'media' | 'geolocation' | 'notifications' | 'clipboard-read' | 'openExternal') => {
    let granted = true
    const { request, check, device } = record.permissions
    const contents = theWindow().webContents
    if (request) Reflect.apply(request, undefined, [contents, name, (answer: boolean) => (granted = answer), {}])
    return {
      request: granted,
      check: check ? Boolean(Reflect.apply(check, undefined, [contents, name, '', {}])) : true,
      device: device ? Boolean(Reflect.apply(device, undefined, [{}])) : true,
    }
  },
  sandboxed: () => recordedApp.sandboxed,
  userData: () => recordedApp.getPath('userData'),
  opened: (): readonly string[] => left.opened,
  clipboard: () => left.clipboard,
  notifications: () => left.notifications.map(({ title, body }) => ({ title, body })),
  clickNotification: (index: number): void => void left.notifications[index]?.emit('click'),
  notificationButtons: (index: number): readonly string[] =>
    (left.notifications[index]?.actions ?? []).flatMap(({ text }) => text ?? []),
  pressNotificationButton: (index: number): void =>
    void left.notifications[index]?.emit('action', { actionIndex: 0 }, 0, 0),
  /** What the machine does. */
  power: (event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen'): void => void powerMonitor.emit(event),
  /** Another start, while this one holds the lock. */
  secondStart: (argv: readonly string[]): void => void recordedApp.emit('second-instance', {}, argv, '/', {}),
  loginItem: () => recordedApp.loginItem,
  linkSchemes: (): readonly string[] => recordedApp.linkSchemes,
  /** A link that macOS hands over. Whether it was taken. */
  openLink: (url: string): boolean => emitPreventable(recordedApp, 'open-url', url),
  activate: (): void => void recordedApp.emit('activate', {}, false),
  quit: (): void => recordedApp.quit(),
}

function theWindow(): RecordedWindow {
  const [window] = record.windows
  if (!window) throw new Error('there is no window')
  return window
}

function messageEvent(sender: Sender, stranger: boolean): IpcMainInvokeEvent {
  const parent = sender?.isMainFrame === false ? {} : null
  const senderFrame = sender && ({ url: sender.url, parent } as WebFrameMain)
  return { sender: stranger ? {} : theWindow().webContents, senderFrame } as unknown as IpcMainInvokeEvent
}
