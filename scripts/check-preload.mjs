/** Holds, after a build, that the preload is what a sandbox accepts: one CommonJS file that requires only `electron`. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const preload = 'preload.cjs'

/**
 * What is wrong with the preload in `folder`; null when nothing is.
 * @param {string} folder
 * @returns {string | null}
 */
export function checkPreload(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  if (files.join() !== preload) return `it is not one file: ${files.sort().join(', ') || 'there is none'}`
  const source = readFileSync(join(folder, preload), 'utf8')
  const wanted = [...source.matchAll(/\brequire\b\s*(\(\s*(["'`])electron\2\s*\))?/g)]
  const other = wanted.find((match) => match[1] === undefined)
  if (other) return `it requires more than electron: ${source.slice(other.index, other.index + 60)}`
  if (/\bimport\b\s*[("'`{*\w]|\bprocess\b|\bBuffer\b/.test(source)) return 'it uses import, process or Buffer'
  return exposes(source)
}

/**
 * Runs it as a sandbox does, where there is nothing but `require`, and looks at what it gives the page.
 * @param {string} source
 */
function exposes(source) {
  /** @type {Record<string, unknown>} */
  const exposed = {}
  const contextBridge = {
    exposeInMainWorld: (/** @type {string} */ name, /** @type {unknown} */ api) => (exposed[name] = api),
  }
  const ipcRenderer = { on: () => ipcRenderer, off: () => ipcRenderer, invoke: () => Promise.resolve() }
  const require = () => ({ contextBridge, ipcRenderer })
  try {
    runInNewContext(`(function (require, module, exports) {${source}\n})(require, { exports: {} }, {})`, { require })
  } catch (error) {
    return `it does not run as CommonJS: ${String(error)}`
  }
  const names = Object.keys(exposed)
  return names.join() === 'lanyard'
    ? null
    : `it gives the page ${names.join(', ') || 'nothing'} instead of lanyard alone`
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const fault = checkPreload(join(root, 'out/preload'))
  if (fault !== null) {
    process.stderr.write(`The preload cannot run in a sandbox: ${fault}\n`)
    process.exitCode = 1
  }
}
