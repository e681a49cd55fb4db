/** Tells of the ends of sessions at the moment when they are news, by one timer for the next of them. */
import type { App } from '../app/app.ts'
import type { Clock } from '../system/ports.ts'
import { deadlines } from './deadlines.ts'
import type { DeadlineNews, Seen } from './deadlines.ts'
import type { Power } from './power.ts'

export interface DeadlineOptions {
  readonly app: Pick<App, 'state' | 'subscribe'>
  readonly clock: Clock
  readonly power: Power
  readonly tell: (news: DeadlineNews) => void
}

/** Watches until the process ends. While nobody is there nothing is looked at, so that it is told when they are back. */
export function watchDeadlines({ app, clock, power, tell }: DeadlineOptions): void {
  let seen: Seen = new Map()
  let cancelTimer = (): void => undefined
  const look = (): void => {
    cancelTimer()
    if (power.isAway()) return
    const state = app.state()
    const now = clock.now()
    const found = deadlines(state, now, seen)
    seen = found.seen
    if (state.settings.notifications) for (const news of found.news) tell(news)
    if (found.next !== null) cancelTimer = clock.after(found.next - now, look)
  }
  look()
  app.subscribe(({ sessions, signIns }) => {
    if (sessions || signIns) look()
  })
  power.onBack(look)
}
