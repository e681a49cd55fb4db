/** lanyard log. */
import type { Command } from 'commander'
import type { LogOptions } from '../log.ts'
import { example, type Take } from './command.ts'

export function addLog(program: Command, take: Take): void {
  program
    .command('log')
    .description('print what all faces have noted, oldest first: failures with their reports, sign-ins, starts')
    .option('--follow', 'go on printing what is noted from now on')
    .option('--path', 'print where the log is')
    .addHelpText('after', example('lanyard log --follow'))
    .action((options: LogOptions) => take(async () => (await import('../log.ts')).showLog(options)))
}
