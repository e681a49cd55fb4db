/** What of the build belongs to which program, and how many bytes of it there may be. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The licences of what is bundled, which the build writes beside it. */
export const noticesName = 'THIRD-PARTY-NOTICES.md'

/**
 * Bytes, uncompressed, with room for what is to come but not for another library. `atStart` is what loads before the
 * first dynamic import; of the command line, what every command loads.
 */
const budget = {
  main: 1_200_000,
  mainAtStart: 290_000,
  cli: 1_250_000,
  cliAtStart: 230_000,
  preload: 2_000,
  renderer: 1_000_000,
  fonts: 320_000,
}

/** The second is what the first runs (`electron/system/compiled.ts`). */
const everyCommand = ['cli.js', 'everyday.js']

/**
 * The files of a folder of CommonJS modules that run when `entry` does: itself, what it requires, and what those require.
 * @param {string} folder
 * @param {string} entry
 * @param {{ atStart?: boolean }} [options] whether to leave out what is loaded later: an `import()` in the sources
 * @returns {string[]} names in `folder`, sorted
 */
export function reached(folder, entry, { atStart = false } = {}) {
  const names = new Set(readdirSync(folder))
  const pattern = atStart ? /(?<!=>(?:[\w.]+\()?)\brequire\(["'`]\.\/([\w.-]+)["'`]\)/g : /["'`]\.\/([\w.-]+)["'`]/g
  const found = new Set([entry])
  for (const file of found) {
    for (const [, name = ''] of readFileSync(join(folder, file), 'utf8').matchAll(pattern)) {
      if (names.has(name)) found.add(name)
    }
  }
  return [...found].sort()
}

/**
 * @param {string} out the build's folder
 * @returns {Record<keyof typeof budget, number>} bytes
 */
export function bundleSizes(out) {
  const main = join(out, 'main')
  const assets = join(out, 'renderer/assets')
  const page = readdirSync(assets)
  const sum = (/** @type {string} */ folder, /** @type {readonly string[]} */ names) =>
    names.reduce((bytes, name) => bytes + statSync(join(folder, name)).size, 0)
  return {
    main: sum(main, reached(main, 'main.js')),
    mainAtStart: sum(main, reached(main, 'main.js', { atStart: true })),
    cli: sum(main, reached(main, 'cli.js')),
    cliAtStart: sum(main, [...new Set(everyCommand.flatMap((name) => reached(main, name, { atStart: true })))]),
    preload: sum(join(out, 'preload'), ['preload.cjs']),
    renderer: sum(
      assets,
      page.filter((name) => !name.endsWith('.woff2')),
    ),
    fonts: sum(
      assets,
      page.filter((name) => name.endsWith('.woff2')),
    ),
  }
}

/**
 * @param {Record<keyof typeof budget, number>} sizes
 * @returns {string | null} which bundles are larger than the budget, with figures; null when none is
 */
export function overBudget(sizes) {
  const names = /** @type {(keyof typeof budget)[]} */ (Object.keys(budget))
  const lines = names
    .filter((name) => sizes[name] > budget[name])
    .map((name) => `${name}: ${figure(sizes[name])}, ${figure(sizes[name] - budget[name])} over its budget`)
  return lines.length === 0 ? null : `Larger than scripts/bundles.mjs allows:\n${lines.join('\n')}`
}

/** @param {number} bytes */
function figure(bytes) {
  return `${bytes.toLocaleString('en-US')} bytes`
}
