/**
 * `npm run package`: this system's packages, in `dist/`. `npm run package -- --linux --win --mac` names others, `--dir`
 * leaves out the installers. It needs the network: Electron's runtime and electron-builder's tools come from GitHub.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfStale } from './fresh-build.mjs'
import { feedConfiguration, lacks, layOut } from './packing.mjs'
import { root } from './tool.mjs'

try {
  await pack(wishes())
} catch (error) {
  process.stderr.write(`The packages could not be made: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

function wishes() {
  const flag = /** @type {const} */ ({ type: 'boolean', default: false })
  const { values } = parseArgs({ options: { mac: flag, win: flag, linux: flag, dir: flag } })
  const { platform } = process
  if (values.mac || values.win || values.linux) return values
  return { ...values, mac: platform === 'darwin', win: platform === 'win32', linux: platform === 'linux' }
}

/** @param {ReturnType<typeof wishes>} wanted */
async function pack({ mac, win, linux, dir }) {
  const config = feedConfiguration(process.env)
  if (!(await buildIfStale())) throw new Error('there is no build.')
  for (const sentence of lacks(process.env, { mac, win })) process.stdout.write(`${sentence}\n`)
  layOut(join(root, 'dist/app'))
  const { build } = await import('electron-builder')
  const made = await build({
    projectDir: root,
    config,
    // All of a platform's targets, as electron-builder.yml has them.
    ...(mac && { mac: [] }),
    ...(win && { win: [] }),
    ...(linux && { linux: [] }),
    dir,
    publish: 'never',
  })
  for (const file of made) process.stdout.write(`${file}\n`)
}
