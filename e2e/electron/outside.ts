/** What leaves the application: pages for the browser, the clipboard, notifications. */
import { EventEmitter } from 'node:events'
import type {
  Clipboard,
  Dialog,
  GlobalShortcut,
  Notification as ElectronNotification,
  NotificationAction,
  NotificationConstructorOptions,
  Shell,
} from 'electron'
import { known, knownClass } from './known.ts'
import { needsReady } from './lifecycle.ts'

export const left: { opened: string[]; clipboard: string; notifications: RecordedNotification[] } = {
  opened: [],
  clipboard: '',
  notifications: [],
}

export const shell = known('shell', {
  openExternal(url: string): Promise<void> {
    left.opened.push(url)
    return Promise.resolve()
  },
} satisfies Partial<Shell>)

/** The person always says no. */
export const dialog = known('dialog', {
  showMessageBox: () => Promise.resolve({ response: 1, checkboxChecked: false }),
  showErrorBox: (title: string, content: string) => void process.stderr.write(`${title}: ${content}\n`),
} satisfies Partial<Dialog>)

export const clipboard = known('clipboard', {
  writeText(text: string): Promise<void> {
    left.clipboard = text
    return Promise.resolve()
  },
} satisfies Partial<Clipboard>)

/** What it does only real keys can show (e2e/electron-real). */
export const globalShortcut = known('globalShortcut', {} satisfies Partial<GlobalShortcut>)

export class RecordedNotification
  extends EventEmitter
  implements Pick<ElectronNotification, 'title' | 'body' | 'show' | 'actions'>
{
  readonly title: string
  readonly body: string
  readonly actions: NotificationAction[]

  constructor({ title = '', body = '', actions = [] }: NotificationConstructorOptions = {}) {
    super()
    needsReady('Notification')
    this.title = title
    this.body = body
    this.actions = actions
  }
  static isSupported(): boolean {
    return true
  }
  show(): void {
    left.notifications.push(this)
  }
}

export const Notification = knownClass('Notification', RecordedNotification)
