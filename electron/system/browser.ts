/** Opens a page in the person's browser: never through a shell, never waiting for the page. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import type { BrowserChoice } from '../../shared/state.ts'
import type { UserEnvironment } from './browser-places.ts'
import type { Browser } from './ports.ts'

type Env = Readonly<Record<string, string | undefined>>

interface Command {
  readonly program: string
  readonly args: readonly string[]
}

/** How long, in ms, a program that is going to fail at once may take to do so. */
const patience = 400

/** The browser that a person chose; without a choice the commands of BROWSER, or the platform's own. */
export function nodeBrowser(environment: UserEnvironment): Browser {
  const { env, platform } = environment
  return {
    async open(url, choice) {
      const page = URL.parse(url)
      if (page?.protocol !== 'https:' && page?.protocol !== 'http:') return false
      // As it was parsed and judged: another parser may take \ and @ for something else.
      return choice === null ? openPage(env, platform, page.href) : openChosen(environment, page.href, choice)
    },
    async list() {
      const browsers = await (await import('./browsers.ts')).findBrowsers(environment)
      return browsers.map(({ id, name, profiles }) => ({ id, name, profiles }))
    },
  }
}

async function openChosen(environment: UserEnvironment, url: string, choice: BrowserChoice): Promise<boolean> {
  if (choice.kind === 'copy' || !canShow(environment)) return false
  const { findBrowsers, pageWords } = await import('./browsers.ts')
  const browser = (await findBrowsers(environment)).find(({ id }) => id === choice.id)
  const words = browser && pageWords(browser, choice.profile, url)
  return browser && words ? starts({ program: browser.program, args: words }, environment.env) : false
}

function canShow({ env, platform }: Pick<UserEnvironment, 'env' | 'platform'>): boolean {
  const hasScreen = env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined
  return platform === 'darwin' || platform === 'win32' || hasScreen
}

/** As `nodeBrowser` opens an address without a choice: the first command that starts is the one. `url` may also be that of a local page (`file:///…`), which must be ours. */
export async function openPage(env: Env, platform: NodeJS.Platform, url: string): Promise<boolean> {
  for (const command of browserCommands(env, platform, url)) if (await starts(command, env)) return true
  return false
}

/**
 * BROWSER as Python's webbrowser and xdg-open read it: alternatives between path separators, `%s` for the address,
 * which comes last where there is none. Empty when there is nothing to try.
 */
export function browserCommands(env: Env, platform: NodeJS.Platform, url: string): readonly Command[] {
  const wanted = env['BROWSER'] ?? ''
  if (wanted !== '') {
    // On Windows the separator is ";", so that C:\… stays whole.
    return wanted.split(platform === 'win32' ? ';' : path.posix.delimiter).flatMap((text) => toCommand(text, url) ?? [])
  }
  if (platform === 'darwin') return [{ program: 'open', args: [url] }]
  // rundll32 takes the address as it is; `start` would give it to cmd to read.
  if (platform === 'win32') return [{ program: 'rundll32', args: ['url.dll,FileProtocolHandler', url] }]
  if (canShow({ env, platform })) return [{ program: 'xdg-open', args: [url] }]
  return env['WSL_DISTRO_NAME'] === undefined ? [] : [{ program: 'wslview', args: [url] }]
}

function toCommand(text: string, url: string): Command | null {
  const words = [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  const [program, ...args] = words.at(-1) === '&' ? words.slice(0, -1) : words
  if (program === undefined || program === '') return null
  const placed = args.map((word) => word.replaceAll('%s', () => url))
  return { program, args: args.some((word) => word.includes('%s')) ? placed : [...args, url] }
}

/** True once the program runs (it may run until the page is done) or ended well; false when it could not or failed. */
function starts(command: Command, env: Env): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command.program, command.args, {
      stdio: 'ignore',
      detached: true,
      shell: false,
      windowsHide: true,
      env,
    })
    const timer = setTimeout(() => resolve(true), patience)
    const settle = (well: boolean) => {
      clearTimeout(timer)
      resolve(well)
    }
    child.once('error', () => settle(false))
    child.once('exit', (code) => settle(code === 0))
    child.unref()
  })
}
