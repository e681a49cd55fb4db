/** lanyard session …. */
import type { Command } from 'commander'
import { checkRegion, checkStartUrl } from '../../../shared/names.ts'
import { checked, scopes } from '../arguments.ts'
import type { DryRunOption } from '../dry-run.ts'
import type { AddOptions } from '../sessions.ts'
import { dryRun, example, newName, type Take } from './command.ts'

export function addSessions(program: Command, take: Take): void {
  const session = program.command('session').description('sessions, where you sign in: add, list, show, remove')
  session
    .command('add')
    .description('add a session to the config file')
    .argument('<name>', 'a name for it', newName('session'))
    .option('--start-url <url>', 'the address of the access portal', checked('--start-url', checkStartUrl))
    .option('--region <region>', 'the region of the IAM Identity Center', checked('--region', checkRegion))
    .option('--scopes <list>', 'scopes, separated by commas (default: sso:account:access)', scopes)
    .option(...dryRun)
    .addHelpText(
      'after',
      example('lanyard session add corp --start-url https://d-1234567890.awsapps.com/start --region us-east-1'),
    )
    .action((name: string, options: AddOptions) =>
      take(async () => (await import('../sessions.ts')).addSession(name, options)),
    )
  session
    .command('list')
    .description('list the sessions and how they stand')
    .addHelpText('after', example('lanyard session list'))
    .action(() => take(async () => (await import('../sessions.ts')).listSessions))
  session
    .command('show')
    .description('show one session')
    .argument('[name]', 'the session')
    .addHelpText('after', example('lanyard session show corp'))
    .action((name: string | undefined) => take(async () => (await import('../sessions.ts')).showSession(name)))
  session
    .command('remove')
    .description('remove a session that no profile uses')
    .argument('[name]', 'the session')
    .option(...dryRun)
    .addHelpText('after', example('lanyard session remove corp'))
    .action((name: string | undefined, options: DryRunOption) =>
      take(async () => (await import('../sessions.ts')).removeSession(name, options)),
    )
}
