/** `out/` as the sources say: built when one of them changed since the last build, and left alone otherwise. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleSizes, overBudget } from './bundles.mjs'
import { withLock } from './lock.mjs'
import { root, runTool } from './tool.mjs'

/** Written last and removed first, so that an interrupted build has none. */
const stamp = join(root, 'out/.built-from')
export const sources = [
  'shared',
  'electron',
  'renderer',
  'assets',
  'electron.vite.config.ts',
  'scripts/bundles.mjs',
  'scripts/lazy-builtins.mjs',
  'package.json',
  'package-lock.json',
]

/**
 * Silent when there is nothing to do.
 * @returns {Promise<boolean>} false when the build failed, which has been said then
 */
export async function buildIfStale() {
  if (isBuiltFrom(fingerprint(sources))) return true
  const onWait = () => process.stderr.write('Another build is running; waiting for it.\n')
  return withLock(join(root, '.build.lock'), { onWait }, async () => {
    // Taken before the build: a source that changes meanwhile makes the result stale.
    const wanted = fingerprint(sources)
    if (isBuiltFrom(wanted)) return true
    process.stderr.write('Building Lanyard…\n')
    rmSync(stamp, { force: true })
    if (!(await build())) return false
    writeFileSync(stamp, wanted)
    return true
  })
}

/** @param {string} wanted */
function isBuiltFrom(wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

/**
 * Of contents, not dates: a fresh checkout or another branch and back need no new build.
 * @param {readonly string[]} names files and folders, relative to the root; those that are not there count for nothing
 */
export function fingerprint(names) {
  const hash = createHash('sha256')
  for (const file of names
    .filter((name) => existsSync(join(root, name)))
    .flatMap(filesOf)
    .filter((name) => !/\.test\.tsx?$/.test(name))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} name file or folder, relative to the root
 * @returns {string[]} the files in it, relative to the root, in a fixed order
 */
function filesOf(name) {
  const path = join(root, name)
  if (!statSync(path).isDirectory()) return [name]
  const found = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return found
    .filter((inside) => statSync(join(path, inside)).isFile())
    .map((inside) => join(name, inside))
    .sort()
}

/** electron-vite says a line for every file it makes; that is of interest only when it fails. Then the sizes are held. */
async function build() {
  const cli = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { code, said } = await runTool([cli, 'build', '--logLevel', 'warn'])
  const fault = code === 0 ? overBudget(bundleSizes(join(root, 'out'))) : said
  if (fault !== null) process.stderr.write(`${fault}\nThe build failed.\n`)
  return fault === null
}
