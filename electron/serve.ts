/** Entry of the browser face by itself: `node out/main/serve.js [--port N] [--no-open]`. */
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { startServing } from './serve/run.ts'
import { openPage } from './system/browser.ts'
import { nodeSystem } from './system/node.ts'
import { onEndSignal } from './system/signals.ts'

const { values } = parseArgs({ options: { port: { type: 'string' }, open: { type: 'boolean' } }, allowNegative: true })
const system = nodeSystem()
const serving = await startServing({
  system,
  port: Number(values.port ?? 0),
  open: values.open ?? true,
  openFile: (file) => openPage(system.env, system.platform, pathToFileURL(file).href),
  input: process.stdin,
  tell: {
    link: (url) => void process.stdout.write(`${url}\n`),
    note: (sentence) => void process.stderr.write(`${sentence}\n`),
  },
})
if (!serving.ok) {
  process.stderr.write(`${serving.error.message}\n${serving.error.fix}\n`)
  process.exit(1)
}
const { stop } = serving.value
onEndSignal((exitCode) => void stop().then(() => process.exit(exitCode)))
