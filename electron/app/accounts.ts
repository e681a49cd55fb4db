/** The assignments of a session: its accounts and their permission sets, read without ever losing what is known. */
import { sortAccounts } from '../../shared/accounts.ts'
import { fail, ok, type Problem, type Result } from '../../shared/result.ts'
import type { Account, Assignments, Session } from '../../shared/state.ts'
import { listAccountRoles, listAccounts } from '../aws/sso/portal.ts'
import { ended, inParallel, joined } from '../system/at-once.ts'
import { pause, throttled } from '../system/pause.ts'
import type { Clock } from '../system/ports.ts'
import { log } from '../system/log.ts'
import { findSession, type Context } from './context.ts'

/**
 * AWS allows about 20 requests a second in all (aws-facts.md#portal); this many at once stay below it on a usual line.
 */
const atOnce = 4
/** Waits after answers of "too many requests", in ms, beyond the SDK's own; then the reading fails. */
const patience = [1000, 2000, 4000, 8000, 16_000]

/** Reads accounts and permission sets into the state; joins a reading that is under way. */
export function readAccounts(context: Context, name: string): Promise<Result<null>> {
  return joined(context.readingAccounts, name, async (signal) => {
    const session = findSession(context, name)
    return session.ok ? read(context, session.value, signal) : session
  })
}

/** What has been read so far stays. */
export async function stopReading(context: Context, name: string): Promise<Result<null>> {
  await ended(context.readingAccounts, name)
  return ok(null)
}

async function read(context: Context, session: Session, signal: AbortSignal): Promise<Result<null>> {
  const before = assignmentsOf(context, session.name)
  show(context, session.name, { ...before, status: 'reading', problem: null, progress: null })
  const listed = await listAccounts(context.sso, session, signal)
  if (!listed.ok) return settle(context, session, before.accounts, listed.error)
  const known = new Map(before.accounts.map((account) => [account.accountId, account.roles]))
  const accounts: Account[] = sortAccounts(listed.value).map((account) => ({
    ...account,
    roles: known.get(account.accountId) ?? null,
  }))
  const problem = await readRoles(context, session, accounts, signal)
  return settle(context, session, accounts, problem)
}

/** Fills in `accounts` in place, several at once; the first problem ends it. */
async function readRoles(
  context: Context,
  session: Session,
  accounts: Account[],
  signal: AbortSignal,
): Promise<Problem | null> {
  let done = 0
  let problem: Problem | null = null
  const progress = throttled(context.system.clock, () =>
    show(context, session.name, {
      ...assignmentsOf(context, session.name),
      accounts: [...accounts],
      progress: { done, total: accounts.length },
    }),
  )
  progress.now()
  await inParallel([...accounts], atOnce, async (account, at) => {
    if (problem) return
    const roles = await patiently(context.system.clock, signal, () =>
      listAccountRoles(context.sso, session, account.accountId, signal),
    )
    if (roles.ok) accounts[at] = { ...account, roles: roles.value }
    // An assignment may end while the list is read: that account has none, and the others are still to be read.
    else if (roles.error.code === 'not-assigned') accounts[at] = { ...account, roles: [] }
    else problem ??= roles.error
    done += 1
    progress.soon()
  })
  progress.end()
  return problem
}

async function settle(
  context: Context,
  session: Session,
  accounts: readonly Account[],
  problem: Problem | null,
): Promise<Result<null>> {
  const { knownSince } = assignmentsOf(context, session.name)
  if (problem) {
    const stopped = problem.code === 'cancelled'
    const status = stopped ? 'stopped' : 'failed'
    show(context, session.name, { status, accounts, knownSince, progress: null, problem: stopped ? null : problem })
    return stopped ? ok(null) : { ok: false, error: problem }
  }
  const now = new Date(context.system.clock.now()).toISOString()
  show(context, session.name, { status: 'ready', accounts, knownSince: now, progress: null, problem: null })
  // Only a memory: without it the next start reads again.
  await context.memory
    .setAssignments(session.name, { startUrl: session.startUrl, knownSince: now, accounts })
    .catch((error: unknown) => log.warn(`The assignments of ${session.name} could not be remembered`, error))
  return ok(null)
}

async function patiently<T>(clock: Clock, signal: AbortSignal, ask: () => Promise<Result<T>>): Promise<Result<T>> {
  for (const wait of patience) {
    const result = await ask()
    if (result.ok || result.error.code !== 'rate-limited') return result
    await pause(clock, wait, signal)
    if (signal.aborted) return fail('cancelled', 'Stopped.')
  }
  return ask()
}

function assignmentsOf(context: Context, session: string): Assignments {
  const nothing = { status: 'unknown', accounts: [], knownSince: null, progress: null, problem: null } as const
  return context.store.get().assignments[session] ?? nothing
}

function show(context: Context, session: string, assignments: Assignments): void {
  context.store.update({ assignments: { ...context.store.get().assignments, [session]: assignments } })
}
