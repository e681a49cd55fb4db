/** The keys that open the quick switch, as the settings name them. */
import { globalShortcut } from 'electron'
import { shortcutInWords } from '../../shared/quick-switch.ts'
import type { App } from '../app/app.ts'
import { log } from '../system/log.ts'
import type { System } from '../system/ports.ts'
import type { News } from './news.ts'
import type { QuickWindow } from './quick-window.ts'

export interface QuickSwitchOptions {
  readonly app: Pick<App, 'state' | 'subscribe'>
  readonly platform: System['platform']
  readonly window: Pick<QuickWindow, 'prepare' | 'show'>
  readonly tell: (news: News) => void
}

/** From now on the keys are those of the setting, which has been read. */
export function followQuickSwitch({ app, platform, window, tell }: QuickSwitchOptions): void {
  let taken: string | null = null
  const take = (wanted: string | null): void => {
    if (wanted === taken) return
    if (taken !== null) globalShortcut.unregister(taken)
    taken = wanted
    if (wanted === null) return
    window.prepare()
    if (register(wanted, window.show)) return
    tell({
      title: `${shortcutInWords(wanted, platform)} does not open the quick switch`,
      body: 'Another program has these keys. Choose others in the settings.',
    })
  }
  if (app.state().host.quickSwitch?.takesKeys !== true) return
  take(app.state().settings.quickSwitch)
  app.subscribe(({ settings }) => settings && take(settings.quickSwitch))
}

function register(keys: string, run: () => void): boolean {
  try {
    return globalShortcut.register(keys, run)
  } catch (error) {
    log.warn(`The keys ${keys} could not be taken`, error)
    return false
  }
}
