/**
 * `npm run package`: this system's packages, in `dist/`. `npm run package -- --linux --win --mac` names others, `--dir`
 * leaves out the installers. It needs the network: Electron's runtime and electron-builder's tools come from GitHub.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfStale } from './fresh-build.mjs'
import { feedConfiguration, lacks, layOut } from './packing.mjs'
import { root } from './tool.mjs'

const { values } = parseArgs({
  options: {
    mac: { type: 'boolean' },
    win: { type: 'boolean' },
    linux: { type: 'boolean' },
    dir: { type: 'boolean', default: false },
  },
})
const { platform } = process
const none = !values.mac && !values.win && !values.linux
const mac = values.mac ?? (none && platform === 'darwin')
const win = values.win ?? (none && platform === 'win32')
const linux = values.linux ?? (none && platform === 'linux')

if (await buildIfStale()) {
  layOut(join(root, 'dist/app'))
  for (const sentence of lacks(process.env, { mac, win })) process.stdout.write(`${sentence}\n`)
  const { build } = await import('electron-builder')
  const made = await build({
    projectDir: root,
    config: feedConfiguration(process.env),
    // All of a platform's targets, as electron-builder.yml has them.
    ...(mac && { mac: [] }),
    ...(win && { win: [] }),
    ...(linux && { linux: [] }),
    dir: values.dir,
    publish: 'never',
  })
  for (const file of made) process.stdout.write(`${file}\n`)
} else {
  process.exitCode = 1
}
