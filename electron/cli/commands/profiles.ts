/** lanyard profile …. */
import type { Command } from 'commander'
import { checkAccountId, checkOutput, checkRegion, checkRoleName, outputFormats } from '../../../shared/names.ts'
import { checked } from '../arguments.ts'
import type { DryRunOption } from '../dry-run.ts'
import type { AddOptions } from '../profile-add.ts'
import { dryRun, example, newName, type Take } from './command.ts'

export function addProfiles(program: Command, take: Take): void {
  const profile = program.command('profile').description('profiles, an account and a role: add, list, show, remove')
  profile
    .command('add')
    .description('add a profile to the config file; on a terminal it asks for what is missing')
    .argument('[name]', 'a name for it', newName('profile'))
    .option('--session <name>', 'the session it signs in with')
    .option('--account <id>', 'the account number, assigned yet or not', checked('--account', checkAccountId))
    .option('--role <name>', 'the permission set, assigned yet or not', checked('--role', checkRoleName))
    .option(
      '--region <region>',
      "the region commands use, the session's unless given",
      checked('--region', checkRegion),
    )
    .option(
      '--output <format>',
      `how the AWS CLI prints: ${outputFormats.join(', ')}`,
      checked('--output', checkOutput),
    )
    .option(...dryRun)
    .addHelpText('after', example('lanyard profile add dev --account 111122223333 --role ReadOnlyAccess'))
    .action((name: string | undefined, options: AddOptions) =>
      take(async () => (await import('../profile-add.ts')).addProfile(name, options)),
    )
  profile
    .command('list')
    .description('list the profiles and how they stand')
    .addHelpText('after', example('lanyard profile list'))
    .action(() => take(async () => (await import('../profiles.ts')).listProfiles))
  profile
    .command('show')
    .description('show one profile')
    .argument('[name]', 'the profile')
    .addHelpText('after', example('lanyard profile show dev'))
    .action((name: string | undefined) => take(async () => (await import('../profiles.ts')).showProfile(name)))
  profile
    .command('remove')
    .description('remove a profile')
    .argument('[name]', 'the profile')
    .option(...dryRun)
    .addHelpText('after', example('lanyard profile remove dev'))
    .action((name: string | undefined, options: DryRunOption) =>
      take(async () => (await import('../profiles.ts')).removeProfile(name, options)),
    )
}
