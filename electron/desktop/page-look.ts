/** What every window of Lanyard's page has: what the page may do, and its colour before it is drawn. */
import { app, nativeTheme } from 'electron'
import type { BrowserWindowConstructorOptions } from 'electron'

/** `preload`: the absolute path of what stands in front of the page. */
export function pagePreferences(preload: string): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    // A page could ask for a file, and be handed it, without a permission.
    disableBlinkFeatures: 'FileSystemAccessLocal',
    devTools: !app.isPackaged,
    // Its dictionaries would come over the network.
    spellcheck: false,
  }
}

/** The page's own background (`--bg` of its tokens), so that nothing flashes before it is drawn. */
export function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#15171b' : '#f9fafb'
}
