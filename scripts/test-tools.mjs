/** What the tests use from the machine: a Chromium, every AWS CLI, AWS's SDKs for Go and Ruby, the shells, a desktop. Plain Node 20, since set-up uses it. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideTestElectron } from './test-electron.mjs'
import { runWatched } from './watched.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge']
/** They read the lines that Lanyard prints for them. */
const shells = windows ? [] : ['zsh', 'fish']
const inCi = process.env['CI'] === 'true'

export const chromiumHint = isDebian()
  ? 'Run: sudo apt-get install chromium'
  : 'Run: npx playwright install --with-deps chromium'
export const awsHint =
  'Install the AWS CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'

/**
 * A Chromium that Playwright can drive: CHROMIUM_PATH, one on the path, one where installers put it, or Playwright's own.
 * @returns {Promise<string | null>} its absolute path
 */
export async function findChromium() {
  const given = process.env['CHROMIUM_PATH']
  if (given) return given
  const candidates = [...browsers.flatMap(onPath), ...installedBrowsers()]
  return candidates.find((file) => existsSync(file) && answers(file)) ?? playwrightsOwn()
}

/**
 * Every AWS CLI on the path, each once: several versions side by side are all worth a test.
 * @returns {string[]} absolute paths
 */
export function findAwsClis() {
  const all = onPath('aws')
  const real = all.map((file) => realpathSync(file))
  return all.filter((file, index) => real.indexOf(realpathSync(file)) === index && answers(file))
}

/** Of which package each program of the desktop is that Electron's tests are on: Debian's names. */
const deskPrograms = {
  Xvfb: 'xvfb',
  openbox: 'openbox',
  trayer: 'trayer',
  'dbus-daemon': 'dbus-daemon',
  'desktop-file-validate': 'desktop-file-utils',
  'xdg-mime': 'xdg-utils',
}
/** What has no program of its own: the buses from Python, the library by which Electron notifies, and that of test keys. */
const deskPackages = ['python3-dbus', 'python3-gi', 'libnotify4', 'libxtst6']

/** AWS's SDKs for Go and Ruby, which read the config files in ways of their own. With Go they are a gigabyte: for CI. */
const readerPackages = ['golang-go', 'golang-github-aws-aws-sdk-go-v2-dev', 'ruby-aws-sdk-core']

/** @returns {string | null} what of the desktop for Electron's tests is missing here */
export function whyNoDesk() {
  if (process.platform !== 'linux') return 'they drive Electron through X11 and D-Bus'
  const missing = [...missingDeskPrograms(), ...(hasDeskPackages() ? [] : deskPackages)]
  return missing.length === 0 ? null : `Run: sudo apt-get install ${missing.join(' ')}`
}

function missingDeskPrograms() {
  return Object.entries(deskPrograms).flatMap(([program, name]) => (isMissing(program) ? name : []))
}

function hasDeskPackages() {
  const script = "import dbus, gi, ctypes; ctypes.CDLL('libnotify.so.4'); ctypes.CDLL('libXtst.so.6')"
  return spawnSync('/usr/bin/python3', ['-c', script], { stdio: 'ignore' }).status === 0
}

/**
 * Installs what is missing where that needs nobody's answer: by apt as root, by Playwright otherwise. What stays missing
 * is said here with what to run, and its tests are counted as not run.
 * @param {(sentence: string) => void} say
 */
export async function provideTestTools(say) {
  const lacking = []
  if ((await findChromium()) === null) lacking.push('chromium')
  if (isMissing('aws') || (inCi && !existsSync('/usr/bin/aws'))) lacking.push('awscli')
  lacking.push(...shells.filter(isMissing))
  if (inCi && (isMissing('go') || isMissing('ruby'))) lacking.push(...readerPackages)
  if (process.platform === 'linux') {
    lacking.push(...missingDeskPrograms(), ...(hasDeskPackages() ? [] : deskPackages))
    await provideTestElectron(say)
  }
  if (lacking.length === 0) return
  if (isDebian() && process.getuid?.() === 0) await installByApt(lacking, say)
  if ((await findChromium()) === null) await installByPlaywright(say)
  if ((await findChromium()) === null)
    say(`There is no Chromium, so the tests in a browser will not run. ${chromiumHint}`)
  if (isMissing('aws')) say(`There is no AWS CLI, so the tests with it will not run. ${awsHint}`)
  for (const shell of shells.filter(isMissing)) say(`There is no ${shell}, so the tests with it will not run.`)
  if (whyNoDesk() !== null) say(`There is no desktop for Electron, so the tests in it will not run. ${whyNoDesk()}`)
}

/**
 * @param {string[]} packages
 * @param {(sentence: string) => void} say
 */
async function installByApt(packages, say) {
  say(`Installing ${packages.join(', ')} by apt, for the tests.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, patience: 120_000, progress: (/** @type {string} */ said) => said.length }
  const network = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1', '-o', 'DPkg::Lock::Timeout=120']
  await runWatched('apt-get', [...network, 'update'], options)
  const result = await runWatched(
    'apt-get',
    [...network, 'install', '--yes', '--no-install-recommends', ...packages],
    options,
  )
  if (!result.ok) say(`apt could not: ${result.said.trim().split('\n').slice(-3).join(' ')}`)
}

/** @param {(sentence: string) => void} say */
async function installByPlaywright(say) {
  say("Downloading Playwright's Chromium, for the tests.")
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' }
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  const progress = (/** @type {string} */ said) => said.length
  await runWatched(process.execPath, [cli, 'install', 'chromium'], { env, patience: 30_000, progress })
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return file !== '' && existsSync(file) ? file : null
}

function installedBrowsers() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (!windows) return []
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? [])
  return folders.flatMap((folder) => [
    join(folder, 'Google/Chrome/Application/chrome.exe'),
    join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ])
}

/** @param {string} name */
function onPath(name) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, windows ? `${name}.exe` : name)).filter(isExecutable)
}

/** @param {string} name */
function isMissing(name) {
  return onPath(name).length === 0
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Whether it runs at all: Ubuntu's `chromium-browser` and a pyenv shim without a version behind it do not.
 * On Windows a browser would open a window instead.
 * @param {string} file
 */
function answers(file) {
  return windows || spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}
