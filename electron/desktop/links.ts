/** Links of Lanyard's own scheme (`lanyard://import?setup=…`), which the system hands to it. Opening one changes nothing. */
import { app } from 'electron'
import type { Place } from '../../shared/contract.ts'
import type { System } from '../system/ports.ts'
import { linkScheme, placeOf } from './link-place.ts'

/**
 * Before Electron is ready: asks the system for the links, and hears those that macOS hands over, of which the first
 * may come before there is a window. Elsewhere a link is a word on the command line of another start.
 */
export function receiveLinks(platform: System['platform'], open: (place: Place | null) => void): void {
  if (asksForLinks(platform)) app.setAsDefaultProtocolClient(linkScheme)
  app.on('open-url', (event, url) => {
    event.preventDefault()
    open(placeOf([url]))
  })
}

/**
 * A start from the sources would leave the system a link to a bare Electron. On Linux the package's desktop entry says it
 * already, and Electron would ask by xdg-settings, which on GNOME makes the program that of all web pages too (1.1.3).
 */
function asksForLinks(platform: System['platform']): boolean {
  return app.isPackaged && platform !== 'linux'
}

export function isAppImage(env: System['env']): boolean {
  return Boolean(env['APPIMAGE'])
}
