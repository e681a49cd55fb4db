/** Puts Lanyard's build into an Electron runtime, as a package does, and what records Electron's events before it. */
import { createHash } from 'node:crypto'
import { copyFile, cp, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fingerprint, sources } from '../../scripts/fresh-build.mjs'
import { withLock } from '../../scripts/lock.mjs'
import { layOut } from '../../scripts/packing.mjs'
import { findTestElectron, testCache } from '../../scripts/test-electron.mjs'
import type { TestElectron } from '../../scripts/test-electron.mjs'
import { root, runTool } from '../../scripts/tool.mjs'

export interface Stage {
  /** Electron as developers run it, which debuggers may look into. */
  readonly electron: string
  /** The same as people have it: by another name, by which Electron knows that it is a package. */
  readonly packaged: string
}

/** Makes it, unless it is there already and of the present sources. Throws what the build said when it failed. */
export async function prepareStage(): Promise<Stage> {
  const runtime = findTestElectron()
  if (!runtime) throw new Error('There is no Electron runtime: npm test fetches one.')
  const folder = path.join(testCache(), `stage-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  const wanted = fingerprint([...sources, 'e2e/electron-real/runtime']) + runtime.folder
  await withLock(`${folder}.lock`, { onWait: () => undefined }, async () => {
    const stamp = path.join(folder, '.staged-from')
    if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return
    await rm(folder, { recursive: true, force: true })
    await linkAll(runtime.folder, folder)
    await link(path.join(folder, 'electron'), path.join(folder, 'lanyard'))
    const app = path.join(folder, 'resources/app')
    await layOutFor(app, runtime)
    await record(app)
    await writeFile(stamp, wanted)
  })
  return { electron: path.join(folder, 'electron'), packaged: path.join(folder, 'lanyard') }
}

/** By hard links: a runtime is 200 MB. */
async function linkAll(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) await linkAll(source, target)
    else await link(source, target).catch(() => copyFile(source, target))
  }
}

/** What runs in `runtime`: in Lanyard's own Electron the very build; in the older one a build that is made for it. */
export async function layOutFor(app: string, runtime: TestElectron): Promise<void> {
  if (runtime.isOwn) return layOut(app)
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }
  await mkdir(app, { recursive: true })
  await buildForOlder(path.join(app, 'out'))
  await writeFile(path.join(app, 'main.cjs'), "require('./out/main/prelude.cjs')\nrequire('./out/main/main.cjs')\n")
  await writeFile(path.join(app, 'package.json'), JSON.stringify({ name: 'lanyard', version, main: 'main.cjs' }))
}

/** Puts the recorder in front of what is laid out. */
async function record(app: string): Promise<void> {
  const about = path.join(app, 'package.json')
  const { main, ...rest } = JSON.parse(await readFile(about, 'utf8')) as { main: string }
  await cp(path.join(import.meta.dirname, 'runtime/recorder.cjs'), path.join(app, 'recorder.cjs'))
  await writeFile(path.join(app, 'recorded.mjs'), `import './recorder.cjs'\nimport './${main}'\n`)
  await writeFile(path.join(app, 'recorded.cjs'), `require('./recorder.cjs')\nrequire('./${main}')\n`)
  const recorded = main.endsWith('.cjs') ? 'recorded.cjs' : 'recorded.mjs'
  await writeFile(about, JSON.stringify({ ...rest, main: recorded }))
}

async function buildForOlder(out: string): Promise<void> {
  const cli = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const config = path.join(import.meta.dirname, 'runtime/build.config.ts')
  const args = [cli, 'build', '--config', config, '--logLevel', 'error']
  const { code, said } = await runTool(args, { env: { ...process.env, LANYARD_BUILD: out } })
  if (code !== 0) throw new Error(said)
}
