/** The one window: made when it is first shown, hidden when it is closed, and let go when the application quits. */
import { app, BrowserWindow, nativeTheme } from 'electron'
import type { BrowserWindowConstructorOptions, WebContents } from 'electron'
import { channels } from '../../shared/channels.ts'
import type { Place } from '../../shared/contract.ts'
import type { StatePatch } from '../../shared/state.ts'
import { pageAddress } from './page-address.ts'

export interface Window {
  /** Brings it to the front, at `place` or where it was. */
  show(place: Place | null): void
  /** Hands a newer slice of the state to the page, if there is one. */
  push(patch: StatePatch): void
  /** Whether `contents` are its own. */
  owns(contents: WebContents): boolean
  hasFocus(): boolean
  /** From now on closing closes. */
  letGo(): void
}

/** A window whose page has `preload` (absolute path) in front of it. */
export function createWindow(preload: string): Window {
  let window: BrowserWindow | null = null
  /** Where to go once the page is there; undefined while it is. */
  let wanted: Place | null | undefined = null
  let leaving = false
  nativeTheme.on('updated', () => window?.setBackgroundColor(background()))

  const open = (place: Place | null): BrowserWindow => {
    const opened = new BrowserWindow(windowOptions(preload))
    wanted = place
    opened.once('ready-to-show', () => opened.show())
    opened.on('close', (event) => {
      if (leaving) return
      event.preventDefault()
      opened.hide()
    })
    opened.on('closed', () => {
      window = null
    })
    opened.webContents.once('did-finish-load', () => {
      if (wanted) opened.webContents.send(channels.navigate, wanted)
      wanted = undefined
    })
    // A page that crashed would stay blank for ever; the next one starts from the state.
    opened.webContents.on('render-process-gone', () => opened.destroy())
    void opened.loadURL(pageAddress)
    return opened
  }

  return {
    show(place) {
      if (!window) {
        window = open(place)
        return
      }
      if (place && wanted === undefined) window.webContents.send(channels.navigate, place)
      else if (place) wanted = place
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    push: (patch) => window?.webContents.send(channels.patch, patch),
    owns: (contents) => window?.webContents === contents,
    hasFocus: () => window?.isFocused() ?? false,
    letGo() {
      leaving = true
    },
  }
}

function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Lanyard',
    width: 1080,
    height: 720,
    minWidth: 720,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: !app.isPackaged,
      // Its dictionaries would come over the network.
      spellcheck: false,
    },
  }
}

/** The page's own background (`--bg` of its tokens), so that nothing flashes before it is drawn. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#15171b' : '#f9fafb'
}
