/** lanyard serve. */
import type { Command } from 'commander'
import { port } from '../arguments.ts'
import type { ServeOptions } from '../serve.ts'
import { example, type Take } from './command.ts'

export function addServe(program: Command, take: Take): void {
  program
    .command('serve')
    .description("open Lanyard's window in a browser, from this machine or through a forwarded port")
    .option('--port <n>', 'the port on 127.0.0.1; any free one without it', port)
    .option('--no-open', 'print the address only')
    .addHelpText('after', example('lanyard serve --port 4100 --no-open'))
    .action((options: ServeOptions) => take(async () => (await import('../serve.ts')).serve(options)))
}
