/** lanyard login, logout, accounts. */
import type { LoginOptions } from '../signing-in.ts'
import { example, type Commands, type Take } from './command.ts'

export const signInCommands = (take: Take): Commands => ({
  login: (command) =>
    command
      .description('sign in to a session through the browser')
      .argument('[name]', 'the session; not needed when there is one')
      .option('--all', 'sign in to every session that needs it, one after another')
      .option('--fresh', 'sign out of the access portal first, so that the new session has its full length')
      .option('--use-device-code', 'sign in with a code, for a browser on another machine')
      .option('--no-browser', 'print the address instead of opening it')
      .addHelpText('after', example('lanyard login corp --use-device-code --no-browser'))
      .action((name: string | undefined, options: LoginOptions) =>
        take(async () => (await import('../signing-in.ts')).login(name, options)),
      ),
  logout: (command) =>
    command
      .description('sign out of a session, and of no other')
      .argument('[name]', 'the session')
      .option('--all', 'sign out of every session')
      .addHelpText('after', example('lanyard logout corp'))
      .action((name: string | undefined, { all = false }: { all?: boolean }) =>
        take(async () => (await import('../signing-in.ts')).logout(name, all)),
      ),
  accounts: (command) =>
    command
      .description('list the accounts and permission sets that are assigned to you')
      .option('--session <name>', 'one session; all of them without it')
      .addHelpText('after', example(`lanyard accounts --json | jq -r '.[] | "\\(.accountId) \\(.roles[])"'`))
      .action(({ session }: { session?: string }) =>
        take(async () => (await import('../accounts.ts')).listAccounts(session)),
      ),
})
