/**
 * `npm run demo`: a demo organization on loopback, a throw-away AWS folder, and Lanyard on both. Everything ends with it.
 * `--browser` opens the browser face; other options go to the organization (`testing/idc/main.ts`).
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { demoEnvironment, makeDemoHome } from './demo-home.mjs'
import { buildIfStale } from './fresh-build.mjs'
import { launch, passOn } from './launch.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

if (await buildIfStale()) await demo()
else process.exitCode = 1

async function demo() {
  const options = process.argv.slice(2)
  const organization = startOrganization(options.filter((option) => option !== '--browser'))
  const place = await organization.place
  if (place === null) {
    process.exitCode = 1
    return
  }
  const home = makeDemoHome()
  process.once('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  introduce(place, home)
  const env = demoEnvironment(process.env, { home, url: place.url, platform: process.platform })
  const exit = await launch({ browser: options.includes('--browser'), env, signal: organization.ended })
  if (organization.ended.aborted) process.stderr.write('The demo organization ended, and the demo with it.\n')
  organization.stop()
  passOn(exit)
}

/**
 * The organization in a process of its own, which ends when the pipe to it closes, however this process ends.
 * @param {readonly string[]} options
 */
function startOrganization(options) {
  const main = join(root, 'testing/idc/main.ts')
  const child = spawn(process.execPath, [main, '--with-parent', ...options], {
    // A group of its own: Ctrl-C is for Lanyard, which may still have something to say to the organization.
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const over = new AbortController()
  child.once('exit', () => over.abort())
  /** @type {Promise<{ url: string, proxyUrl: string, caFile: string } | null>} */
  const place = new Promise((resolve) => {
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)))
    child.once('exit', () => resolve(null))
  })
  return { place, ended: over.signal, stop: () => child.stdin.end() }
}

/**
 * @param {{ url: string, proxyUrl: string, caFile: string }} place
 * @param {string} home
 */
function introduce({ url, proxyUrl, caFile }, home) {
  const windows = process.platform === 'win32'
  const set = (/** @type {string} */ name, /** @type {string} */ value) =>
    windows ? `$Env:${name} = '${value}'` : `export ${name}='${value.replaceAll("'", "'\\''")}'`
  process.stderr.write(`
This is a demo: the organization runs on this machine, at ${url}, and Lanyard works on a
throw-away AWS folder. Your own files are not touched. Ctrl-C ends it and removes everything it made.

The AWS CLI can join in, from another terminal:

    ${set(windows ? 'USERPROFILE' : 'HOME', home)}
    ${set('AWS_ENDPOINT_URL', url)}
    aws sts get-caller-identity --profile staging-admin

(An AWS CLI older than 2.13: HTTPS_PROXY=${proxyUrl} AWS_CA_BUNDLE=${caFile})

`)
}
