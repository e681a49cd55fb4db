/** The command line on this process: its signals, its streams, its exit code. */
import type { Compiled } from '../system/compiled.ts'
import { keepCompiled } from '../system/keep-compiled.ts'
import { openLog } from '../system/log.ts'
import { nodeSystem } from '../system/node.ts'
import { onEndSignal } from '../system/signals.ts'
import { run } from './run.ts'
import { processStreams } from './streams.ts'

/** Runs the words that this process was given and ends it. `compiled` is null where nothing is kept of what was compiled. */
export function start(compiled: Compiled | null): void {
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
    system: () => {
      const system = nodeSystem({ startedAt: Date.now() - process.uptime() * 1000 })
      openLog(system, 'command')
      return system
    },
    interrupted: interrupt.signal,
    ran: async (command) => {
      if (compiled) await keepCompiled(compiled, command)
    },
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
}
