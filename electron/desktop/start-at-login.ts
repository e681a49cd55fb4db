/** Has the system start Lanyard when the person logs in, as the settings say. */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { app as electron } from 'electron'
import type { App } from '../app/app.ts'
import { ensureFolder, errorCode, readOwn, writeAtomically } from '../system/files.ts'
import type { System } from '../system/ports.ts'
import { log } from '../system/log.ts'
import { autostartEntry } from './autostart-entry.ts'
import type { News } from './news.ts'

/** Starts in the tray alone. */
const hiddenOption = '--hidden'

/** Whether this start is to show no window. macOS passes no words on, and tells of itself. */
export function startsHidden(platform: System['platform']): boolean {
  if (asksToHide(process.argv)) return true
  return platform === 'darwin' && electron.getLoginItemSettings().wasOpenedAtLogin
}

/** Whether a start with these words is to show no window. */
export function asksToHide(words: readonly string[]): boolean {
  return words.includes(hiddenOption)
}

export interface StartAtLoginOptions {
  readonly app: Pick<App, 'state' | 'subscribe'>
  readonly system: System
  readonly tell: (news: News) => void
}

/** From now on does as the setting says, which has been read. */
export function followStartAtLogin({ app, system, tell }: StartAtLoginOptions): void {
  if (!system.canStartAtLogin) return
  let on = app.state().settings.startAtLogin
  // An entry that cannot be renewed, a link for one, stays as the person has it.
  let last = on ? renew(system).catch(notRenewed) : Promise.resolve()
  app.subscribe(({ settings }) => {
    if (!settings || settings.startAtLogin === on) return
    const wanted = settings.startAtLogin
    on = wanted
    last = last
      .then(() => set(wanted, system))
      .catch((error: unknown) => {
        log.warn('The start at login could not be changed', error)
        tell(failed(wanted, error))
      })
  })
}

function notRenewed(error: unknown): void {
  log.warn('The entry that starts Lanyard at login could not be renewed', error)
}

async function set(on: boolean, system: System): Promise<void> {
  if (system.platform === 'linux') await writeEntry(on, system)
  else electron.setLoginItemSettings({ openAtLogin: on, args: [hiddenOption] })
}

/**
 * An AppImage may lie elsewhere since the entry was written. One that is gone, or switched off in itself, is what the
 * person wanted, and so is what they have done about it in the settings of macOS or Windows.
 */
async function renew(system: System): Promise<void> {
  if (system.platform !== 'linux') return
  const text = (await readOwn(entryPath(system)))?.toString('utf8')
  const isOn = text !== undefined && !/^(Hidden=true|X-GNOME-Autostart-enabled=false)/m.test(text)
  if (isOn && text !== entryText(system)) await writeEntry(true, system)
}

function failed(on: boolean, error: unknown): News {
  const title = on ? 'Lanyard will not start when you log in' : 'Lanyard will still start when you log in'
  return { title, body: `The system did not take the change (${errorCode(error) ?? 'unknown error'}).` }
}

async function writeEntry(on: boolean, system: System): Promise<void> {
  const file = entryPath(system)
  if (!on) return rm(file, { force: true })
  await ensureFolder(path.dirname(file), 0o700)
  await writeAtomically(file, entryText(system), { mode: 0o644 })
}

function entryText({ env }: System): string {
  return autostartEntry([env['APPIMAGE'] || process.execPath, hiddenOption])
}

/** Beside the folder of Lanyard's settings, which is in the same one as `autostart`. */
function entryPath({ paths }: System): string {
  return path.join(path.dirname(paths.settings), 'autostart', 'lanyard.desktop')
}
