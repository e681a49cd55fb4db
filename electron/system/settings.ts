/** Settings on plain Node: `conf`, on which electron-store is built, on the folder that all faces share. */
import { ensureOwnFolder } from './files.ts'
import type { SettingsStore } from './ports.ts'

/** The name of the settings file without its ending, the same for `conf` and electron-store. */
export const settingsName = 'settings'

/**
 * Opens `settings.json` in `folder`, which is made Lanyard's alone; a file that is not JSON counts as empty and is
 * replaced on the next change. Throws Node's errors where the folder cannot be made.
 */
export async function openSettings(folder: string): Promise<SettingsStore> {
  await ensureOwnFolder(folder)
  const { default: Conf } = await import('conf')
  const conf = new Conf({ cwd: folder, configName: settingsName, clearInvalidConfig: true, configFileMode: 0o600 })
  return {
    read: () => conf.store,
    write: (values) => conf.set(values),
  }
}
