/** The machine as the desktop sees it: Node's, with Electron's browser and clipboard. */
import { app, clipboard, shell } from 'electron'
import type { AppState } from '../../shared/state.ts'
import { nodeBrowser } from '../system/browser.ts'
import { nodeSystem } from '../system/node.ts'
import type { Browser, System } from '../system/ports.ts'
import { mayOpen } from './external.ts'

/** `state` is asked, each time a page is to be opened, which pages may be. */
export function desktopSystem(state: () => AppState): System {
  const system = nodeSystem({ clipboard: { write: writeClipboard }, canStartAtLogin: app.isPackaged })
  return { ...system, browser: desktopBrowser(system, state) }
}

function writeClipboard(text: string): Promise<boolean> {
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

/** The person's choice, or BROWSER where they set it, else the system's own. */
function desktopBrowser({ env, platform, paths: { home } }: System, state: () => AppState): Browser {
  const own = nodeBrowser({ env, platform, home })
  return {
    list: own.list,
    async open(url, choice) {
      if (!mayOpen(url, state(), env)) return false
      if (choice !== null || env['BROWSER']) return own.open(url, choice)
      return shell.openExternal(url).then(
        () => true,
        () => false,
      )
    },
  }
}
