/**
 * A recording stand-in for the `electron` module, main process: enough of it to run the built main in plain Node, and
 * no more. A named import that it lacks does not link; a property that it lacks throws.
 */
import { app, nativeTheme, powerMonitor } from './lifecycle.ts'
import { Menu, nativeImage, Tray } from './menus.ts'
import { clipboard, dialog, globalShortcut, Notification, shell } from './outside.ts'
import { BrowserWindow, ipcMain, protocol, screen, session } from './windows.ts'

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
}
