/** The sign-in room on a demo organization and a throw-away home, with a clock that the test moves. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { signInWithBrowser } from './browser-sign-in.ts'
import { createSsoDeps } from './session.ts'
import type { SignInOptions, SignInProgress, SsoDeps, SsoSession } from './session.ts'
import { testClock, type TestClock } from '../../system/clock.testing.ts'
import { startDemo } from '../../../testing/idc/demo.ts'
import type { Demo, DemoOptions } from '../../../testing/idc/demo.ts'
import { demoStartUrl } from '../../../testing/idc/organization.ts'

export interface SignInRoom {
  readonly demo: Demo
  readonly clock: TestClock
  readonly deps: SsoDeps
  readonly home: string
  readonly session: SsoSession
}

const corp: SsoSession = { name: 'corp', startUrl: demoStartUrl, region: 'us-east-1', scopes: [] }

/** Closed when the test is over. The demo's clock is the test's, so that both agree on what has expired. */
export async function openRoom(options: Omit<DemoOptions, 'now'> & { env?: SsoDeps['env'] } = {}): Promise<SignInRoom> {
  const clock = testClock(Date.now())
  const demo = await startDemo({ ...options, settings: { autoApprove: true, ...options.settings }, now: clock.now })
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-home-'))
  onTestFinished(async () => {
    await demo.close()
    await rm(home, { recursive: true, force: true })
  })
  const paths = {
    home,
    ssoCache: path.join(home, '.aws/sso/cache'),
    cliCache: path.join(home, '.aws/cli/cache'),
    state: path.join(home, '.local/state/lanyard'),
  }
  const deps = createSsoDeps({ clock, paths, env: options.env ?? { AWS_ENDPOINT_URL: demo.url } })
  return { demo, clock, deps, home, session: corp }
}

/** A room whose person is signed in, with a token of an hour and a session of eight unless said otherwise. */
export async function signedIn(options: Parameters<typeof openRoom>[0] = {}): Promise<SignInRoom> {
  const room = await openRoom(options)
  const result = await signInWithBrowser(room.deps, room.session, person())
  if (!result.ok) throw new Error(result.error.message)
  room.demo.requests.clear()
  return room
}

/** A person with a browser: opens each page, follows where it leads, and keeps what it said at the end. */
export interface Person extends SignInOptions {
  readonly opened: string[]
  readonly pages: Promise<{ readonly status: number; readonly text: string }>[]
  readonly seen: SignInProgress[]
  readonly stop: () => void
}

/** `open` replaces what the browser does with the address. */
export function person(open: (url: string) => Promise<Response> = (url) => fetch(url)): Person {
  const controller = new AbortController()
  const [opened, pages, seen]: [string[], Person['pages'], SignInProgress[]] = [[], [], []]
  return {
    opened,
    pages,
    seen,
    stop: () => controller.abort(),
    signal: controller.signal,
    onProgress: (progress) => seen.push(progress),
    openUrl: (url) => {
      opened.push(url)
      const page = open(url).then(async (response) => ({ status: response.status, text: await response.text() }))
      page.catch(() => undefined)
      pages.push(page)
      return Promise.resolve(true)
    },
  }
}

/** The page that a sign-in shows, as soon as it does. */
export async function shown({ seen }: Pick<Person, 'seen'>): Promise<URL> {
  for (;;) {
    const url = seen.at(-1)?.url
    if (url) return new URL(url)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Where a page leads back to. */
export function redirectOf(url: URL): string {
  return url.searchParams.get('redirect_uri') ?? ''
}

/** Every file below the home, with its text. */
export async function filesIn(home: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [path.relative(home, file), await readFile(file, 'utf8')] as const)),
  )
}
