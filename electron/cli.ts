/** Entry of the command line: `lanyard …`. */
import { run } from './cli/run.ts'

/** What a shell takes for "ended by this signal". */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

const interrupt = new AbortController()
let code: number | null = null
for (const [signal, exitCode] of Object.entries(codes)) {
  process.once(signal, () => {
    code = exitCode
    interrupt.abort()
  })
}
// Whoever reads us may stop before we are done (`| head`): that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
const ended = await run(process.argv.slice(2), {
  streams: process,
  env: process.env,
  system: async () => (await import('./system/node.ts')).nodeSystem(),
  interrupted: interrupt.signal,
})
// A browser that is still open, or a connection kept alive, is no reason to stay.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code ?? ended)))
