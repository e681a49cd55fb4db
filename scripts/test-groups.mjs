/** The groups of `npm test`, in the order they run: what each needs from the machine, and how it runs. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from './checks.mjs'
import { readPlaywright, readVitest } from './test-reports.mjs'
import { root, runTool } from './tool.mjs'

/** @typedef {import('./test-reports.mjs').Outcome} Outcome */
/** @typedef {'chromium' | 'aws' | 'electron'} Need */
/** @typedef {{ outcome: Outcome, said: string }} Run */

/**
 * @typedef {object} Group
 * @property {string} name
 * @property {readonly Need[]} needs without which it is not run
 * @property {boolean} usesBuild whether `out/` has to be there first
 * @property {(env: NodeJS.ProcessEnv) => Promise<Run>} run
 */

const modules = join(root, 'node_modules')

/** @type {readonly Group[]} */
export const groups = [
  { name: 'check', needs: [], usesBuild: false, run: check },
  { name: 'unit', needs: [], usesBuild: false, run: vitest('unit') },
  { name: 'components', needs: ['chromium'], usesBuild: false, run: vitest('components', 'vitest.browser.config.ts') },
  { name: 'build', needs: [], usesBuild: true, run: single('scripts/check-preload.mjs') },
  { name: 'package', needs: [], usesBuild: true, run: vitest('package') },
  { name: 'cli', needs: [], usesBuild: true, run: vitest('cli') },
  { name: 'interop', needs: ['aws'], usesBuild: true, run: vitest('interop') },
  { name: 'long', needs: [], usesBuild: true, run: vitest('long') },
  { name: 'window', needs: ['chromium'], usesBuild: true, run: playwright('window') },
  { name: 'browser', needs: ['chromium'], usesBuild: true, run: playwright('browser') },
  { name: 'desktop', needs: ['chromium'], usesBuild: true, run: playwright('desktop') },
  { name: 'electron', needs: ['electron'], usesBuild: true, run: playwright('electron') },
]

/** @returns {Promise<Run>} */
async function check() {
  const results = await runChecks()
  const failed = results.filter(({ ok }) => !ok)
  const said = failed.map((result) => `${result.name}:\n${result.said}`).join('\n\n')
  return { outcome: { passed: results.length - failed.length, failed: failed.length, notRun: [] }, said }
}

/**
 * A script that is one test: its exit code says how it went.
 * @param {string} script
 */
function single(script) {
  return async (/** @type {NodeJS.ProcessEnv} */ env) => {
    const { code, said } = await runTool([join(root, script)], { env })
    return { outcome: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, notRun: [] }, said }
  }
}

/**
 * @param {string} project
 * @param {string} [config]
 */
function vitest(project, config = 'vitest.config.ts') {
  return async (/** @type {NodeJS.ProcessEnv} */ env) => {
    const file = freshReport(project)
    const only = config === 'vitest.config.ts' ? ['--project', project] : []
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const args = [join(modules, 'vitest/vitest.mjs'), 'run', '--config', config, ...only, ...reporters]
    const { code, said } = await runTool(args, { env })
    return { outcome: readVitest(readReport(file), code), said }
  }
}

/** @param {string} project */
function playwright(project) {
  return async (/** @type {NodeJS.ProcessEnv} */ env) => {
    const file = freshReport(project)
    const cli = join(modules, '@playwright/test/cli.js')
    const args = [cli, 'test', '--config', 'e2e/playwright.config.ts', `--project=${project}`, '--reporter=list,json']
    const { code, said } = await runTool(args, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } })
    return { outcome: readPlaywright(readReport(file), code), said }
  }
}

/** @param {string} name */
function freshReport(name) {
  const folder = join(root, 'test-results/reports')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.json`)
  rmSync(file, { force: true })
  return file
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
