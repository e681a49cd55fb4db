/** Packs the build for real, as `npm run package` does, on a folder that stands in for Electron's runtime. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { feedConfiguration, layOut } from '../../scripts/packing.mjs'
import { asar, fuses } from './builder.ts'
import { fpm, layRuntime, readFpmCall, valuesOf } from './stand-ins.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Elsewhere the tools for deb and rpm would have to be downloaded. */
const onLinux = process.platform === 'linux'

let folder = ''
/** What the packages install. */
let unpacked = ''
/** The archive's content, as a folder. */
let content = ''
let files: readonly string[] = []

/** Makes `dist/` in `folder`: `linux-unpacked/`, and what was asked of fpm for the deb and the rpm. */
function pack(env: NodeJS.ProcessEnv, prepackaged?: string): Promise<string[]> {
  return build({
    projectDir: root,
    config: {
      ...feedConfiguration(env),
      directories: { app: path.join(folder, 'app'), output: path.join(folder, 'dist') },
      electronDist: path.join(folder, 'runtime'),
    },
    linux: onLinux ? ['deb', 'rpm'] : ['dir'],
    x64: true,
    publish: 'never',
    ...(prepackaged !== undefined && { prepackaged }),
  })
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lanyard-package-'))
  await layRuntime(path.join(folder, 'runtime'))
  vi.stubEnv('CUSTOM_FPM_PATH', fpm)
  // With one, electron-builder takes GitHub's releases for the feed unless it is told otherwise.
  vi.stubEnv('GITHUB_TOKEN', 'of a workflow')
  layOut(path.join(folder, 'app'))
  await pack({})
  unpacked = path.join(folder, 'dist/linux-unpacked')
  content = path.join(folder, 'content')
  asar.extractAll(path.join(unpacked, 'resources/app.asar'), content)
  files = await filesIn(content)
}, 60_000)

afterAll(() => rm(folder, { recursive: true, maxRetries: 5 }))

/** Relative to it, sorted. */
async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
}

describe('the archive', () => {
  test('holds the program, the preload, the page and a package.json, and nothing else', () => {
    const allowed = [
      /^package\.json$/,
      /^out\/main\/([\w-]+\.js|package\.json)$/,
      /^out\/preload\/preload\.cjs$/,
      /^out\/renderer\/index\.html$/,
      /^out\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2)$/,
    ]
    expect(files.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['package.json', 'out/main/main.js', 'out/renderer/index.html']))
  })

  test('leaves out the command line, which has no Node in a package', () => {
    expect(files).not.toContain('out/main/cli.js')
  })

  test('has a package.json that says what Electron reads', async () => {
    expect(JSON.parse(await readFile(path.join(content, 'package.json'), 'utf8'))).toEqual({
      name: 'lanyard',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
      description: expect.any(String) as unknown,
      license: 'MIT',
      author: 'The Lanyard contributors',
      homepage: 'https://lanyard.invalid',
      type: 'module',
      main: 'out/main/main.js',
      desktopName: 'lanyard.desktop',
    })
  })

  test('lacks no module that another one imports', async () => {
    const scripts = files.filter((name) => name.endsWith('.js'))
    const missing = await Promise.all(
      scripts.map(async (name) => {
        const source = await readFile(path.join(content, name), 'utf8')
        const wanted = [...source.matchAll(/\brequire\(["'`](\.[^"'`]+)["'`]/g)]
        return wanted
          .map(([, specifier = '']) => path.posix.join(path.posix.dirname(name), specifier))
          .filter((target) => !files.includes(target))
      }),
    )
    expect(scripts.length).toBeGreaterThan(20)
    expect(missing.flat()).toEqual([])
  })

  test('starts, with no node_modules near it', async () => {
    const home = path.join(folder, 'home')
    await mkdir(home)
    const boot = path.join(root, 'e2e/electron/boot.ts')
    const main = path.join(content, 'out/main/main.js')
    const env = { ...process.env, HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home }
    const options = JSON.stringify({ args: ['--hidden'], lockTaken: false })
    const child = spawn(process.execPath, [boot, main, options], {
      env,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    onTestFinished(() => void child.kill())
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const first = await new Promise((resolve) => {
      child.once('message', resolve).once('close', (code) => resolve({ code, stderr }))
    })
    expect(first).toEqual({ booted: true })
  })
})

test('around the archive is the runtime, one language, and the licences', async () => {
  expect(await filesIn(unpacked)).toEqual([
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
    'chrome-sandbox',
    'lanyard',
    'locales/en-US.pak',
    'resources/app.asar',
    ...(onLinux ? ['resources/apparmor-profile'] : []),
    'resources/licenses/lanyard.txt',
    'resources/licenses/program.md',
    'resources/licenses/window.md',
    'version',
  ])
})

test('every bundled library has its licence beside it', async () => {
  const texts = await Promise.all(
    ['program.md', 'window.md'].map((name) => readFile(path.join(unpacked, 'resources/licenses', name), 'utf8')),
  )
  // The Blue Oak licence has headings of its own.
  const headings = texts.flatMap((text) => text.match(/^## .* - .*$/gm) ?? [])
  for (const name of ['valibot', 'react', '@smithy/core', '@fontsource-variable/inter']) {
    expect(headings.some((heading) => heading.startsWith(`## ${name} - `))).toBe(true)
  }
  expect(headings.filter((heading) => !/ - [\d.]+ \([\w.-]+\)$/.test(heading))).toEqual([])
})

test('the fuses are set in the executable', async () => {
  const found = await fuses.getCurrentFuseWire(path.join(unpacked, 'lanyard'))
  const states = Object.entries(fuses.FuseV1Options)
    .filter(([number]) => /^\d+$/.test(number))
    .map(([number, name]) => [name, found[number] === 49 ? 'on' : found[number] === 48 ? 'off' : found[number]])
  expect(Object.fromEntries(states)).toEqual({
    RunAsNode: 'off',
    EnableCookieEncryption: 'off',
    EnableNodeOptionsEnvironmentVariable: 'off',
    EnableNodeCliInspectArguments: 'off',
    EnableEmbeddedAsarIntegrityValidation: 'on',
    OnlyLoadAppFromAsar: 'on',
    LoadBrowserProcessSpecificV8Snapshot: 'off',
    GrantFileProtocolExtraPrivileges: 'off',
  })
})

describe.skipIf(!onLinux).each([
  ['deb', 'amd64.deb', 'libgtk-3-0t64 | libgtk-3-0'],
  ['rpm', 'x86_64.rpm', 'gtk3'],
])('on Linux, the %s', (_kind, ending, toolkit) => {
  const call = async () => {
    const made = await readdir(path.join(folder, 'dist'))
    return readFpmCall(path.join(folder, 'dist', made.find((name) => name.endsWith(ending)) ?? ending))
  }

  test('depends on what the runtime is linked with, and recommends nothing', async () => {
    const called = await call()
    expect(valuesOf(called, '-d')).toContain(toolkit)
    expect(valuesOf(called, '-d')).toContain('xdg-utils')
    expect(valuesOf(called, '-d').filter((name) => /appindicator|secret|uuid/.test(name))).toEqual([])
    expect(valuesOf(called, '--deb-recommends')).toEqual([])
    expect(valuesOf(called, '--url')).toEqual(['https://lanyard.invalid'])
  })

  test('has a desktop entry that opens lanyard:// links', async () => {
    const { texts } = await call()
    expect(texts['/usr/share/applications/lanyard.desktop']?.split('\n')).toEqual(
      expect.arrayContaining([
        'Exec=/opt/Lanyard/lanyard %U',
        'Icon=lanyard',
        'StartupWMClass=lanyard',
        'MimeType=x-scheme-handler/lanyard;',
        'Categories=Development;',
      ]),
    )
  })

  test('has the icon in the sizes that desktops look for', async () => {
    const { args } = await call()
    const sizes = args.flatMap(
      (arg) => arg.match(/=\/usr\/share\/icons\/hicolor\/(\d+)x\1\/apps\/lanyard\.png$/)?.[1] ?? [],
    )
    expect(sizes).toEqual(['16', '24', '32', '48', '64', '128', '256', '512'])
  })

  test("touches nobody's autostart when it comes and goes", async () => {
    const { texts } = await call()
    expect(`${texts['--after-install']}${texts['--after-remove']}`).not.toContain('autostart')
  })
})

describe.skipIf(!onLinux)('on Linux, updates', () => {
  const feed = () => path.join(unpacked, 'resources/app-update.yml')

  test('are off unless a feed is configured', () => expect(existsSync(feed())).toBe(false))

  test('come from the feed that is configured', async () => {
    const copy = path.join(folder, 'with-feed')
    await cp(unpacked, copy, { recursive: true })
    await pack({ LANYARD_RELEASE_FEED: 'https://releases.example.com/lanyard' }, copy)
    expect(await readFile(path.join(copy, 'resources/app-update.yml'), 'utf8')).toContain(
      'url: https://releases.example.com/lanyard',
    )
  })
})
