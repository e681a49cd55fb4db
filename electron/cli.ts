/** Entry of the command line: `lanyard …`. */
import { run } from './cli/run.ts'
import { onEndSignal } from './system/signals.ts'

const interrupt = new AbortController()
let code: number | null = null
onEndSignal((exitCode) => {
  code = exitCode
  interrupt.abort()
})
// Whoever reads us may stop before we are done (`| head`): that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
const ended = await run(process.argv.slice(2), {
  streams: process,
  env: process.env,
  system: async () => (await import('./system/node.ts')).nodeSystem({ startedAt: performance.timeOrigin }),
  interrupted: interrupt.signal,
})
// A browser that is still open, or a connection kept alive, is no reason to stay.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code ?? ended)))
