/** What the tray tells without a click, and when that will be different. All inputs and results are in ms. */
import { endOfWork, sessionCondition } from '../../shared/conditions.ts'
import type { AppState, Session } from '../../shared/state.ts'
import { clean } from './menu.ts'
import { activeWords } from './tray-menu.ts'

export type TrayIcon = 'ready' | 'ending' | 'sign-in-needed' | 'signing-in'

const minute = 60_000
/** A session that ended longer ago than a working day is not in use, and asks for nothing. */
const forgotten = 12 * 60 * minute

/**
 * The icon for `state` at `now`. A sign-in is needed where the active profile's session or one that was in use until
 * lately needs it, or where there are sessions and none is signed in.
 */
export function trayIcon(state: AppState, now: number): TrayIcon {
  const sessions = state.sessions.map((session) => ({ session, condition: sessionCondition(state, session, now) }))
  if (sessions.some(({ condition }) => condition.kind === 'signing-in')) return 'signing-in'
  const working = sessions.filter(({ condition }) => condition.kind === 'ready')
  const activeSession = state.profiles.find((each) => each.name === state.active)?.session ?? null
  const missed = sessions.some(
    ({ session, condition }) =>
      condition.kind === 'sign-in-needed' &&
      (working.length === 0 || session.name === activeSession || now - endOf(session) < forgotten),
  )
  if (missed) return 'sign-in-needed'
  return working.some(({ condition }) => condition.tone === 'warn') ? 'ending' : 'ready'
}

/** The active profile and the time left. Windows shows no more than 127 characters. */
export function trayTooltip(state: AppState, now: number): string {
  const active = state.profiles.find((each) => each.name === state.active)
  if (!active) return 'Lanyard — no active profile'
  return `Lanyard — ${clean(active.name, 40)}: ${activeWords(state, active, now)}`
}

/** The next moment after `now` at which icon, tooltip or menu say something else by themselves; null when never. */
export function nextChange(state: AppState, now: number): number | null {
  const moments = state.sessions.flatMap((session) => {
    const end = endOfWork(session, now)?.at
    if (end === undefined) return []
    const left = end - now
    return left > 0 ? [now + (left % minute) + 1] : [end + forgotten, midnightAfter(now)]
  })
  const later = moments.filter((moment) => moment > now)
  return later.length === 0 ? null : Math.min(...later)
}

/** When the session's token ended; long ago where it has none. */
function endOf(session: Session): number {
  return session.expiresAt === null ? -Infinity : Date.parse(session.expiresAt)
}

function midnightAfter(now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}
