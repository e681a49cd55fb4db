/** Puts Lanyard's build into an Electron runtime, as a package does, and what records Electron's events before it. */
import { createHash } from 'node:crypto'
import { copyFile, cp, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fingerprint, sources } from '../../scripts/fresh-build.mjs'
import { withLock } from '../../scripts/lock.mjs'
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
    await layOut(path.join(folder, 'resources/app'), runtime)
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

/** In Lanyard's own Electron runs the very build; in the older one a build that is made for it. */
async function layOut(app: string, { isOwn }: TestElectron): Promise<void> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }
  await mkdir(app, { recursive: true })
  if (isOwn) await cp(path.join(root, 'out'), path.join(app, 'out'), { recursive: true })
  else await buildForOlder(path.join(app, 'out'))
  await cp(path.join(import.meta.dirname, 'runtime/recorder.cjs'), path.join(app, 'recorder.cjs'))
  const [main, text] = isOwn
    ? ['boot.mjs', "import './recorder.cjs'\nimport './out/main/main.js'\n"]
    : ['boot.cjs', "require('./recorder.cjs')\nrequire('./out/main/prelude.cjs')\nrequire('./out/main/main.cjs')\n"]
  await writeFile(path.join(app, main), text)
  await writeFile(path.join(app, 'package.json'), JSON.stringify({ name: 'lanyard', version, main }))
}

async function buildForOlder(out: string): Promise<void> {
  const cli = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const config = path.join(import.meta.dirname, 'runtime/build.config.ts')
  const args = [cli, 'build', '--config', config, '--logLevel', 'error']
  const { code, said } = await runTool(args, { env: { ...process.env, LANYARD_BUILD: out } })
  if (code !== 0) throw new Error(said)
}
