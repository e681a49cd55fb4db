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
// A promise that fails and is not awaited comes here, too.
process.on('uncaughtException', (error) => void tell(error))
const ended = await run(process.argv.slice(2), {
  streams: process,
  env: process.env,
  system: async () => {
    const [{ nodeSystem }, { openLog }] = await Promise.all([import('./system/node.ts'), import('./system/log.ts')])
    const system = nodeSystem({ startedAt: performance.timeOrigin })
    openLog(system, 'command')
    return system
  },
  interrupted: interrupt.signal,
})
end(ended)

async function tell(error: unknown): Promise<void> {
  try {
    const { tellUncaught } = await import('./cli/uncaught.ts')
    end(tellUncaught(error, process.argv.slice(2), process))
  } catch {
    process.exit(1)
  }
}

/** A browser that is still open, or a connection kept alive, is no reason to stay. */
function end(exitCode: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code ?? exitCode)))
}
