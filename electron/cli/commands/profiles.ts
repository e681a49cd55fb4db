/** lanyard profile …. */
import type { Command } from 'commander'
import { checkAccountId, checkOutput, checkRegion, checkRoleName, outputFormats } from '../../../shared/names.ts'
import { checked, checkedOrNone } from '../arguments.ts'
import type { WriteOptions } from '../change.ts'
import type { AddOptions } from '../profile-add.ts'
import { example, newName, writes, type Take } from './command.ts'

type Name = string | undefined

export function addProfiles(program: Command, take: Take): void {
  const profile = program
    .command('profile')
    .description('profiles, an account and a role: add, list, show, edit, rename, duplicate, remove')
  writes(settings(profile.command('add'), "the region commands use, the session's unless given"))
    .description('add a profile to the config file; on a terminal it asks for what is missing')
    .argument('[name]', 'a name for it', newName('profile'))
    .addHelpText('after', example('lanyard profile add dev --account 111122223333 --role ReadOnlyAccess'))
    .action((name: Name, options: AddOptions) =>
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
    .action((name: Name) => take(async () => (await import('../profiles.ts')).showProfile(name)))
  writes(settings(profile.command('edit'), "the region commands use; '' takes it away"))
    .description('change a profile; what you leave out stays')
    .argument('[name]', 'the profile')
    .addHelpText('after', example('lanyard profile edit dev --role PowerUserAccess --region eu-west-1'))
    .action((name: Name, options: AddOptions) =>
      take(async () => (await import('../profile-edit.ts')).editProfile(name, options)),
    )
  writes(profile.command('rename'))
    .description('give a profile another name; profiles that build on it follow')
    .argument('[old]', 'the profile')
    .argument('[new]', 'the name it gets', newName('profile'))
    .addHelpText('after', example('lanyard profile rename dev dev-admin'))
    .action((name: Name, to: Name, options: WriteOptions) =>
      take(async () => (await import('../profile-edit.ts')).renameProfile(name, to, options)),
    )
  writes(settings(profile.command('duplicate'), "the region commands use; '' takes it away"))
    .description('add a copy of a profile, with all its lines; what you give differs in it')
    .argument('[name]', 'the profile')
    .argument('[new]', 'a name for the copy', newName('profile'))
    .addHelpText('after', example('lanyard profile duplicate dev prod --account 444455556666'))
    .action((name: Name, to: Name, options: AddOptions) =>
      take(async () => (await import('../profile-edit.ts')).duplicateProfile(name, to, options)),
    )
  writes(profile.command('remove'))
    .description('remove a profile')
    .argument('[name]', 'the profile')
    .addHelpText('after', example('lanyard profile remove dev'))
    .action((name: Name, options: WriteOptions) =>
      take(async () => (await import('../profiles.ts')).removeProfile(name, options)),
    )
}

function settings(command: Command, region: string): Command {
  return command
    .option('--session <name>', 'the session it signs in with')
    .option('--account <id>', 'the account number, assigned yet or not', checked('--account', checkAccountId))
    .option('--role <name>', 'the permission set, assigned yet or not', checked('--role', checkRoleName))
    .option('--region <region>', region, checkedOrNone('--region', checkRegion))
    .option(
      '--output <format>',
      `how the AWS CLI prints: ${outputFormats.join(', ')}`,
      checkedOrNone('--output', checkOutput),
    )
}
