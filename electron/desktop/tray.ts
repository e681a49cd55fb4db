/** The tray: draws what `tray-menu.ts` and `tray-status.ts` say, again after each change. */
import { Menu, Tray } from 'electron'
import type { App } from '../app/app.ts'
import type { Clock } from '../system/ports.ts'
import { menuTemplate } from './menu-template.ts'
import type { MenuAction } from './menu.ts'
import type { Power } from './power.ts'
import { trayImage } from './tray-images.ts'
import { trayMenu } from './tray-menu.ts'
import { nextChange, trayIcon, trayTooltip } from './tray-status.ts'

/** Changes come in bursts: this long (ms) after the first, all are drawn at once. */
const patience = 50

export interface TrayOptions {
  readonly app: Pick<App, 'state' | 'subscribe'>
  readonly clock: Clock
  readonly power: Power
  /** There is a release feed to look at. */
  readonly hasUpdates: boolean
  /** Does what the clicked line asks. */
  readonly act: (action: MenuAction) => Promise<void>
}

export interface ShownTray {
  /** Puts a new icon there: the panel that showed the last one is gone, or there was none. */
  renew(): void
}

const nothing = { icon: '', tooltip: '', menu: '' }

/** Puts Lanyard into the tray. */
export function showTray({ app, clock, power, hasUpdates, act }: TrayOptions): ShownTray {
  const { platform } = app.state().host
  let tray: Tray
  let drawn = nothing
  let pending = false
  let cancelTimer = (): void => undefined

  const clicked = (action: MenuAction): void => {
    void act(action).finally(() => {
      // The system has marked what was clicked; what is true is what the state says.
      drawn = { ...drawn, menu: '' }
      drawSoon()
    })
  }
  const draw = (): void => {
    pending = false
    const state = app.state()
    const now = clock.now()
    const nodes = trayMenu(state, now, hasUpdates)
    const next = { icon: trayIcon(state, now), tooltip: trayTooltip(state, now), menu: JSON.stringify(nodes) }
    if (next.icon !== drawn.icon) tray.setImage(trayImage(next.icon, platform))
    if (next.tooltip !== drawn.tooltip) tray.setToolTip(next.tooltip)
    if (next.menu !== drawn.menu) tray.setContextMenu(Menu.buildFromTemplate(menuTemplate(nodes, clicked)))
    drawn = next
    cancelTimer()
    // Nobody looks; when somebody is back, it is drawn again.
    const moment = power.isAway() ? null : nextChange(state, now)
    if (moment !== null) cancelTimer = clock.after(moment - now, draw)
  }
  const drawSoon = (): void => {
    if (pending) return
    pending = true
    clock.after(patience, draw)
  }

  const put = (): void => {
    tray = new Tray(trayImage(trayIcon(app.state(), clock.now()), platform))
    // macOS opens the menu by itself.
    if (platform !== 'darwin') tray.on('click', () => clicked({ kind: 'show', place: null }))
    drawn = nothing
    draw()
  }

  put()
  app.subscribe(drawSoon)
  power.onBack(drawSoon)
  return {
    renew() {
      tray.destroy()
      put()
    },
  }
}
