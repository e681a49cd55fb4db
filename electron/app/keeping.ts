/** Keeps sessions alive: renews each token ahead of its end, by one timer for whatever is due next. Opens nothing, ever. */
import type { Session } from '../../shared/state.ts'
import { usableToken } from '../aws/sso/current-token.ts'
import type { Context } from './context.ts'
import { readFiles } from './reading.ts'
import { noted } from './unforeseen.ts'
import { log } from '../system/log.ts'

const minute = 60_000

/** Renewed with so much left (ms), before the AWS CLI would at 15 minutes. */
const ahead = 20 * minute

/** After a try that came to nothing (offline, trouble at AWS): ms until the next, the last one again and again. */
const pauses = [1 * minute, 2 * minute, 5 * minute, 10 * minute]

export interface Keeping {
  /** The machine woke up, was unlocked, is online again, or its clock was set: what is due is tried now. */
  wake(): void
  /** No timer from here on; resolves when a renewal under way is over. */
  stop(): Promise<void>
}

/** The last try of a session: the end of the token that came of it, and how many in a row came to nothing. */
interface Try {
  readonly at: number
  readonly expiresAt: string | null
  readonly failures: number
}

/** Begins at once. There is a timer only while a session is signed in, and AWS is asked only when a token is due. */
export function keepSessions(context: Context): Keeping {
  const { clock } = context.system
  const tries = new Map<string, Try>()
  let cancel = (): void => undefined
  let running: Promise<void> | null = null
  let stopped = false

  const plan = () => {
    cancel()
    if (stopped || running) return
    const moments = context.store.get().sessions.flatMap((session) => dueAt(session, tries.get(session.name)) ?? [])
    if (moments.length === 0) return
    cancel = clock.after(Math.max(0, Math.min(...moments) - clock.now()), () => {
      running = keep()
        // What nobody foresaw is no reason for the whole program to end.
        .catch((error: unknown) => void log.error('Keeping the sessions signed in failed', error))
        .finally(() => {
          running = null
          plan()
        })
    })
  }

  const keep = async () => {
    const now = clock.now()
    const isDue = (session: Session) => (dueAt(session, tries.get(session.name)) ?? Infinity) <= now
    const due = context.store.get().sessions.filter(isDue)
    for (const { name, expiresAt } of due) {
      tries.set(name, { at: now, expiresAt, failures: (tries.get(name)?.failures ?? 0) + 1 })
    }
    await Promise.all(due.filter(({ renews }) => renews).map((session) => renew(context, session)))
    await readFiles(context)
    for (const { name, expiresAt } of context.store.get().sessions) {
      const last = tries.get(name)
      if (last?.at !== now) continue
      const failures = last.expiresAt === expiresAt ? last.failures : 0
      // A pause begins when a try is over.
      tries.set(name, { at: clock.now(), expiresAt, failures })
    }
  }

  context.store.subscribe(({ sessions }) => {
    if (sessions) plan()
  })
  plan()
  return {
    wake: () => {
      for (const [name, last] of tries) if (last.failures > 0) tries.delete(name)
      plan()
    },
    stop: async () => {
      stopped = true
      cancel()
      await running
    },
  }
}

async function renew(context: Context, session: Session): Promise<void> {
  const what = `Renewal of ${session.name}`
  const token = noted(what, await usableToken(context.sso, session, ahead))
  if (token.ok) log.info(`${what}: until ${new Date(token.value.expiresAt).toISOString()}`)
}

/**
 * When (ms) something has to be done about `session`: its token renewed, or, where that can't be, its end shown. Null
 * when nothing will be.
 */
function dueAt({ status, renews, expiresAt }: Session, last: Try | undefined): number | null {
  if (status !== 'signed-in' || expiresAt === null) return null
  const end = Date.parse(expiresAt)
  const isTried = last?.expiresAt === expiresAt
  const again = isTried && last.failures > 0 ? last.at + pauseAfter(last.failures) : null
  if (!renews) return Math.max(end, again ?? end)
  if (again !== null) return again
  if (!isTried) return end - ahead
  // What AWS gives at the end of a session is short: half of it, so that it is not renewed all the time.
  return Math.max(last.at + minute, end - Math.min(ahead, (end - last.at) / 2))
}

function pauseAfter(failures: number): number {
  return pauses[Math.min(failures, pauses.length) - 1] ?? 0
}
