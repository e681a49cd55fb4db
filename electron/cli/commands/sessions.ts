/** lanyard session …. */
import type { Command } from 'commander'
import { checkRegion } from '../../../shared/names.ts'
import { checked, scopes, startUrl } from '../arguments.ts'
import type { WriteOptions } from '../change.ts'
import type { FindOptions } from '../find-region.ts'
import type { RemoveOptions } from '../session-edit.ts'
import type { AddOptions } from '../sessions.ts'
import { addTyped, example, newName, writes, type Commands, type Take } from './command.ts'

type Name = string | undefined

export const sessionCommands = (take: Take): Commands => ({
  session: (command, words) =>
    addTyped(
      command.description('sessions, where you sign in: add, list, show, edit, find-region, rename, remove'),
      ofASession(take),
      words,
    ),
})

const ofASession = (take: Take): Commands => ({
  add: (command) =>
    writes(settings(command))
      .description('add a session to the config file')
      .argument('<name>', 'a name for it', newName('session'))
      .addHelpText(
        'after',
        example('lanyard session add corp --start-url https://d-1234567890.awsapps.com/start --region us-east-1'),
      )
      .action((name: string, options: AddOptions) =>
        take(async () => (await import('../sessions.ts')).addSession(name, options)),
      ),
  list: (command) =>
    command
      .description('list the sessions and how they stand')
      .addHelpText('after', example('lanyard session list'))
      .action(() => take(async () => (await import('../sessions.ts')).listSessions)),
  show: (command) =>
    command
      .description('show one session')
      .argument('[name]', 'the session')
      .addHelpText('after', example('lanyard session show corp'))
      .action((name: Name) => take(async () => (await import('../sessions.ts')).showSession(name))),
  edit: (command) =>
    writes(settings(command))
      .description('change a session; what you leave out stays')
      .argument('[name]', 'the session')
      .addHelpText('after', example('lanyard session edit corp --region eu-west-1'))
      .action((name: Name, options: AddOptions) =>
        take(async () => (await import('../session-edit.ts')).editSession(name, options)),
      ),
  'find-region': (command) =>
    writes(command)
      .description('ask every region for the start URL of a session, and set the one that knows it')
      .argument('[name]', 'the session')
      .option('--yes', 'change the region without a question')
      .addHelpText('after', example('lanyard session find-region corp --dry-run'))
      .action((name: Name, options: FindOptions) =>
        take(async () => (await import('../find-region.ts')).findRegion(name, options)),
      ),
  rename: (command) =>
    writes(command)
      .description('give a session another name; its profiles and its sign-in follow')
      .argument('[old]', 'the session')
      .argument('[new]', 'the name it gets', newName('session'))
      .addHelpText('after', example('lanyard session rename corp acme'))
      .action((name: Name, to: Name, options: WriteOptions) =>
        take(async () => (await import('../session-edit.ts')).renameSession(name, to, options)),
      ),
  remove: (command) =>
    writes(command)
      .description('remove a session, and sign out of it')
      .argument('[name]', 'the session')
      .option('--with-profiles', 'remove the profiles that use it as well')
      .addHelpText('after', example('lanyard session remove corp --with-profiles --dry-run'))
      .action((name: Name, options: RemoveOptions) =>
        take(async () => (await import('../session-edit.ts')).removeSession(name, options)),
      ),
})

function settings(command: Command): Command {
  return command
    .option('--start-url <url>', 'the address of the access portal', startUrl)
    .option('--region <region>', 'the region of the IAM Identity Center', checked('--region', checkRegion))
    .option('--scopes <list>', 'scopes, separated by commas (default: sso:account:access)', scopes)
}
