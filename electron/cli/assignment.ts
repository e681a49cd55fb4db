/** Which account and which permission set: chosen from what is assigned, as soon as it is known. */
import { checkAccountId, checkRoleName } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Account, AppState } from '../../shared/state.ts'
import type { App } from '../app/app.ts'
import { known, showProgress } from './accounts.ts'
import { choose } from './choose.ts'
import { signIn, type SignInPage } from './signing-in.ts'
import type { World } from './world.ts'

export interface Wanted {
  readonly session: string
  readonly account: string | undefined
  readonly role: string | undefined
}

interface Assignment {
  readonly accountId: string
  readonly roleName: string
}

/** What is not given is asked for, or taken when there is only one. On a terminal it offers the sign-in that it needs. */
export async function chooseAssignment(
  world: World,
  app: App,
  page: SignInPage,
  { session, account, role }: Wanted,
): Promise<Result<Assignment>> {
  const reading = await startReading(world, app, page, session)
  if (!reading.ok) return reading
  const accountId = account === undefined ? await chooseAccount(world, app.state(), session) : ok(account)
  if (!accountId.ok) return accountId
  const roleName = role === undefined ? await chooseRole(world, app, reading.value, session, accountId.value) : ok(role)
  if (!roleName.ok) return roleName
  return ok({ accountId: accountId.value, roleName: roleName.value })
}

interface Reading {
  readonly done: Promise<Result<null>>
  /** True when nothing was known before, so that whatever is known now has just been read. */
  readonly fresh: boolean
}

/** Begins to read the assignments; settles when the accounts are there, and their permission sets may still come in. */
async function startReading(world: World, app: App, page: SignInPage, session: string): Promise<Result<Reading>> {
  const fresh = known(app.state(), session).length === 0
  const done = app.call('accounts.read', { session })
  await untilEither(app, done, (state) => (state.assignments[session]?.progress ?? null) !== null)
  if (state(app, session)?.status === 'reading') return ok({ done, fresh })
  const read = await done
  if (read.ok) return ok({ done, fresh })
  if (read.error.code !== 'sign-in-needed' || !world.ask) return read
  const wanted = await world.ask.confirm(`${read.error.message} Sign in now?`, true)
  if (!wanted.ok) return wanted
  if (!wanted.value) return read
  const signedIn = await signIn(world, app, page, { session, useDeviceCode: false })
  return signedIn.ok ? startReading(world, app, page, session) : signedIn
}

function chooseAccount(world: World, state: AppState, session: string): Promise<Result<string>> {
  const label = ({ accountId, accountName, emailAddress }: Account) =>
    [accountName, accountId, emailAddress].filter((part) => part !== null).join('  ')
  return choose(world.ask, {
    what: 'account',
    how: '--account ID',
    choices: known(state, session).map((account) => ({ value: account.accountId, label: label(account) })),
    none: `No account is assigned to you in ${session}. Give --account ID and --role NAME.`,
    other: (text) => (checkAccountId(text) === null ? { value: text, label: `${text}  (not assigned now)` } : null),
  })
}

async function chooseRole(
  world: World,
  app: App,
  reading: Reading,
  session: string,
  accountId: string,
): Promise<Result<string>> {
  const roles = () => known(app.state(), session).find((account) => account.accountId === accountId)?.roles ?? null
  const stop = showProgress(world, app)
  await untilEither(app, reading.done, () => reading.fresh && roles() !== null)
  stop()
  if (roles() === null && known(app.state(), session).some((account) => account.accountId === accountId)) {
    const read = await reading.done
    if (!read.ok) return read
  }
  return choose(world.ask, {
    what: 'permission set',
    how: '--role NAME',
    choices: (roles() ?? []).map((role) => ({ value: role, label: role })),
    none: `Nothing in ${accountId} is assigned to you now. Give --role NAME.`,
    other: (text) => (checkRoleName(text) === null ? { value: text, label: `${text}  (not assigned now)` } : null),
  })
}

const state = (app: App, session: string) => app.state().assignments[session]

/** Settles when `enough` holds, or when `done` does. */
function untilEither(app: App, done: Promise<unknown>, enough: (state: AppState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      unsubscribe()
      resolve()
    }
    const look = () => {
      if (enough(app.state())) finish()
    }
    const unsubscribe = app.subscribe(look)
    void done.then(finish)
    look()
  })
}
