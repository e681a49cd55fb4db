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

/** BROWSER where the person set it, else the system's own choice. */
function desktopBrowser({ env, platform }: System, state: () => AppState): Browser {
  const chosen = nodeBrowser(env, platform)
  return {
    async open(url) {
      if (!mayOpen(url, state(), env)) return false
      if (env['BROWSER']) return chosen.open(url)
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
