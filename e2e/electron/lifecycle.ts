/** Electron's own life: starting, being ready, quitting; and what it hears from the machine. */
import { EventEmitter } from 'node:events'
import type { App, NativeTheme, PowerMonitor, Settings } from 'electron'
import { known } from './known.ts'

/** Shared by the parts of the stand-in. */
export const life = {
  ready: false,
  quitting: false,
  /** Whether another instance holds the lock. */
  lockTaken: false,
  /** Whether main runs from a package, as it does for people. */
  packaged: true,
  closeWindows: (): boolean => true,
}

/** Throws for what real Electron refuses, or does wrongly, before it is ready. */
export function needsReady(what: string): void {
  if (!life.ready) throw new Error(`${what} is used before Electron is ready`)
}

/** Throws for what comes too late once Electron is ready. */
export function needsBeforeReady(what: string): void {
  if (life.ready) throw new Error(`${what} comes after Electron is ready`)
}

/** Emits a preventable event and answers whether it was prevented. */
export function emitPreventable(emitter: EventEmitter, name: string, ...args: unknown[]): boolean {
  const event = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  emitter.emit(name, event, ...args)
  return event.defaultPrevented
}

type KnownApp = Pick<
  App,
  | 'setName'
  | 'setPath'
  | 'getPath'
  | 'getVersion'
  | 'getAppPath'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'setAppUserModelId'
  | 'isPackaged'
  | 'setAsDefaultProtocolClient'
  | 'getLoginItemSettings'
  | 'setLoginItemSettings'
>

class RecordedApp extends EventEmitter implements KnownApp {
  readonly paths: Record<string, string> = { userData: '/nonexistent/electron-default' }
  name = 'electron'
  sandboxed = false
  /** The schemes whose links the system is to hand over. */
  readonly linkSchemes: string[] = []
  loginItem: Settings | null = null
  readonly commandLine = { removeSwitch: () => needsBeforeReady('app.commandLine') }
  readonly becomingReady = Promise.withResolvers<void>()

  get isPackaged(): boolean {
    return life.packaged
  }
  setName(name: string): void {
    this.name = name
  }
  setAppUserModelId(): void {}
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.linkSchemes.push(scheme)
    return true
  }
  getLoginItemSettings(): ReturnType<App['getLoginItemSettings']> {
    needsReady('app.getLoginItemSettings')
    return {
      openAtLogin: this.loginItem?.openAtLogin ?? false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    }
  }
  setLoginItemSettings(settings: Settings): void {
    needsReady('app.setLoginItemSettings')
    if (process.platform === 'linux') throw new Error('Electron has no login items on Linux')
    this.loginItem = settings
  }
  setPath(name: string, path: string): void {
    this.paths[name] = path
  }
  getPath(name: string): string {
    const path = this.paths[name]
    if (path === undefined) throw new Error(`the stand-in for Electron has no path ${name}`)
    return path
  }
  getAppPath(): string {
    return '/stand-in'
  }
  getVersion(): string {
    return '0.0.0-stand-in'
  }
  enableSandbox(): void {
    needsBeforeReady('app.enableSandbox')
    this.sandboxed = true
  }
  requestSingleInstanceLock(): boolean {
    return !life.lockTaken
  }
  whenReady(): Promise<void> {
    return this.becomingReady.promise
  }
  /** As Electron goes about it: each step may refuse. */
  quit(): void {
    if (emitPreventable(this, 'before-quit')) return
    life.quitting = true
    if (!life.closeWindows() || emitPreventable(this, 'will-quit')) {
      life.quitting = false
      return
    }
    process.exit(0)
  }
}

export const recordedApp = new RecordedApp()
export const app = known('app', recordedApp)

class RecordedTheme extends EventEmitter implements Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'> {
  source: NativeTheme['themeSource'] = 'system'

  get themeSource(): NativeTheme['themeSource'] {
    return this.source
  }
  set themeSource(source: NativeTheme['themeSource']) {
    this.source = source
    this.emit('updated')
  }
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark'
  }
}

export const nativeTheme = known('nativeTheme', new RecordedTheme())

export const powerMonitor = known('powerMonitor', new EventEmitter() satisfies Pick<PowerMonitor, 'emit'>)
