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
// A promise that fails and is not awaited comes here, too.
process.on('uncaughtException', (error) => void tell(error))
void run(process.argv.slice(2), {
  streams,
  env: process.env,
  system: async () => {
    const [{ nodeSystem }, { openLog }] = await Promise.all([import('../system/node.ts'), import('../system/log.ts')])
    const system = nodeSystem({ startedAt: Date.now() - process.uptime() * 1000 })
    openLog(system, 'command')
    return system
  },
  interrupted: interrupt.signal,
}).then(end)

async function tell(error: unknown): Promise<void> {
  try {
    const { tellUncaught } = await import('./uncaught.ts')
    await end(tellUncaught(error, process.argv.slice(2), streams))
  } catch {
    process.exit(1)
  }
}

/** A browser that is still open, or a connection kept alive, is no reason to stay. */
async function end(exitCode: number): Promise<void> {
  await streams.flushed()
  process.exit(code ?? exitCode)
}
