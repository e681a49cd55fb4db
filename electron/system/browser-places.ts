/** Where the well-known browsers are installed, and where they keep their profiles, by platform. */
import path from 'node:path'

export interface UserEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
}

/** Where a browser would be: the first of `programs` that is there, with the profiles of the first folder that has any. */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly family: 'firefox' | 'chromium'
  readonly programs: readonly string[]
  readonly folders: readonly string[]
}

interface Known extends Pick<Candidate, 'id' | 'name' | 'family'> {
  readonly linux: {
    readonly programs: readonly string[]
    readonly folders: readonly string[]
    readonly flatpak: string
    readonly snap?: string
  }
  readonly mac: { readonly app: string; readonly program: string; readonly folder: string }
  readonly windows: { readonly program: string; readonly folder: string }
}

/** `~` is home and `^` the settings folder, as each kind of package has them; `%` the one of roaming settings on Windows. */
const known: readonly Known[] = [
  {
    id: 'firefox',
    name: 'Firefox',
    family: 'firefox',
    linux: {
      programs: ['firefox', 'firefox-esr'],
      folders: ['~/.mozilla/firefox', '^/mozilla/firefox'],
      flatpak: 'org.mozilla.firefox',
      snap: 'firefox',
    },
    mac: { app: 'Firefox', program: 'firefox', folder: 'Firefox' },
    windows: { program: 'Mozilla Firefox/firefox.exe', folder: '%/Mozilla/Firefox' },
  },
  {
    id: 'chrome',
    name: 'Google Chrome',
    family: 'chromium',
    linux: {
      programs: ['google-chrome-stable', 'google-chrome'],
      folders: ['^/google-chrome'],
      flatpak: 'com.google.Chrome',
    },
    mac: { app: 'Google Chrome', program: 'Google Chrome', folder: 'Google/Chrome' },
    windows: { program: 'Google/Chrome/Application/chrome.exe', folder: '^/Google/Chrome/User Data' },
  },
  {
    id: 'chromium',
    name: 'Chromium',
    family: 'chromium',
    linux: {
      programs: ['chromium', 'chromium-browser'],
      folders: ['^/chromium'],
      flatpak: 'org.chromium.Chromium',
      snap: 'chromium',
    },
    mac: { app: 'Chromium', program: 'Chromium', folder: 'Chromium' },
    windows: { program: 'Chromium/Application/chrome.exe', folder: '^/Chromium/User Data' },
  },
  {
    id: 'edge',
    name: 'Microsoft Edge',
    family: 'chromium',
    linux: {
      programs: ['microsoft-edge-stable', 'microsoft-edge'],
      folders: ['^/microsoft-edge'],
      flatpak: 'com.microsoft.Edge',
    },
    mac: { app: 'Microsoft Edge', program: 'Microsoft Edge', folder: 'Microsoft Edge' },
    windows: { program: 'Microsoft/Edge/Application/msedge.exe', folder: '^/Microsoft/Edge/User Data' },
  },
  {
    id: 'brave',
    name: 'Brave',
    family: 'chromium',
    linux: {
      programs: ['brave-browser', 'brave'],
      folders: ['^/BraveSoftware/Brave-Browser'],
      flatpak: 'com.brave.Browser',
    },
    mac: { app: 'Brave Browser', program: 'Brave Browser', folder: 'BraveSoftware/Brave-Browser' },
    windows: {
      program: 'BraveSoftware/Brave-Browser/Application/brave.exe',
      folder: '^/BraveSoftware/Brave-Browser/User Data',
    },
  },
  {
    id: 'vivaldi',
    name: 'Vivaldi',
    family: 'chromium',
    linux: { programs: ['vivaldi-stable', 'vivaldi'], folders: ['^/vivaldi'], flatpak: 'com.vivaldi.Vivaldi' },
    mac: { app: 'Vivaldi', program: 'Vivaldi', folder: 'Vivaldi' },
    windows: { program: 'Vivaldi/Application/vivaldi.exe', folder: '^/Vivaldi/User Data' },
  },
]

/** Absolute paths. On Linux a browser may be there several times, each with profiles of its own. */
export function browserCandidates(environment: UserEnvironment): readonly Candidate[] {
  if (environment.platform === 'win32') return known.map((browser) => onWindows(browser, environment))
  if (environment.platform === 'darwin') return known.map((browser) => onMac(browser, environment))
  return known.flatMap((browser) => onLinux(browser, environment))
}

function onLinux({ id, name, family, linux }: Known, { env, home }: UserEnvironment): readonly Candidate[] {
  const { join, isAbsolute } = path.posix
  const xdg = env['XDG_CONFIG_HOME'] ?? ''
  const config = isAbsolute(xdg) ? xdg : join(home, '.config')
  const inside = (own: string, settings: string) =>
    linux.folders.map((folder) => folder.replace(/^~/, () => own).replace(/^\^/, () => settings))
  const onPath = (env['PATH'] ?? '').split(':').filter((folder) => isAbsolute(folder) && folder !== '/snap/bin')
  const programs = linux.programs.flatMap((program) => onPath.map((folder) => join(folder, program)))
  const all: Candidate[] = [{ id, name, family, programs, folders: inside(home, config) }]
  const exported = ['/var/lib/flatpak', join(home, '.local/share/flatpak')]
  const flat = join(home, '.var/app', linux.flatpak)
  all.push({
    id: `${id}-flatpak`,
    name: `${name} (Flatpak)`,
    family,
    programs: exported.map((folder) => join(folder, 'exports/bin', linux.flatpak)),
    folders: inside(flat, join(flat, 'config')),
  })
  if (linux.snap !== undefined) {
    const snap = join(home, 'snap', linux.snap, 'common')
    const programs = [join('/snap/bin', linux.snap)]
    all.push({ id: `${id}-snap`, name: `${name} (Snap)`, family, programs, folders: inside(snap, snap) })
  }
  return all
}

function onMac({ id, name, family, mac: { app, program, folder } }: Known, { home }: UserEnvironment): Candidate {
  const { join } = path.posix
  const programs = ['/Applications', join(home, 'Applications')].map((folder) =>
    join(folder, `${app}.app/Contents/MacOS`, program),
  )
  return { id, name, family, programs, folders: [join(home, 'Library/Application Support', folder)] }
}

function onWindows(
  { id, name, family, windows: { program, folder } }: Known,
  { env, home }: UserEnvironment,
): Candidate {
  const { join } = path.win32
  const local = env['LOCALAPPDATA'] ?? join(home, 'AppData/Local')
  const roaming = env['APPDATA'] ?? join(home, 'AppData/Roaming')
  const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], local].filter((root) => root !== undefined)
  const own = folder.startsWith('%') ? roaming : local
  return { id, name, family, programs: roots.map((root) => join(root, program)), folders: [join(own, folder.slice(2))] }
}
