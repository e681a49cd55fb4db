/** Links of Lanyard's own scheme (`lanyard://import?setup=…`), which the system hands to it. Opening one changes nothing. */
import { app } from 'electron'
import type { Place } from '../../shared/contract.ts'
import type { System } from '../system/ports.ts'
import { linkScheme, placeOf } from './link-place.ts'

/**
 * Before Electron is ready: asks the system for the links, and hears those that macOS hands over, of which the first
 * may come before there is a window. Elsewhere a link is a word on the command line of another start.
 */
export function receiveLinks(env: System['env'], open: (place: Place | null) => void): void {
  if (canOpenLinks(env)) app.setAsDefaultProtocolClient(linkScheme)
  app.on('open-url', (event, url) => {
    event.preventDefault()
    open(placeOf([url]))
  })
}

/** A start from the sources would leave the system a link to a bare Electron; an AppImage is not installed at all. */
function canOpenLinks(env: System['env']): boolean {
  return app.isPackaged && !isAppImage(env)
}

export function isAppImage(env: System['env']): boolean {
  return Boolean(env['APPIMAGE'])
}
