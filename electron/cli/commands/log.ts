/** lanyard log. */
import type { LogOptions } from '../log.ts'
import { example, type Commands, type Take } from './command.ts'

export const logCommands = (take: Take): Commands => ({
  log: (command) =>
    command
      .description('print what all faces have noted, oldest first: failures with their reports, sign-ins, starts')
      .option('--follow', 'go on printing what is noted from now on')
      .option('--path', 'print where the log is')
      .addHelpText('after', example('lanyard log --follow'))
      .action((options: LogOptions) => take(async () => (await import('../log.ts')).showLog(options))),
})
