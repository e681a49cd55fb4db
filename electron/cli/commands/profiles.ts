/** lanyard profile …. */
import type { Command } from 'commander'
import { checkAccountId, checkOutput, checkRegion, checkRoleName, outputFormats } from '../../../shared/names.ts'
import { checked, checkedOrNone } from '../arguments.ts'
import type { WriteOptions } from '../change.ts'
import type { AddOptions } from '../profile-add.ts'
import { addTyped, example, newName, writes, type Commands, type Take } from './command.ts'

type Name = string | undefined

export const profileCommands = (take: Take): Commands => ({
  profile: (command, words) =>
    addTyped(
      command.description('profiles, an account and a role: add, list, show, edit, rename, duplicate, remove'),
      ofAProfile(take),
      words,
    ),
})

const ofAProfile = (take: Take): Commands => ({
  add: (command) =>
    writes(settings(command, "the region commands use, the session's unless given"))
      .description('add a profile to the config file; on a terminal it asks for what is missing')
      .argument('[name]', 'a name for it', newName('profile'))
      .addHelpText('after', example('lanyard profile add dev --account 111122223333 --role ReadOnlyAccess'))
      .action((name: Name, options: AddOptions) =>
        take(async () => (await import('../profile-add.ts')).addProfile(name, options)),
      ),
  list: (command) =>
    command
      .description('list the profiles and how they stand')
      .addHelpText('after', example('lanyard profile list'))
      .action(() => take(async () => (await import('../profiles.ts')).listProfiles)),
  show: (command) =>
    command
      .description('show one profile')
      .argument('[name]', 'the profile')
      .addHelpText('after', example('lanyard profile show dev'))
      .action((name: Name) => take(async () => (await import('../profiles.ts')).showProfile(name))),
  edit: (command) =>
    writes(settings(command, "the region commands use; '' takes it away"))
      .description('change a profile; what you leave out stays')
      .argument('[name]', 'the profile')
      .addHelpText('after', example('lanyard profile edit dev --role PowerUserAccess --region eu-west-1'))
      .action((name: Name, options: AddOptions) =>
        take(async () => (await import('../profile-edit.ts')).editProfile(name, options)),
      ),
  rename: (command) =>
    writes(command)
      .description('give a profile another name; profiles that build on it follow')
      .argument('[old]', 'the profile')
      .argument('[new]', 'the name it gets', newName('profile'))
      .addHelpText('after', example('lanyard profile rename dev dev-admin'))
      .action((name: Name, to: Name, options: WriteOptions) =>
        take(async () => (await import('../profile-edit.ts')).renameProfile(name, to, options)),
      ),
  duplicate: (command) =>
    writes(settings(command, "the region commands use; '' takes it away"))
      .description('add a copy of a profile, with all its lines; what you give differs in it')
      .argument('[name]', 'the profile')
      .argument('[new]', 'a name for the copy', newName('profile'))
      .addHelpText('after', example('lanyard profile duplicate dev prod --account 444455556666'))
      .action((name: Name, to: Name, options: AddOptions) =>
        take(async () => (await import('../profile-edit.ts')).duplicateProfile(name, to, options)),
      ),
  remove: (command) =>
    writes(command)
      .description('remove a profile')
      .argument('[name]', 'the profile')
      .addHelpText('after', example('lanyard profile remove dev'))
      .action((name: Name, options: WriteOptions) =>
        take(async () => (await import('../profiles.ts')).removeProfile(name, options)),
      ),
})

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
