/** Signing in and out. One sign-in per session at a time: whoever asks while it runs joins it. */
import type { Copied, Input, Opened, SignedIn, SignedInAll } from '../../shared/contract.ts'
import { sessionCondition } from '../../shared/conditions.ts'
import { fail, isGivenUp, ok, type Problem, type Result } from '../../shared/result.ts'
import type { Account, Identity, Profile, Session, SignIn } from '../../shared/state.ts'
import { signInWithBrowser } from '../aws/sso/browser-sign-in.ts'
import { usableToken } from '../aws/sso/current-token.ts'
import { signInWithDevice } from '../aws/sso/device-sign-in.ts'
import { cachedToken, inSignInTurn, signInLimit, type SignInTurn } from '../aws/sso/sign-in-turn.ts'
import type { SignInProgress, SsoSession } from '../aws/sso/session.ts'
import type { Role } from '../aws/sso/credentials-cache.ts'
import { signOutSession } from '../aws/sso/sign-out.ts'
import { ended, joined } from '../system/at-once.ts'
import { log } from '../system/log.ts'
import { readAccounts, stopReading } from './accounts.ts'
import { findSession, type Context } from './context.ts'
import { rememberSignIn } from './deadlines.ts'
import { atInstance, portalOf } from './instance.ts'
import { openAddress, showPage } from './opening.ts'
import { readFiles } from './reading.ts'
import { whileAnnounced } from './unfinished.ts'
import { noted } from './unforeseen.ts'

/** `asked` is when (ms) the person did: a token that has come since, from whatever client, is their sign-in. */
export function signIn(context: Context, input: Input<'session.signIn'>, asked: number): Promise<Result<SignedIn>> {
  return joined(context.signingIn, input.session, async (signal) => {
    const session = findSession(context, input.session)
    if (!session.ok) return session
    const { problem } = session.value
    if (problem?.code === 'misconfigured') return { ok: false, error: problem }
    const before = await cachedToken(context.sso, session.value)
    const lasting = input.again ? null : await lastingSignIn(context, session.value)
    if (lasting) return ok(lasting)
    return run(context, session.value, input, { signal, asked, before }).catch((error: unknown) => {
      // What nobody foresaw ends it as well: nothing waits any more.
      show(context, input.session, null)
      throw error
    })
  })
}

async function run(
  context: Context,
  session: Session,
  { method, openBrowser }: Input<'session.signIn'>,
  turn: Pick<SignInTurn, 'signal' | 'asked' | 'before'>,
): Promise<Result<SignedIn>> {
  const start: SignIn = {
    session: session.name,
    method,
    stage: 'preparing',
    url: null,
    userCode: null,
    verificationUri: null,
    opened: false,
    deadline: null,
    elsewhere: false,
    problem: null,
  }
  show(context, session.name, start)
  const what = `Sign-in to ${session.name}`
  log.info(`${what} by ${method} in ${session.region}`)
  const flow = method === 'browser' ? signInWithBrowser : signInWithDevice
  const onWait = () => {
    const deadline = new Date(context.system.clock.now() + signInLimit).toISOString()
    log.info(`${what}: waits for another Lanyard`)
    show(context, session.name, { ...start, stage: 'waiting', elsewhere: true, deadline })
  }
  const target = await atInstance(context, session)
  if (!target.ok) {
    show(context, session.name, { ...start, stage: 'failed', problem: target.error })
    return target
  }
  let stage: SignIn['stage'] | null = null
  const onProgress = (progress: SignInProgress) => {
    if (progress.stage !== stage) log.info(`${what}: ${progress.stage}`)
    stage = progress.stage
    show(context, session.name, { ...start, ...progress })
  }
  const openUrl = openBrowser ? (url: string) => showPage(context, session.name, url) : null
  const signedIn = await inSignInTurn(context.sso, target.value, { ...turn, onWait }, () =>
    flow(context.sso, target.value, { openUrl, onProgress, signal: turn.signal }),
  )
  const result = noted(what, signedIn)
  if (!result.ok) {
    const cancelled = result.error.code === 'cancelled'
    show(context, session.name, cancelled ? null : { ...start, stage: 'failed', problem: result.error })
    return result
  }
  log.info(`${what}: done, until ${result.value.expiresAt}${result.value.renews ? ', renews itself' : ''}`)
  await rememberSignIn(context, target.value)
  // What failed for want of a sign-in is an open question again.
  forgetIdentities(context, session.name, ({ status }) => status === 'failed')
  await readFiles(context)
  show(context, session.name, null)
  if (context.live) void readAccounts(context, session.name)
  return ok({ session: session.name, expiresAt: result.value.expiresAt })
}

/**
 * Signs in to one after the other, those aside that are signed in and far from their end. Ends when the person cancels or
 * refuses one, or lets it wait; another problem ends that one alone.
 */
export async function signInAll(
  context: Context,
  { sessions, method = context.system.remote ? 'device' : 'browser' }: Input<'session.signInAll'>,
  asked: number,
): Promise<Result<SignedInAll>> {
  const done: SignedIn[] = []
  const problems: Problem[] = []
  for (const session of sessions) {
    // Looked at when its turn comes: somebody may have signed in to it meanwhile.
    if (isWorking(context, session)) continue
    const signedIn = await signIn(context, { session, method, openBrowser: true }, asked)
    if (signedIn.ok) done.push(signedIn.value)
    else problems.push(signedIn.error)
    if (!signedIn.ok && isGivenUp(signedIn.error)) break
  }
  return ok({ done, problems })
}

/** Signed in, and for long; what nobody knows has its sign-in say so. */
function isWorking(context: Context, name: string): boolean {
  const state = context.store.get()
  const session = state.sessions.find((each) => each.name === name)
  const condition = session && sessionCondition(state, session, context.system.clock.now())
  return condition?.kind === 'ready' && condition.tone === 'ok'
}

/** The sign-in that there is, where it works and is far from its end; AWS is asked only where it is due to be renewed. */
async function lastingSignIn(context: Context, session: Session): Promise<SignedIn | null> {
  const token = await usableToken(context.sso, session)
  if (!token.ok) return null
  await readFiles(context)
  const expiresAt = new Date(token.value.expiresAt).toISOString()
  return isWorking(context, session.name) ? { session: session.name, expiresAt, lasted: true } : null
}

/**
 * Signs out of the portal first, so that the new session has its full length. Where the portal cannot be reached, the
 * sign-in that there is stays, and the problem says why.
 */
export async function startFresh(
  context: Context,
  { session: name, method }: Input<'session.startFresh'>,
  asked: number,
): Promise<Result<SignedIn>> {
  const session = findSession(context, name)
  if (!session.ok) return session
  // The portal takes a sign-out from a token that works, and from no other.
  await usableToken(context.sso, session.value)
  const left = await leave(context, session.value, rolesOf(context, name), { orStay: true })
  return left.ok ? signIn(context, { session: name, method, openBrowser: true }, asked) : left
}

/** Ends the sign-in under way and waits until its port is free, or clears the one that failed. */
export async function cancelSignIn(context: Context, session: string): Promise<Result<null>> {
  await ended(context.signingIn, session)
  show(context, session, null)
  return ok(null)
}

export async function openSignInPage(context: Context, session: string): Promise<Result<Opened>> {
  const url = pageOf(context, session)
  return url.ok ? openAddress(context, session, url.value) : url
}

export async function copySignInLink(context: Context, session: string): Promise<Result<Copied>> {
  const url = pageOf(context, session)
  return url.ok ? ok({ text: url.value, copied: await context.system.clipboard.write(url.value) }) : url
}

/** This session alone: its token is revoked and deleted, with the role credentials that came from it. */
export async function signOut(context: Context, name: string): Promise<Result<null>> {
  const found = findSession(context, name)
  if (!found.ok) return found
  const { startUrl, region, scopes } = found.value
  const roles = rolesFor(name, context.store.get().profiles, [])
  const left = { session: { name, startUrl, region, scopes }, why: 'asked', roles } as const
  return whileAnnounced(context, async (announce) => {
    await announce({ renamed: [], left: [left], profile: null }).catch((error: unknown) =>
      log.warn(`The sign-out of ${name} could not be noted`, error),
    )
    return leave(context, found.value, rolesOf(context, name))
  })
}

/**
 * Ends what is under way for `session` and signs out of it; `roles` are those that may have been used with it. `orStay` as
 * for `signOutSession`.
 */
export async function leave(
  context: Context,
  session: SsoSession,
  roles: readonly Role[],
  options: { readonly orStay?: boolean } = {},
): Promise<Result<null>> {
  await Promise.all([cancelSignIn(context, session.name), stopReading(context, session.name)])
  const result = await signOutSession(context.sso, session, roles, options)
  context.credentials.known.clear()
  forgetIdentities(context, session.name, () => true)
  await readFiles(context)
  return result.ok ? ok(null) : result
}

/** What the session's profiles use and what is assigned, as far as it is known. */
function rolesOf(context: Context, session: string): readonly Role[] {
  const { profiles, assignments } = context.store.get()
  return rolesFor(session, profiles, assignments[session]?.accounts ?? [])
}

/** The account and permission-set pairs of the session's profiles and of what is `assigned`. */
export function rolesFor(session: string, profiles: readonly Profile[], assigned: readonly Account[]): readonly Role[] {
  const own = profiles.filter((profile) => profile.session === session)
  return [
    ...own.map(({ accountId, roleName }) => ({ accountId, roleName })),
    ...assigned.flatMap(({ accountId, roles: names }) => (names ?? []).map((roleName) => ({ accountId, roleName }))),
  ].flatMap(({ accountId, roleName }) => (accountId !== null && roleName !== null ? [{ accountId, roleName }] : []))
}

export async function openPortal(context: Context, name: string): Promise<Result<Opened>> {
  const session = findSession(context, name)
  if (!session.ok) return session
  const page = await portalOf(context, session.value)
  return page.ok ? openAddress(context, name, page.value) : page
}

function pageOf(context: Context, session: string): Result<string> {
  const url = context.store.get().signIns[session]?.url
  return url ? ok(url) : fail('not-found', `No sign-in to ${session} waits for a page.`, { fix: 'Sign in.' })
}

function show(context: Context, session: string, signIn: SignIn | null): void {
  const { [session]: _, ...others } = context.store.get().signIns
  context.store.update({ signIns: signIn ? { ...others, [session]: signIn } : others })
}

/** Takes away the answers about profiles of `session` that `isOver` holds for. */
function forgetIdentities(context: Context, session: string, isOver: (identity: Identity) => boolean): void {
  const { identities, profiles } = context.store.get()
  const own = new Set(profiles.filter((profile) => profile.session === session).map((profile) => profile.name))
  const kept = Object.entries(identities).filter(([profile, identity]) => !own.has(profile) || !isOver(identity))
  context.store.update({ identities: Object.fromEntries(kept) })
}
