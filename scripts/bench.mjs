/** `npm run bench`: the benchmarks of `e2e/bench`, on a fresh build; `npm run bench -- parse edit` runs those alone. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale } from './fresh-build.mjs'
import { root } from './tool.mjs'

if (await buildIfStale()) {
  const script = join(root, 'e2e/bench/main.ts')
  const child = spawn(process.execPath, [script, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  child.once('close', (code) => (process.exitCode = code ?? 1))
} else {
  process.exitCode = 1
}
