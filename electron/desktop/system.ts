/** The machine as the desktop sees it: Node's, with Electron's browser and clipboard. */
import { app, clipboard, session, shell } from 'electron'
import type { AppState } from '../../shared/state.ts'
import { nodeBrowser } from '../system/browser.ts'
import { nodeSystem } from '../system/node.ts'
import type { Browser, System } from '../system/ports.ts'
import { mayOpen } from './external.ts'
import { quickCommand, takesKeys } from './quick-command.ts'

/** `state` is asked, each time a page is to be opened, which pages may be. */
export function desktopSystem(state: () => AppState): System {
  const system = nodeSystem({ clipboard: { write: writeClipboard }, canStartAtLogin: app.isPackaged })
  const quickSwitch = { takesKeys: takesKeys(system), command: quickCommand(programOf(system)) }
  return { ...system, systemProxy, quickSwitch, browser: desktopBrowser(system, state) }
}

/** What starts Lanyard: its package, or Electron with the sources. */
function programOf({ env }: System): readonly string[] {
  if (app.isPackaged) return [env['APPIMAGE'] || process.execPath]
  return [process.execPath, app.getAppPath()]
}

/** A program started from a dock has no variables of a shell; the desktop knows its proxy all the same. */
async function systemProxy(url: string): Promise<string> {
  await app.whenReady()
  return session.defaultSession.resolveProxy(url)
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
