/** Updates, where a release feed is configured: looked for when a person asks, fetched and installed when they agree. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { clean } from './menu.ts'
import type { News } from './news.ts'
import { log } from '../system/log.ts'

/** What is used of electron-updater's `autoUpdater`. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  /** Null: it writes nothing to the output, where its addresses do not belong. */
  logger: object | null
  /** Null where it cannot update what it runs from. */
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean
    readonly updateInfo: { readonly version: string }
  } | null>
  downloadUpdate(): Promise<unknown>
  quitAndInstall(): void
}

export interface UpdateOptions {
  readonly load: () => Promise<Updater>
  /** Asks the person; `button` is the yes. */
  readonly confirm: (question: string, button: string) => Promise<boolean>
  readonly tell: (news: News) => void
}

/** Whether a package was made with a release feed; `resources` is where Electron keeps what is beside the archive. */
export function hasReleaseFeed(resources: string | undefined): boolean {
  return resources !== undefined && existsSync(path.join(resources, 'app-update.yml'))
}

/** Looks for an update. Never rejects. */
export async function offerUpdate({ load, confirm, tell }: UpdateOptions): Promise<void> {
  try {
    const updater = await load()
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.logger = null
    const found = await updater.checkForUpdates()
    if (!found)
      return tell({ title: 'This Lanyard does not update itself', body: 'Update it the way it was installed.' })
    if (!found.isUpdateAvailable) return tell({ title: 'Lanyard is up to date', body: '' })
    const name = `Lanyard ${clean(found.updateInfo.version, 40)}`
    if (!(await confirm(`${name} is available.`, 'Download'))) return
    await updater.downloadUpdate()
    if (await confirm(`${name} is ready to be installed.`, 'Restart and install')) updater.quitAndInstall()
  } catch (error) {
    log.warn('The update could not be had', error)
    // The error's text may hold an address with a secret in it.
    tell({ title: 'The update could not be had', body: 'Check the network connection, then try again.' })
  }
}
