/** The window of the quick switch: the palette alone, over everything, gone with Escape or as soon as one looks elsewhere. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { WebContents } from 'electron'
import { channels } from '../../shared/channels.ts'
import { quickPage } from '../../shared/quick-switch.ts'
import type { StatePatch } from '../../shared/state.ts'
import { log } from '../system/log.ts'
import { pageAddress } from './page-address.ts'
import { background, pagePreferences } from './page-look.ts'
import { quickPlace } from './quick-place.ts'

export interface QuickWindow {
  /** Makes it, hidden, so that it is there at once when it is asked for. */
  prepare(): void
  /** On the screen with the pointer. */
  show(): void
  /** Hands a newer slice of the state to its page, if there is one. */
  push(patch: StatePatch): void
  owns(contents: WebContents): boolean
  /** Its person has chosen. */
  hide(): void
  /** From now on closing closes. */
  letGo(): void
}

/** `preload`: the absolute path of what stands in front of the page. */
export function createQuickWindow(preload: string): QuickWindow {
  let window: BrowserWindow | null = null
  let isDrawn = false
  let isWanted = false
  let leaving = false
  nativeTheme.on('updated', () => window?.setBackgroundColor(background()))

  const open = (): BrowserWindow => {
    const opened = new BrowserWindow({
      title: 'Lanyard quick switch',
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      // On macOS it takes the keys without bringing all of Lanyard to the front.
      ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
      backgroundColor: background(),
      webPreferences: pagePreferences(preload),
    })
    opened.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
    opened.once('ready-to-show', () => {
      isDrawn = true
      if (isWanted) bring(opened)
    })
    opened.on('page-title-updated', (event) => event.preventDefault())
    opened.on('blur', () => opened.hide())
    opened.webContents.on('before-input-event', (_event, { type, key }) => {
      if (type === 'keyDown' && key === 'Escape') opened.hide()
    })
    opened.on('close', (event) => {
      if (leaving) return
      event.preventDefault()
      opened.hide()
    })
    opened.on('closed', () => {
      window = null
      isDrawn = false
    })
    // The next time that it is asked for it is made anew.
    opened.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      log.warn(`The process of the quick switch is gone: ${reason}, exit code ${exitCode}`)
      setImmediate(() => opened.destroy())
    })
    void opened.loadURL(`${pageAddress}${quickPage}`)
    return opened
  }
  const bring = (opened: BrowserWindow): void => {
    isWanted = false
    opened.setBounds(quickPlace(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea))
    opened.show()
    opened.focus()
  }

  return {
    prepare: () => void (window ??= open()),
    show() {
      window ??= open()
      isWanted = true
      if (isDrawn) bring(window)
    },
    push: (patch) => window?.webContents.send(channels.patch, patch),
    owns: (contents) => window?.webContents === contents,
    hide: () => window?.hide(),
    letGo() {
      leaving = true
    },
  }
}
