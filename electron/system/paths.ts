/** Where files are: AWS's own by its variables, Lanyard's own by the platform's custom. */
import os from 'node:os'
import path from 'node:path'
import type { Paths } from './ports.ts'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Absolute paths for a user whose home is `home`. AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE are expanded as
 * botocore does, `~` and variables; the token cache is under home wherever the config is (aws-facts.md#variables).
 */
export function findPaths(env: Env, platform: NodeJS.Platform, home: string): Paths {
  const own = ownFolders(env, platform, home)
  return {
    home,
    config: expand(env['AWS_CONFIG_FILE'], env, home) ?? path.join(home, '.aws', 'config'),
    credentials: expand(env['AWS_SHARED_CREDENTIALS_FILE'], env, home) ?? path.join(home, '.aws', 'credentials'),
    ssoCache: path.join(home, '.aws', 'sso', 'cache'),
    cliCache: path.join(home, '.aws', 'cli', 'cache'),
    loginCache: expand(env['AWS_LOGIN_CACHE_DIRECTORY'], env, home) ?? path.join(home, '.aws', 'login', 'cache'),
    ...own,
  }
}

/** The user's folder, absolute. An empty HOME would lead into whatever folder this was started in. */
export function findHome(env: Env): string {
  return path.resolve(env['HOME'] || env['USERPROFILE'] || os.userInfo().homedir)
}

/** The folder for what can be made again. */
export function findCache(env: Env, platform: NodeJS.Platform, home: string): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'Lanyard')
  if (platform === 'win32') return path.join(localFolder(env, home), 'cache')
  return path.join(xdg(env['XDG_CACHE_HOME']) ?? path.join(home, '.cache'), 'lanyard')
}

/** `file` as a person names it: `~/.aws/config` for what is under home. */
export function displayPath(file: string, home: string): string {
  const relative = path.relative(home, file)
  const inside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative)
  return inside ? `~${path.sep}${relative}` : file
}

function ownFolders(env: Env, platform: NodeJS.Platform, home: string): Pick<Paths, 'state' | 'settings'> {
  if (platform === 'darwin') {
    const folder = path.join(home, 'Library', 'Application Support', 'Lanyard')
    return { state: path.join(folder, 'state'), settings: folder }
  }
  if (platform === 'win32') {
    const roaming = env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming')
    return { state: localFolder(env, home), settings: path.join(roaming, 'Lanyard') }
  }
  return {
    state: path.join(xdg(env['XDG_STATE_HOME']) ?? path.join(home, '.local', 'state'), 'lanyard'),
    settings: path.join(xdg(env['XDG_CONFIG_HOME']) ?? path.join(home, '.config'), 'lanyard'),
  }
}

/** On Windows. */
function localFolder(env: Env, home: string): string {
  return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Lanyard')
}

/** The XDG base directory specification: a relative path is to be ignored. */
function xdg(folder: string | undefined): string | null {
  return folder !== undefined && path.isAbsolute(folder) ? folder : null
}

function expand(file: string | undefined, env: Env, home: string): string | null {
  if (file === undefined || file === '') return null
  const named = file
    .replaceAll(
      /\$(?:(\w+)|\{([^}]*)\})/g,
      (whole, bare?: string, braced?: string) => env[bare ?? braced ?? ''] ?? whole,
    )
    .replace(/^~(?=$|[/\\])/, () => home)
  return path.resolve(named)
}
