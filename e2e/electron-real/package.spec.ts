/** The package for Linux, made by electron-builder around the real runtime: it starts, and its fuses hold. */
import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'electron-builder'
import { findTestElectron } from '../../scripts/test-electron.mjs'
import type { TestElectron } from '../../scripts/test-electron.mjs'
import { root } from '../../scripts/tool.mjs'
import { getConfig } from '../package/builder.ts'
import type { Configuration } from '../package/builder.ts'
import type { Lanyard } from './lanyard.ts'
import { clickLine, expect, menuWith, test } from './real.ts'
import { layOutFor } from './stage.ts'

let folder = ''
let program = ''
let deb = ''
let version = ''

test.beforeAll(async () => {
  test.setTimeout(300_000)
  const runtime = findTestElectron()
  if (!runtime) throw new Error('There is no Electron runtime: npm test fetches one.')
  version = (JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }).version
  folder = await mkdtemp(path.join(tmpdir(), 'lanyard-package-'))
  await chmod(folder, 0o755)
  await layOutFor(path.join(folder, 'app'), runtime)
  const config = path.join(folder, 'electron-builder.json')
  await writeFile(config, JSON.stringify(await configuration(runtime)))
  process.env['CUSTOM_FPM_PATH'] = path.join(root, 'e2e/package/dpkg-fpm.cjs')
  const made = await build({ projectDir: root, config, linux: ['dir', 'deb'], x64: true, publish: 'never' })
  program = path.join(folder, 'dist/linux-unpacked/lanyard')
  deb = made.find((file) => file.endsWith('.deb')) ?? ''
})

test.afterAll(() => rm(folder, { recursive: true, force: true }))

/** Lanyard's own, around `runtime`. The older Electron lacks one of the fuses, and refuses to have it set. */
async function configuration({ folder: electronDist, isOwn }: TestElectron): Promise<Configuration> {
  const given = await getConfig(root, null, null)
  const { grantFileProtocolExtraPrivileges, ...known } = given['electronFuses'] as Record<string, boolean>
  return {
    ...given,
    directories: {
      ...(given['directories'] as object),
      app: path.join(folder, 'app'),
      output: path.join(folder, 'dist'),
    },
    electronDist,
    electronFuses: isOwn ? { ...known, grantFileProtocolExtraPrivileges } : known,
  }
}

const ended = async (lanyard: Lanyard) => {
  expect((await lanyard.exited).code).toBe(0)
  return lanyard.output()
}

test('it starts into the tray, and ends from there', async ({ start, buses }) => {
  const lanyard = start({ executable: program, args: ['--hidden'] })
  await menuWith(buses, 'corp — sign-in needed')
  await clickLine(buses, 'Quit')
  expect((await lanyard.exited).code).toBe(0)
})

test('it says its version', async ({ start }) => {
  expect(await ended(start({ executable: program, args: ['--version'] }))).toBe(version)
})

test('it runs nobody else’s code: as no Node, with no options of Node’s, from nowhere but its archive', async ({
  start,
  home,
}) => {
  await home.write('intruder.cjs', "process.stdout.write('intruder')")
  const intruder = path.join(home.folder, 'intruder.cjs')
  const asNode = start({ executable: program, args: ['--version'], env: { ELECTRON_RUN_AS_NODE: '1' } })
  expect(await ended(asNode)).toBe(version)
  const withOptions = start({
    executable: program,
    args: ['--version'],
    env: { NODE_OPTIONS: `--require ${intruder}` },
  })
  expect(await ended(withOptions)).not.toContain('intruder')
  const loose = path.join(path.dirname(program), 'resources/app')
  await mkdir(loose)
  await writeFile(path.join(loose, 'package.json'), JSON.stringify({ name: 'intruder', main: 'index.js' }))
  await writeFile(path.join(loose, 'index.js'), "process.stdout.write('intruder'); process.exit(0)")
  expect(await ended(start({ executable: program, args: ['--version'] }))).toBe(version)
})

test('no debugger gets in: by an option, a port or a signal', async ({ start, buses }) => {
  const lanyard = start({ executable: program, args: ['--inspect=0', '--remote-debugging-port=0', '--hidden'] })
  await menuWith(buses, 'Quit')
  process.kill(lanyard.pid, 'SIGUSR1')
  // A Node that listens to it would open its debugger and go on.
  expect((await lanyard.exited).signal).toBe('SIGUSR1')
  expect(lanyard.output()).not.toMatch(/listening/i)
})

test('the deb installs a program that starts, an entry that desktops take, and the handler of links', async ({
  start,
  buses,
  home,
}) => {
  const installed = path.join(folder, 'installed')
  const said = (command: string, ...args: readonly string[]) => {
    const env = { ...process.env, HOME: home.folder, XDG_DATA_DIRS: path.join(installed, 'usr/share') }
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env })
    return { status, text: `${stdout}${stderr}`.trim() }
  }
  expect(said('dpkg-deb', '--field', deb, 'Package', 'Version').text).toBe(`Package: lanyard\nVersion: ${version}`)
  expect(said('dpkg-deb', '--extract', deb, installed).status).toBe(0)
  const entries = path.join(installed, 'usr/share/applications')
  const entry = path.join(entries, 'lanyard.desktop')
  expect(said('desktop-file-validate', entry)).toEqual({ status: 0, text: '' })

  // It lies elsewhere than on a person's machine; tools look whether its program is there.
  await writeFile(entry, (await readFile(entry, 'utf8')).replace('/opt', path.join(installed, 'opt')))
  // What dpkg's trigger does behind every installation.
  expect(said('update-desktop-database', entries).status).toBe(0)
  const chosen = '[Default Applications]\ntext/html=firefox.desktop\n'
  await home.write('.config/mimeapps.list', chosen)
  const lanyard = start({
    executable: path.join(installed, 'opt/Lanyard/lanyard'),
    args: ['--hidden'],
    env: { XDG_DATA_DIRS: path.join(installed, 'usr/share'), XDG_CURRENT_DESKTOP: 'GNOME' },
  })
  await menuWith(buses, 'corp — sign-in needed')
  expect(said('xdg-mime', 'query', 'default', 'x-scheme-handler/lanyard').text).toBe('lanyard.desktop')
  // Electron's own way would have made Lanyard the program for web pages as well.
  expect(await readFile(path.join(home.folder, '.config/mimeapps.list'), 'utf8')).toBe(chosen)
  await clickLine(buses, 'Quit')
  expect((await lanyard.exited).code).toBe(0)
})

test('around the archive is the runtime, and the licences of all that is in it', () => {
  const { stdout } = spawnSync(
    'find',
    [path.dirname(program), '-name', '*.md', '-o', '-name', 'LICENSE*', '-o', '-name', '*.asar'],
    { encoding: 'utf8' },
  )
  const found = stdout
    .trim()
    .split('\n')
    .map((file) => path.relative(path.dirname(program), file))
    .sort()
  expect(found).toEqual([
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
    'resources/app.asar',
    'resources/licenses/program.md',
    'resources/licenses/window.md',
  ])
})
