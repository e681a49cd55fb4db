/** The menu bar. Electron's own would offer reload and developer tools. */
import { Menu } from 'electron'

/** On macOS what every application has, without which copy and paste have no keys; elsewhere none. */
export function setApplicationMenu(platform: 'linux' | 'darwin' | 'win32'): void {
  const menu = Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
  Menu.setApplicationMenu(platform === 'darwin' ? menu : null)
}
