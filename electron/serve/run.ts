/** The browser face from start to stop: the application, its server, and the links that lead to it. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, ok, type Result } from '../../shared/result.ts'
import { createApp } from '../app/app.ts'
import { errorCode } from '../system/files.ts'
import type { System } from '../system/ports.ts'
import { log } from '../system/log.ts'
import { onEnter } from './enter.ts'
import { writeRedirect, type Redirect } from './redirect.ts'
import { createSecrets } from './secrets.ts'
import { listenOnLoopback } from './server.ts'

export interface ServeOptions {
  readonly system: System
  /** 0 is any free port: a fixed one would be taken whenever two people, or two servers, share a machine. */
  readonly port: number
  /** Whether a browser is to be opened. */
  readonly open: boolean
  /** Shows the local page `file` to the person; false when no browser could be opened. */
  readonly openFile: (file: string) => Promise<boolean>
  /** A line from it asks for a new link. */
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly tell: {
    /** A link that works once, for two minutes. */
    readonly link: (url: string) => void
    readonly note: (sentence: string) => void
  }
  /** The folder of the built page; found beside the program without it. */
  readonly root?: string
}

export interface Serving {
  readonly port: number
  stop(): Promise<void>
}

/** Settles when the link has been told. Problems: `port-unavailable`, `internal` for a page that is not built. */
export async function startServing(options: ServeOptions): Promise<Result<Serving>> {
  const { system, tell } = options
  const root = options.root ?? findRoot()
  if (root === null) return fail('internal', 'The page of the window is not here.', { fix: 'Build it: npm run build' })
  // The person is where the page is: it offers links and copies by itself.
  const elsewhere = { open: () => Promise.resolve(false), list: () => Promise.resolve([]) }
  const app = createApp({ ...system, browser: elsewhere, clipboard: { write: () => Promise.resolve(false) } })
  const secrets = createSecrets(system.clock)
  const server = await listenOnLoopback({ app, secrets, clock: system.clock, root, port: options.port })
  if (!server.ok) return server
  await app.start({ watch: true })
  const { port } = server.value
  const link = (secret: string) => `http://127.0.0.1:${port}/#secret=${secret}`
  const window = openWindow(options, port, (onEnd) => link(secrets.issue(onEnd)))
  tell.note(`Lanyard answers at http://127.0.0.1:${port}. This link opens it once, within two minutes:`)
  tell.link(link(secrets.issue()))
  const stopEnter = onEnter(options.input, () => tell.link(link(secrets.issue())))
  tell.note(stopEnter ? 'Enter prints a new link. Ctrl-C stops.' : 'Ctrl-C stops.')
  return ok({
    port,
    async stop() {
      stopEnter?.()
      secrets.end()
      await Promise.all([window.then((redirect) => redirect?.remove()), server.value.close(), app.stop()])
    },
  })
}

/** Opens a browser on a link of its own, and says so when there is none. Never throws. */
async function openWindow(
  { system, open, openFile, tell }: ServeOptions,
  port: number,
  newLink: (onEnd: () => void) => string,
): Promise<Redirect | null> {
  if (!open) return null
  let redirect: Redirect | null = null
  const url = newLink(() => void redirect?.remove())
  try {
    redirect = await writeRedirect(system.paths.state, port, url)
    if (!(await openFile(redirect.file))) tell.note('No browser could be opened: follow the link.')
  } catch (error) {
    log.warn('No browser could be opened', error)
    tell.note(`No browser could be opened (${errorCode(error) ?? 'unknown error'}): follow the link.`)
  }
  return redirect
}

/** Built, every entry and chunk is in `out/main`; in a checkout this file is in `electron/serve`. */
function findRoot(): string | null {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const folders = [path.join(here, '../renderer'), path.join(here, '../../out/renderer')]
  return folders.find((folder) => existsSync(path.join(folder, 'index.html'))) ?? null
}
