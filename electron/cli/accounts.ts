/** lanyard accounts: what is assigned, by session. */
import { ok, type Problem } from '../../shared/result.ts'
import type { Account, AppState } from '../../shared/state.ts'
import type { App } from '../app/app.ts'
import { joined } from './failure.ts'
import type { Line, Span } from './printer.ts'
import { noSession } from './sessions.ts'
import { table } from './table.ts'
import type { Job, World } from './world.ts'

/** Prints what is known, and fails all the same when one of the sessions could not be read. */
export function listAccounts(only: string | undefined): Job {
  return async (world) => {
    const opened = await world.openForAws()
    if (!opened.ok) return opened
    const app = opened.value
    const all = app.state().sessions.map((session) => session.name)
    if (only !== undefined && !all.includes(only)) return noSession(only)
    const names = only === undefined ? all : [only]
    const stop = showProgress(world, app)
    const results = await Promise.all(names.map((session) => app.call('accounts.read', { session })))
    stop()
    const problems: Problem[] = results.flatMap((result) => (result.ok ? [] : [result.error]))
    const rows = names.flatMap((session) => known(app.state(), session).map((account) => ({ session, account })))
    const error = joined(problems)
    world.print.answer(rows.map(asJson), () => lines(rows, names, error !== null))
    return error ? { ok: false, error } : ok(null)
  }
}

/** Says on a terminal how far the reading is, until the returned function is called. */
export function showProgress({ print }: World, app: App): () => void {
  const unsubscribe = app.subscribe(({ assignments }) => {
    const running = Object.values(assignments ?? {}).flatMap(({ progress }) => (progress ? [progress] : []))
    if (running.length === 0) return
    const sum = (key: 'done' | 'total') => running.reduce((total, progress) => total + progress[key], 0)
    print.progress(`Reading permission sets: ${sum('done')} of ${sum('total')} accounts`)
  })
  return () => {
    unsubscribe()
    print.progress(null)
  }
}

interface Row {
  readonly session: string
  readonly account: Account
}

export function known(state: AppState, session: string): readonly Account[] {
  return state.assignments[session]?.accounts ?? []
}

/** Permission sets that could not be read are none here: `roles` is always an array, and the exit code tells. */
function asJson({ session, account: { accountId, accountName, emailAddress, roles } }: Row) {
  return { session, accountId, accountName, emailAddress, roles: roles ?? [] }
}

function lines(rows: readonly Row[], sessions: readonly string[], failed: boolean): readonly Line[] {
  if (sessions.length === 0) {
    return ['There is no session yet. Add one: lanyard session add NAME --start-url URL --region REGION']
  }
  const several = sessions.length > 1
  const cells = ({ session, account }: Row): readonly Span[] => [
    ...(several ? [session] : []),
    { text: account.accountName ?? '–', tone: 'strong' },
    account.accountId,
    account.roles === null ? { text: 'not read', tone: 'dim' } : account.roles.join(', ') || '–',
  ]
  const listed = table([...(several ? ['SESSION'] : []), 'ACCOUNT', 'NUMBER', 'PERMISSION SETS'], rows.map(cells))
  return listed.length > 0 || failed ? listed : ['No account is assigned to you.']
}
