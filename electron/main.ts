/** The desktop: one application in the tray, with one window. */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { app as electron, nativeTheme } from 'electron'
import type { OperationName, Place } from '../shared/contract.ts'
import type { Result } from '../shared/result.ts'
import { createApp } from './app/app.ts'
import type { App } from './app/app.ts'
import { setApplicationMenu } from './desktop/application-menu.ts'
import { watchDeadlines } from './desktop/deadline-watch.ts'
import { stillHolds } from './desktop/deadlines.ts'
import { answerMessages } from './desktop/ipc.ts'
import { placeOf } from './desktop/link-place.ts'
import { isAppImage, receiveLinks } from './desktop/links.ts'
import type { MenuAction } from './desktop/menu.ts'
import { hints, windowLost } from './desktop/hints.ts'
import { newsOf } from './desktop/news.ts'
import type { News } from './desktop/news.ts'
import { notify } from './desktop/notifications.ts'
import { declarePageScheme, servePage } from './desktop/protocol.ts'
import { openMemory } from './desktop/remembered.ts'
import type { Hint, Memory } from './desktop/remembered.ts'
import { asksToHide, followStartAtLogin, startsHidden } from './desktop/start-at-login.ts'
import { confirm } from './desktop/confirm.ts'
import { hasReleaseFeed, offerUpdate } from './desktop/updates.ts'
import type { Updater } from './desktop/updates.ts'
import { keepInSight } from './desktop/in-sight.ts'
import { quit } from './desktop/quit.ts'
import { asksForQuickSwitch } from './desktop/quick-command.ts'
import { followQuickSwitch } from './desktop/quick-switch.ts'
import { createQuickWindow } from './desktop/quick-window.ts'
import type { QuickWindow } from './desktop/quick-window.ts'
import { findTrayHost } from './desktop/tray-host.ts'
import type { TrayHost } from './desktop/tray-host.ts'
import { confinePages, refuseDebuggers, refuseToPages } from './desktop/security.ts'
import { followPower } from './desktop/power.ts'
import { desktopSystem } from './desktop/system.ts'
import { showTray } from './desktop/tray.ts'
import { catchUncaught } from './desktop/uncaught.ts'
import { createWindow } from './desktop/window.ts'
import type { Window } from './desktop/window.ts'
import { log, openLog } from './system/log.ts'
import type { System } from './system/ports.ts'

/** Where the build puts the page and the preload: beside the folder of this file. */
const built = path.dirname(import.meta.dirname)
/** What ends in the browser. */
const signIns: ReadonlySet<OperationName> = new Set(['session.signIn', 'session.signInAll', 'session.startFresh'])

/** How long what is under way may keep a quit waiting, in ms: a renewal that nobody answers takes longer. */
const quitLimit = 5000

main()

function main(): void {
  const system = desktopSystem(() => app.state())
  if (process.argv.includes('--version')) {
    process.stdout.write(`${system.version}\n`)
    electron.exit(0)
    return
  }
  openLog(system, 'desktop')
  catchUncaught()
  const app = createApp(system)
  prepare(system)
  if (!electron.requestSingleInstanceLock()) {
    electron.quit()
    return
  }
  log.info('Starts')
  const faces = Promise.withResolvers<Faces>()
  const show = (place: Place | null) => void faces.promise.then(({ window }) => window.show(place))
  receiveLinks(system.platform, show)
  electron.on('second-instance', (_event, argv) => {
    if (asksForQuickSwitch(argv)) void faces.promise.then(({ quick }) => quick.show())
    else if (!asksToHide(argv)) show(placeOf(argv))
  })
  const asked = Promise.all([openMemory(system.paths.state), findTrayHost(system, process.getuid?.() ?? 0)])
  // Not awaited here: Electron is ready only after this file has been run (electron#40719).
  void Promise.all([asked, electron.whenReady()]).then(([[memory, host]]) =>
    run({ system, app, memory, host }, faces.resolve),
  )
}

/** What has to be settled before Electron is ready. */
function prepare(system: System): void {
  electron.setName('Lanyard')
  if (system.platform === 'win32') electron.setAppUserModelId('dev.lanyard.desktop')
  // Under Lanyard's own state, so that another home (the demo's) is another instance, and settings stand alone.
  electron.setPath('userData', path.join(system.paths.state, 'electron'))
  electron.enableSandbox()
  if (electron.isPackaged) refuseDebuggers()
  declarePageScheme()
  confinePages()
}

interface Faces {
  readonly window: Window
  readonly quick: QuickWindow
}

interface Parts {
  readonly system: System
  readonly app: App
  readonly memory: Memory
  readonly host: TrayHost
}

async function run({ system, app, memory, host }: Parts, tellFaces: (faces: Faces) => void): Promise<void> {
  refuseToPages()
  setApplicationMenu(system.platform)
  servePage(path.join(built, 'renderer'))
  const hint = (name: Hint) => notify(hints[name], () => window.show(null))
  const preload = path.join(built, 'preload', 'preload.cjs')
  const quick = createQuickWindow(preload)
  const window = createWindow({
    preload,
    memory,
    hides: host.isThere,
    onHide: () => memory.isNew('stays-in-tray') && hint('stays-in-tray'),
    onLost: () => notify(windowLost, () => window.show(null)),
  })
  const started = app.start({ watch: true })
  answerMessages({
    isWindow: (contents) => window.owns(contents) || quick.owns(contents),
    snapshot: () => started.then(app.state),
    call: async (name, input, contents) => {
      const isQuick = quick.owns(contents)
      if (isQuick) quick.hide()
      const result = await app.call(name, input)
      // A sign-in ends in the browser, which is in front of the window.
      if (isQuick || signIns.has(name)) tell(window, name, result)
      return result
    },
  })
  app.subscribe(window.push)
  app.subscribe(quick.push)
  app.subscribe(({ settings }) => {
    if (settings) nativeTheme.themeSource = settings.theme
  })
  followTheLifeOf({ window, quick }, app, memory)
  if (asksForQuickSwitch(process.argv)) quick.show()
  else if (!startsHidden(system.platform)) window.show(placeOf(process.argv))
  if (isAppImage(system.env) && memory.isNew('no-links')) hint('no-links')
  tellFaces({ window, quick })
  const { clock } = system
  keepInSight({
    host,
    clock,
    lost: () => {
      const wasOpen = window.isOpen()
      if (!wasOpen) window.show(null)
      if (!wasOpen || memory.isNew('no-tray')) hint('no-tray')
    },
  })
  await started
  const power = followPower()
  power.onBack(app.wake)
  const hasUpdates = hasReleaseFeed(process.resourcesPath)
  const tray = showTray({ app, clock, power, hasUpdates, act: (action) => act(action, window, app) })
  host.onChange((isThere) => isThere && tray.renew())
  watchDeadlines({
    app,
    clock,
    power,
    tell: (news) => {
      const clicked = () => {
        const holds = stillHolds(news, app.state(), clock.now())
        void act(holds ? news.action : { kind: 'show', place: { screen: 'sessions' } }, window, app)
      }
      notify(news, clicked, 'Sign in')
    },
  })
  const toSettings = (news: News) => notify(news, () => window.show({ screen: 'settings' }))
  followStartAtLogin({ app, system, tell: toSettings })
  followQuickSwitch({ app, platform: system.platform, window: quick, tell: toSettings })
}

function followTheLifeOf({ window, quick }: Faces, app: App, memory: Memory): void {
  electron.on('activate', () => window.show(null))
  // Without a listener Electron would quit.
  electron.on('window-all-closed', () => undefined)
  electron.on('before-quit', () => {
    window.letGo()
    quick.letGo()
  })
  electron.once('will-quit', (event) => {
    event.preventDefault()
    void end(app, memory)
  })
}

async function end(app: App, memory: Memory): Promise<void> {
  await Promise.race([Promise.allSettled([app.stop(), memory.written()]), sleep(quitLimit)])
  log.end()
  quit()
}

async function act(action: MenuAction, window: Window, app: App): Promise<void> {
  if (action.kind === 'quit') quit()
  else if (action.kind === 'show') window.show(action.place)
  else if (action.kind === 'check-for-updates') {
    await offerUpdate({ load: loadUpdater, confirm, tell: (news) => notify(news, () => window.show(null)) })
  } else tell(window, action.name, await app.call(action.name, action.input))
}

/** Unless the person is looking at the window, which shows it. */
function tell(window: Window, name: OperationName, result: Result<unknown>): void {
  const news = window.hasFocus() ? null : newsOf(name, result)
  if (news) notify(news, () => window.show(null))
}

/** It is large, and most never ask. */
async function loadUpdater(): Promise<Updater> {
  return (await import('electron-updater')).default.autoUpdater
}
