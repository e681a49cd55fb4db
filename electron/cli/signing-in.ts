/** lanyard login, lanyard logout. */
import { sessionCondition, sessionsToSignIn } from '../../shared/conditions.ts'
import { consentNote } from '../../shared/consent.ts'
import { fail, ok, type Problem, type Result } from '../../shared/result.ts'
import type { SignedIn } from '../../shared/contract.ts'
import type { SignIn } from '../../shared/state.ts'
import { momentInWords, spanInWords } from '../../shared/time.ts'
import type { App } from '../app/app.ts'
import type { Browser } from '../system/ports.ts'
import { choose, pick } from './choose.ts'
import { asTyped, joined } from './failure.ts'
import { noSession, question } from './sessions.ts'
import { shellWord } from './text.ts'
import type { Job, World } from './world.ts'

export interface LoginOptions {
  readonly all?: boolean
  readonly fresh?: boolean
  readonly useDeviceCode?: boolean
  /** False with `--no-browser`. */
  readonly browser: boolean
}

export function login(name: string | undefined, options: LoginOptions): Job {
  return async (world) => {
    const { all = false, fresh = false } = options
    if (all && (name !== undefined || fresh)) {
      return fail('invalid-input', `${fresh ? '--fresh' : 'A session'} and --all do not go together.`, {
        fix: 'Give one of the two.',
      })
    }
    const page = signInPage(world, options.browser)
    const opened = await world.openForAws({ browser: page })
    if (!opened.ok) return opened
    const app = opened.value
    const session = all ? null : name === undefined ? await choose(world.ask, question(app.state())) : ok(name)
    if (session && !session.ok) return session
    const found = app.state().sessions.find((each) => each.name === session?.value)
    if (session && !found) return noSession(session.value)
    const isNeeded = fresh || !found || sessionCondition(app.state(), found, world.system.clock.now()).kind !== 'ready'
    const useDeviceCode = isNeeded ? await wantsCode(world, options) : ok(options.useDeviceCode ?? false)
    if (!useDeviceCode.ok) return useDeviceCode
    if (!session) return signInToAll(world, app, page, useDeviceCode.value)
    if (fresh) await tellShared(world, app, session.value)
    const signedIn = await signIn(world, app, page, {
      session: session.value,
      useDeviceCode: useDeviceCode.value,
      fresh,
    })
    if (signedIn.ok) world.print.answer(signedIn.value, () => [saidOf(world, app, signedIn.value)])
    return signedIn
  }
}

/** Where the browser is most likely on another machine, which cannot call back to this one, a code comes first. */
async function wantsCode(
  { ask, system, print }: World,
  { useDeviceCode = false, browser }: LoginOptions,
): Promise<Result<boolean>> {
  if (useDeviceCode || !browser || !system.remote || system.env['BROWSER']) return ok(useDeviceCode)
  if (ask) return ask.confirm('Your browser is probably on another machine. Sign in with a code?', true)
  print.note('Your browser is probably on another machine, so this signs in with a code.')
  return ok(true)
}

/** What went wrong with one is told when the others are done. */
async function signInToAll(world: World, app: App, page: SignInPage, useDeviceCode: boolean): Promise<Result<null>> {
  const sessions = sessionsToSignIn(app.state(), world.system.clock.now())
  if (sessions.length === 0) {
    world.print.answer([], () => ['No session needs a sign-in.'])
    return ok(null)
  }
  const method = useDeviceCode ? 'device' : 'browser'
  const all = await withProgress(world, app, page, () => app.call('session.signInAll', { sessions, method }))
  if (!all.ok) return all
  const { done, problems } = all.value
  world.print.answer(done, () => done.map((each) => saidOf(world, app, each)))
  const error = joined(problems.map(asTyped))
  return error ? { ok: false, error } : ok(null)
}

/** The access portal has one session per browser, whatever this machine calls it. */
async function tellShared({ print }: World, app: App, name: string): Promise<void> {
  const others = await app.call('session.findSharing', { session: name })
  if (!others.ok || others.value.length === 0) return
  const text = `The sign-in of ${others.value.join(', ')} may end with it: the access portal is the same.`
  print.note({ text, tone: 'warn' })
}

/** A browser that says what it shows: opened or not, a person can follow. */
export interface SignInPage extends Browser {
  /** Says what is waited for; set while a sign-in runs. */
  follow: ((opened: boolean, url: string) => void) | null
}

/** The world's browser, or one that opens nothing; what it is given is told to the person either way. */
export function signInPage({ system }: World, mayOpen: boolean): SignInPage {
  const page: SignInPage = {
    follow: null,
    list: system.browser.list,
    async open(url, choice) {
      const opened = mayOpen && (await system.browser.open(url, choice))
      page.follow?.(opened, url)
      return opened
    },
  }
  return page
}

interface How {
  readonly session: string
  readonly useDeviceCode: boolean
  /** Signs out of the access portal first. */
  readonly fresh?: boolean
}

/** Signs in and tells what is waited for. `app` must have been made with `page` as its browser. */
export function signIn(
  world: World,
  app: App,
  page: SignInPage,
  { session, useDeviceCode, fresh = false }: How,
): Promise<Result<SignedIn>> {
  const method = useDeviceCode ? 'device' : 'browser'
  return withProgress(world, app, page, () =>
    fresh
      ? app.call('session.startFresh', { session, method })
      : app.call('session.signIn', { session, method, openBrowser: true }),
  )
}

/** Tells, on stderr, what the sign-ins wait for that `run` begins. */
async function withProgress<T>(world: World, app: App, page: SignInPage, run: () => Promise<T>): Promise<T> {
  page.follow = (opened, url) => {
    const signIn = Object.values(app.state().signIns).find((each) => each.url === url)
    if (signIn) tellWhatIsWaitedFor(world, signIn, { opened, url })
  }
  const unsubscribe = tellOfOthers(world, app)
  try {
    return await run()
  } finally {
    unsubscribe()
    page.follow = null
  }
}

/** Says it once for each session to which another process of Lanyard is signing in, which this one waits for. */
function tellOfOthers({ print }: World, app: App): () => void {
  const told = new Set<string>()
  return app.subscribe(({ signIns }) => {
    for (const { session } of Object.values(signIns ?? {}).filter(({ elsewhere }) => elsewhere)) {
      if (told.has(session)) continue
      told.add(session)
      print.note(`Another Lanyard is signing in to ${session} already: finish it there.`)
      print.note({ text: 'Waiting for it. Ctrl-C cancels.', tone: 'dim' })
    }
  })
}

function tellWhatIsWaitedFor(
  { print, system }: World,
  { session, userCode, deadline }: SignIn,
  { opened, url }: { readonly opened: boolean; readonly url: string },
): void {
  if (userCode !== null) {
    print.note(
      opened
        ? 'Your browser shows a page. Check that it has this code:'
        : 'Open the page, and check that it has this code:',
    )
    print.needed(userCode)
    print.needed(url)
  } else if (opened) {
    print.note(`Sign in to ${session} in your browser. If no page opens there, use --no-browser.`)
  } else {
    const port = portOf(url)
    print.note('If your browser is on another machine, use --use-device-code, or run this there first:')
    print.note(`  ssh -L ${port}:127.0.0.1:${port} HOST`)
    print.note(`Open this page to sign in to ${session}:`)
    print.needed(url)
  }
  print.note({ text: consentNote(session), tone: 'dim' })
  const left = deadline === null ? '' : ` up to ${spanInWords(Date.parse(deadline) - system.clock.now() + 30_000)}`
  print.note({ text: `Waiting${left}. Ctrl-C cancels.`, tone: 'dim' })
}

/** Where the page leads back to. */
function portOf(url: string): string {
  const back = new URL(url).searchParams.get('redirect_uri') ?? ''
  return URL.parse(back)?.port ?? ''
}

function saidOf({ system }: World, app: App, { session: name, lasted = false }: SignedIn): string {
  const session = app.state().sessions.find((each) => each.name === name)
  const done = lasted ? `You are signed in to ${name}` : `Signed in to ${name}`
  if (!session || session.expiresAt === null) return `${done}.`
  const now = system.clock.now()
  const { words } = sessionCondition(app.state(), session, now)
  const word = shellWord(name)
  if (lasted) return `${done} (${words}).${word === null ? '' : ` For a new sign-in: lanyard login ${word} --fresh`}`
  if (session.renews) return `${done}. The sign-in renews itself.`
  return `${done} until ${momentInWords(Date.parse(session.expiresAt), now)} (${words}).`
}

export function logout(name: string | undefined, all: boolean): Job {
  return async (world) => {
    if (all && name !== undefined) {
      return fail('invalid-input', 'A session and --all do not go together.', { fix: 'Give one of the two.' })
    }
    const opened = await world.openForAws()
    if (!opened.ok) return opened
    const app = opened.value
    const chosen = await sessionsToEnd(world, app, name, all)
    if (!chosen.ok) return chosen
    const signedOut: string[] = []
    const problems: Problem[] = []
    for (const session of chosen.value) {
      const before = app.state().sessions.find((each) => each.name === session)
      if (!before) return noSession(session)
      const ended = await app.call('session.signOut', { session })
      if (!ended.ok) problems.push(asTyped(ended.error))
      else if (before.status !== 'signed-out') signedOut.push(session)
    }
    const error = joined(problems)
    const nothing = error ? [] : ['There was no sign-in to end.']
    world.print.answer({ signedOut }, () =>
      signedOut.length > 0 ? signedOut.map((session) => `Signed out of ${session}.`) : nothing,
    )
    return error ? { ok: false, error } : ok(null)
  }
}

async function sessionsToEnd(
  world: World,
  app: App,
  name: string | undefined,
  all: boolean,
): Promise<Result<readonly string[]>> {
  const { sessions } = app.state()
  if (all) return ok(sessions.map((session) => session.name))
  if (name !== undefined) return ok([name])
  const picked = await pick(world.ask, { ...question(app.state()), how: 'its name, or --all' })
  return picked.ok ? ok([picked.value]) : picked
}
