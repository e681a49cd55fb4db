/** Electron's runtime, which its npm package downloads on first use: found, or fetched as long as that makes progress. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'
import { runWatched } from './watched.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const electron = join(root, 'node_modules/electron')
/** How long (ms) a network that sends nothing is waited for. */
const patience = 8_000

/** @returns {string | null} the runtime's absolute path; null when it is not on this machine */
export function findElectron() {
  const pointer = join(electron, 'path.txt')
  if (!existsSync(pointer)) return null
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electron, 'dist')
  const file = join(dist, readFileSync(pointer, 'utf8'))
  return existsSync(file) ? file : null
}

/**
 * Downloads and unpacks the runtime by Electron's own installer.
 * @param {(sentence: string) => void} say
 * @returns {Promise<string | null>} its absolute path; null when it cannot be had
 */
export async function fetchElectron(say) {
  const onWait = () => say("Another start is downloading Electron's runtime; waiting for it.")
  return withLock(join(root, '.electron.lock'), { onWait }, async () => {
    if (findElectron() !== null) return findElectron()
    say("Downloading Electron's runtime (about 110 MB, once).")
    // A temporary folder of its own, so that what arrives can be seen.
    const arriving = mkdtempSync(join(tmpdir(), 'lanyard-electron-'))
    const env = { ...process.env, TMPDIR: arriving, TEMP: arriving, TMP: arriving, ELECTRON_GET_NO_PROGRESS: '1' }
    const progress = () => sizeOf(arriving) + sizeOf(join(electron, 'dist'))
    try {
      await runWatched(process.execPath, [join(electron, 'install.js')], { env, patience, progress })
    } finally {
      rmSync(arriving, { recursive: true, force: true })
    }
    return findElectron()
  })
}

/**
 * @param {string} folder
 * @returns {number} bytes in it
 */
function sizeOf(folder) {
  if (!existsSync(folder)) return 0
  let bytes = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
  }
  return bytes
}
