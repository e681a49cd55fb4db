/** lanyard serve. */
import { port } from '../arguments.ts'
import type { ServeOptions } from '../serve.ts'
import { example, type Commands, type Take } from './command.ts'

export const serveCommands = (take: Take): Commands => ({
  serve: (command) =>
    command
      .description("open Lanyard's window in a browser, from this machine or through a forwarded port")
      .option('--port <n>', 'the port on 127.0.0.1; any free one without it', port)
      .option('--no-open', 'print the address only')
      .addHelpText('after', example('lanyard serve --port 4100 --no-open'))
      .action((options: ServeOptions) => take(async () => (await import('../serve.ts')).serve(options))),
})
