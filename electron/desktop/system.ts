/** The machine as the desktop sees it: Node's, with Electron's browser, clipboard and settings. */
import { app, clipboard, shell } from 'electron'
import type { AppState } from '../../shared/state.ts'
import { nodeBrowser } from '../system/browser.ts'
import { ensureOwnFolder } from '../system/files.ts'
import { nodeSystem } from '../system/node.ts'
import type { Browser, SettingsStore, System } from '../system/ports.ts'
import { settingsName } from '../system/settings.ts'
import { mayOpen } from './external.ts'

/** `state` is asked, each time a page is to be opened, which pages may be. */
export function desktopSystem(state: () => AppState): System {
  const system = nodeSystem({ clipboard: { write: writeClipboard }, canStartAtLogin: app.isPackaged })
  return { ...system, browser: desktopBrowser(system, state), settings: () => openStore(system.paths.settings) }
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

/** The same file, with the same manners, as `system/settings.ts` opens by `conf`. */
async function openStore(folder: string): Promise<SettingsStore> {
  await ensureOwnFolder(folder)
  const { default: Store } = await import('electron-store')
  const store = new Store({ cwd: folder, name: settingsName, clearInvalidConfig: true, configFileMode: 0o600 })
  return {
    read: () => store.store,
    write: (values) => store.set(values),
  }
}
