/**
 * `npm test`: every check and test, group by group; `npm test -- unit browser` runs those groups alone.
 * Ends with a table and, alone on the last line, `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale } from './fresh-build.mjs'
import { whenNpmEnds } from './orphan.mjs'
import { groups } from './test-groups.mjs'
import { findTestElectron } from './test-electron.mjs'
import { awsHint, chromiumHint, findAwsClis, findChromium, whyNoDesk } from './test-tools.mjs'

/** @typedef {import('./test-groups.mjs').Group} Group */
/** @typedef {import('./test-groups.mjs').Need} Need */
/** @typedef {Map<Need, { why: string, isFailure: boolean }>} Lacking why a need is not met here */
/** @typedef {{ name: string, passed: number, failed: number, notRun: readonly { count: number, what: string, why: string }[], seconds: number }} Row */

const inCi = process.env['CI'] === 'true'
/** Everything that these tests need can be had there by npm and apt. */
const canHaveElectron = process.platform === 'linux' && process.arch === 'x64'
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))
whenNpmEnds(() => process.exit(130))

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !groups.some((group) => group.name === name))
if (unknown.length > 0) {
  print(`There is no group ${unknown.join(', ')}. Groups: ${groups.map(({ name }) => name).join(', ')}`)
  process.exitCode = 2
} else {
  await test(groups.filter(({ name }) => asked.length === 0 || asked.includes(name)))
}

/** @param {readonly Group[]} wanted */
async function test(wanted) {
  const chromium = await findChromium()
  const lacking = await findLacking(chromium, wanted)
  const env = { ...process.env, ...(chromium !== null && { CHROMIUM_PATH: chromium }) }
  /** @type {Row[]} */
  const rows = []
  for (const group of wanted) {
    const row = await runGroup(group, lacking, env)
    rows.push(row)
    print(`${row.failed > 0 ? '✗' : row.passed > 0 ? '✓' : '–'} ${inWords(row)}`)
  }
  summarize(rows)
}

/**
 * Why a need is not met here; a need that is met has no entry.
 * @param {string | null} chromium
 * @param {readonly Group[]} wanted
 * @returns {Promise<Lacking>}
 */
async function findLacking(chromium, wanted) {
  /** @type {Lacking} */
  const lacking = new Map()
  if (chromium === null) lacking.set('chromium', { why: `no Chromium here. ${chromiumHint}`, isFailure: inCi })
  if (findAwsClis().length === 0) lacking.set('aws', { why: `no AWS CLI here. ${awsHint}`, isFailure: inCi })
  if (wanted.some(({ needs }) => needs.includes('electron'))) {
    const why = whyNoElectron()
    if (why !== null) lacking.set('electron', { why, isFailure: inCi && canHaveElectron })
  }
  return lacking
}

function whyNoElectron() {
  const desk = whyNoDesk()
  if (desk !== null) return `no desktop for Electron here: ${desk}`
  const runtime = findTestElectron()
  if (runtime === null) return 'no Electron runtime here; npm test fetches one where it can'
  const { stdout } = spawnSync('ldd', [join(runtime.folder, 'electron')], { encoding: 'utf8' })
  const missing = /^\s*(\S+) => not found/m.exec(stdout ?? '')?.[1]
  return missing === undefined ? null : `Electron lacks ${missing} here`
}

/**
 * @param {Group} group
 * @param {Lacking} lacking
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Row>}
 */
async function runGroup(group, lacking, env) {
  const began = performance.now()
  const missing = group.needs.map((need) => lacking.get(need)).find((found) => found !== undefined)
  if (missing) {
    const notRun = [{ count: 0, what: group.name, why: missing.why }]
    return { name: group.name, passed: 0, failed: missing.isFailure ? 1 : 0, notRun, seconds: 0 }
  }
  if (group.usesBuild && !(await buildIfStale())) {
    return { name: group.name, passed: 0, failed: 1, notRun: [], seconds: (performance.now() - began) / 1000 }
  }
  const { outcome, said } = await group.run(env)
  if (outcome.failed > 0) print(`\n${said}\n`)
  return { name: group.name, ...outcome, seconds: (performance.now() - began) / 1000 }
}

/** @param {readonly Row[]} rows */
function summarize(rows) {
  const sum = (/** @type {'passed' | 'failed'} */ key) => rows.reduce((total, row) => total + row[key], 0)
  const notRun = rows.flatMap((row) => row.notRun.map((one) => ({ ...one, group: row.name })))
  print('')
  for (const { group, count, what, why } of notRun) {
    const tests = count === 0 ? '' : ` (${count} ${count === 1 ? 'test' : 'tests'})`
    print(`not run: ${what === group ? group : `${group}, ${what}`}${tests}: ${why}`)
  }
  print(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}

/** @param {Row} row */
function inWords({ name, passed, failed, notRun, seconds }) {
  const parts = [`${passed} passed`]
  if (failed > 0) parts.push(`${failed} failed`)
  const left = notRun.reduce((total, { count }) => total + count, 0)
  if (notRun.length > 0) parts.push(left === 0 ? 'not run' : `${left} not run`)
  return `${name.padEnd(12)}${parts.join(', ').padEnd(36)}${seconds.toFixed(1)} s`
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`)
}
