/** The one window: made when it is first shown, hidden when it is closed, and let go when the application quits. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { BrowserWindowConstructorOptions, WebContents } from 'electron'
import { channels } from '../../shared/channels.ts'
import type { Place } from '../../shared/contract.ts'
import type { StatePatch } from '../../shared/state.ts'
import { log } from '../system/log.ts'
import { isPageAddress, pageAddress } from './page-address.ts'
import { background, pagePreferences } from './page-look.ts'
import { quit } from './quit.ts'
import type { Memory } from './remembered.ts'
import { followFrame } from './window-frame.ts'
import type { Rectangle } from './window-place.ts'
import { smallest, windowPlace } from './window-place.ts'

export interface Window {
  /** Brings it to the front, at `place` or where it was. */
  show(place: Place | null): void
  /** Hands a newer slice of the state to the page, if there is one. */
  push(patch: StatePatch): void
  /** Whether `contents` are its own. */
  owns(contents: WebContents): boolean
  hasFocus(): boolean
  /** Whether it is on the screen, or about to be. */
  isOpen(): boolean
  /** From now on closing closes. */
  letGo(): void
}

export interface WindowOptions {
  /** Absolute path of what stands in front of the page. */
  readonly preload: string
  readonly memory: Memory
  /** False while nothing would bring it back: closing it ends Lanyard. */
  readonly hides: () => boolean
  /** The person has closed it, and it is hidden. */
  onHide(): void
  /** Its page crashes again and again, so it is gone. */
  onLost(): void
}

/** A page that crashes again so soon (ms) after the last time will do so once more. */
const soon = 10_000

export function createWindow({ preload, memory, hides, onHide, onLost }: WindowOptions): Window {
  let window: BrowserWindow | null = null
  /** Where to go once the page is there; undefined while it is. */
  let wanted: Place | null | undefined = null
  let leaving = false
  nativeTheme.on('updated', () => window?.setBackgroundColor(background()))

  const open = (place: Place | null): BrowserWindow => {
    const { place: last, isMaximized } = memory.get()
    const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
    const opened = new BrowserWindow({ ...windowPlace(last, screens), ...windowOptions(preload) })
    const framed = followFrame(opened)
    wanted = place
    opened.once('ready-to-show', () => {
      if (isMaximized) opened.maximize()
      opened.show()
    })
    opened.on('close', (event) => {
      memory.set({ place: framed(), isMaximized: opened.isMaximized() })
      if (leaving) return
      event.preventDefault()
      if (!hides()) return quit()
      opened.hide()
      onHide()
    })
    opened.on('closed', () => {
      window = null
      if (!leaving && !hides()) quit()
    })
    opened.webContents.on('did-finish-load', () => {
      if (wanted) opened.webContents.send(channels.navigate, wanted)
      wanted = undefined
    })
    const load = () => {
      if (!opened.isDestroyed()) void opened.loadURL(pageAddress)
    }
    let crashedAt = -Infinity
    // A page that crashed would stay blank for ever; the next one starts from the state.
    opened.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      log.warn(`The process of the window is gone: ${reason}, exit code ${exitCode}`)
      const again = performance.now() - crashedAt < soon
      crashedAt = performance.now()
      wanted ??= null
      if (!again) return void setImmediate(load)
      opened.destroy()
      onLost()
    })
    // No event tells of a page that is about to go to `about:blank`.
    opened.webContents.on('did-navigate', (_event, url) => {
      if (!isPageAddress(url)) setImmediate(load)
    })
    load()
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
    isOpen: () => window !== null && (window.isVisible() || window.isMinimized() || wanted !== undefined),
    letGo() {
      leaving = true
    },
  }
}

function windowOptions(preload: string): Omit<BrowserWindowConstructorOptions, keyof Rectangle> {
  return {
    title: 'Lanyard',
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: pagePreferences(preload),
  }
}
