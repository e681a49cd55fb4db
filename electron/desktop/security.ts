/** What no page may do in Lanyard, whatever it is and however it got there. */
import { app, session } from 'electron'

/** Before any page is made: none leaves its address, opens a window or embeds another page. */
export function confinePages(): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    // WebRTC asks for no permission, and would reach the network past everything else: so it has no way there.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/**
 * Once Electron is ready: refuses camera, place, notifications, devices and the rest, which Electron would grant; and
 * whatever a page would load from a network or the disk, should its policy ever be wrong.
 */
export function refuseToPages(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
  const urls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*']
  session.defaultSession.webRequest.onBeforeRequest({ urls }, (_request, answer) => answer({ cancel: true }))
}

/** Before Electron is ready: who starts Lanyard by this option could read the page, and speak for it. No fuse is there for it. */
export function refuseDebuggers(): void {
  for (const name of ['remote-debugging-port', 'remote-debugging-pipe']) app.commandLine.removeSwitch(name)
}
