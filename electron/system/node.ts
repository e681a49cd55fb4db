/** The machine as plain Node sees it: what `serve` and the command line run on, and what the desktop starts from. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import about from '../../package.json' with { type: 'json' }
import type { ShellName } from '../../shared/shell.ts'
import { nodeBrowser } from './browser.ts'
import { findHome, findPaths } from './paths.ts'
import type { Clock, System } from './ports.ts'

/** A System on Node's own means, with whatever `overrides` a face has of its own. */
export function nodeSystem(overrides: Partial<System> = {}): System {
  const env = overrides.env ?? process.env
  const platform = overrides.platform ?? supported(process.platform)
  const home = findHome(env)
  const paths = overrides.paths ?? findPaths(env, platform, home)
  return {
    clock: systemClock,
    browser: nodeBrowser({ env, platform, home }),
    clipboard: { write: () => Promise.resolve(false) },
    paths,
    env,
    platform,
    shell: findShell(env, platform),
    remote: isRemote(env),
    canStartAtLogin: false,
    quickSwitch: null,
    version: about.version,
    ...overrides,
  }
}

/** A timer of Node holds no more (ms): with 25 days it would run at once. */
const longestTimer = 2 ** 31 - 1

const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    let timer: NodeJS.Timeout
    const wait = (left: number): void => {
      const next = left > longestTimer ? () => wait(left - longestTimer) : run
      timer = setTimeout(next, Math.min(left, longestTimer))
    }
    wait(ms)
    return () => clearTimeout(timer)
  },
}

/** The shell that the person probably works in: SHELL, or PowerShell on Windows unless cmd started us. */
function findShell(env: System['env'], platform: NodeJS.Platform): ShellName {
  const name = path.basename(env['SHELL'] ?? '').replace(/\.exe$/i, '')
  if (name === 'zsh' || name === 'fish' || name === 'bash') return name
  if (name === 'pwsh') return 'powershell'
  if (platform !== 'win32') return platform === 'darwin' ? 'zsh' : 'bash'
  // cmd sets PROMPT; PowerShell does not pass it on unless cmd started it.
  return env['PSModulePath'] === undefined || env['PROMPT'] !== undefined ? 'cmd' : 'powershell'
}

/** Over SSH, in WSL, a container or a cloud workspace, the browser is most likely on another machine. */
function isRemote(env: System['env']): boolean {
  const signs = ['SSH_CONNECTION', 'SSH_TTY', 'WSL_DISTRO_NAME', 'CODESPACES', 'REMOTE_CONTAINERS']
  return signs.some((sign) => env[sign] !== undefined) || existsSync('/.dockerenv') || existsSync('/run/.containerenv')
}

function supported(platform: NodeJS.Platform): System['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux'
}
