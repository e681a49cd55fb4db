/** What a person is told of the ends of their sessions, as a function of the state. All times are in ms. */
import { endingSoon, endOfWork, sessionCondition, sessionsSharing } from '../../shared/conditions.ts'
import type { AppState, Session } from '../../shared/state.ts'
import { spanInWords } from '../../shared/time.ts'
import { clean } from './menu.ts'
import type { MenuAction } from './menu.ts'
import type { News } from './news.ts'
import { signInAction, startFreshAction } from './sign-in-actions.ts'

/** Told once. `action` is what a click asks for. */
export interface DeadlineNews extends News {
  readonly action: MenuAction
  /** Whose end it tells, by name. */
  readonly sessions: readonly string[]
}

/**
 * Whether `news` still holds at `now` (ms): notifications stay for hours, and a late click must not end a session that
 * somebody has renewed since.
 */
export function stillHolds({ sessions }: DeadlineNews, state: AppState, now: number): boolean {
  return state.sessions.some((session) => {
    if (!sessions.includes(session.name)) return false
    if (sessionCondition(state, session, now).kind === 'sign-in-needed') return true
    const end = endOfWork(session, now)
    return end !== null && end.at - now <= endingSoon
  })
}

/** What has been seen of each session, by name: whether it worked, and the end that has been announced. */
export type Seen = ReadonlyMap<string, SeenSession>

interface SeenSession {
  readonly works: boolean
  readonly announced: number | null
}

export interface Deadlines {
  readonly news: readonly DeadlineNews[]
  /** To be handed in the next time. */
  readonly seen: Seen
  /** When to look again if nothing changes; null when never. */
  readonly next: number | null
}

const minute = 60_000

/**
 * What to tell at `now`: that a session is about to end, and that one which worked when last seen has ended. Nothing is
 * told twice for the same end, nor of a sign-out, nor while a sign-in is under way.
 */
export function deadlines(state: AppState, now: number, seen: Seen): Deadlines {
  const looks = state.sessions.map((session) => look(state, session, now, seen.get(session.name) ?? unseen))
  const ended = looks.filter(({ told }) => told === 'ended').map(({ session }) => session)
  const news = looks.filter(({ told }) => told === 'ending').map(({ session }) => endingNews(state, session, now))
  const next = looks.flatMap((each) => each.next ?? [])
  return {
    news: ended.length === 0 ? news : [...news, endedNews(state, ended, now)],
    seen: new Map(looks.map((each) => [each.session.name, each.seen])),
    next: next.length === 0 ? null : Math.min(...next),
  }
}

const unseen: SeenSession = { works: false, announced: null }

interface Look {
  readonly session: Session
  readonly told: 'ending' | 'ended' | null
  readonly seen: SeenSession
  readonly next: number | null
}

function look(state: AppState, session: Session, now: number, before: SeenSession): Look {
  const { kind } = sessionCondition(state, session, now)
  if (kind === 'signing-in') return { session, told: null, seen: before, next: null }
  if (kind !== 'ready') {
    const ended = before.works && kind === 'sign-in-needed' && session.status !== 'signed-out'
    return { session, told: ended ? 'ended' : null, seen: unseen, next: null }
  }
  const end = endOfWork(session, now)?.at
  if (end === undefined) return { session, told: null, seen: { ...before, works: true }, next: null }
  if (end - now > endingSoon) {
    return { session, told: null, seen: { works: true, announced: before.announced }, next: end - endingSoon }
  }
  // An estimate moves a little each time it is made.
  const again = before.announced !== null && Math.abs(end - before.announced) < endingSoon
  return { session, told: again ? null : 'ending', seen: { works: true, announced: end }, next: end + 1 }
}

/** A token that renews itself ends with the organization's session, and only a fresh one of those lasts longer. */
function endingNews(state: AppState, session: Session, now: number): DeadlineNews {
  const end = endOfWork(session, now) ?? { at: now, isKnown: true }
  const left = spanInWords(Math.ceil((end.at - now) / minute) * minute)
  const others = session.renews ? sessionsSharing(state, session.name) : []
  const also = others.length === 0 ? '' : ` That may also end ${others.join(', ')}.`
  return {
    title: `${clean(session.name, 60)} ends in ${end.isKnown ? '' : 'about '}${left}`,
    body: clean(`Click to sign in for longer.${also}`, 200),
    action: session.renews ? startFreshAction(session.name) : signInAction(session.name),
    sessions: [session.name],
  }
}

/** One for all: after a night they end together. */
function endedNews(state: AppState, ended: readonly Session[], now: number): DeadlineNews {
  const [only] = ended
  const names = ended.map(({ name }) => name)
  const title = `${clean(names.join(', '), 100)}: sign-in needed`
  if (ended.length > 1 || only === undefined) {
    const action: MenuAction = { kind: 'call', name: 'session.signInAll', input: { sessions: names } }
    return { title, body: 'These sessions have ended. Click to sign in to all of them.', action, sessions: names }
  }
  const { words } = sessionCondition(state, only, now)
  const body = words.startsWith('Ended') ? `${words}. Click to sign in.` : 'It has ended. Click to sign in.'
  return { title, body, action: signInAction(only.name), sessions: names }
}
