/** The command line on this process: its signals, its streams, its exit code. */
import { onEndSignal } from '../system/signals.ts'
import { run } from './run.ts'
import { processStreams } from './streams.ts'

const interrupt = new AbortController()
let code: number | null = null
onEndSignal((exitCode) => {
  code = exitCode
  interrupt.abort()
})
const streams = processStreams()
void run(process.argv.slice(2), {
  streams,
  env: process.env,
  system: async () => (await import('../system/node.ts')).nodeSystem({ startedAt: performance.timeOrigin }),
  interrupted: interrupt.signal,
})
  .then(async (ended) => {
    await streams.flushed()
    return ended
  })
  // A browser that is still open, or a connection kept alive, is no reason to stay.
  .then((ended) => process.exit(code ?? ended))
