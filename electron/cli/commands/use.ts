/** lanyard whoami, switch, current, export, credentials. */
import { Option } from 'commander'
import { shellNames, type ShellName } from '../../../shared/shell.ts'
import type { CredentialsOptions } from '../credentials.ts'
import { example, type Commands, type Take } from './command.ts'

export const useCommands = (take: Take): Commands => ({
  whoami: (command) =>
    command
      .description('ask AWS who a profile is')
      .argument('[profile]', 'the profile')
      .option('--all', 'ask for every profile that uses IAM Identity Center')
      .addHelpText('after', example('lanyard whoami --all'))
      .action((profile: string | undefined, { all = false }: { all?: boolean }) =>
        take(async () => (await import('../identity.ts')).whoami(profile, all)),
      ),
  switch: (command) =>
    command
      .description('make a profile the active one')
      .argument('[profile]', 'the profile')
      .addHelpText('after', example('lanyard switch dev'))
      .action((profile: string | undefined) => take(async () => (await import('../switching.ts')).switchTo(profile))),
  current: (command) =>
    command
      .description('print the active profile')
      .addHelpText('after', example('lanyard current'))
      .action(() => take(async () => (await import('../switching.ts')).current)),
  export: (command) =>
    command
      .description('print the line that makes a shell use a profile')
      .argument('[profile]', 'the profile')
      .addOption(new Option('--shell <shell>', "whose syntax; your own shell's without it").choices(shellNames))
      .addHelpText('after', example('eval "$(lanyard export dev)"'))
      .action((profile: string | undefined, { shell }: { shell?: ShellName }) =>
        take(async () => (await import('../switching.ts')).exportProfile(profile, shell)),
      ),
  credentials: (command) =>
    command
      .description('print the credentials of a profile; it never opens a browser')
      .argument('[profile]', 'the profile')
      .option('--process', 'as AWS clients want them of a credential_process')
      .addOption(new Option('--format <format>', 'lines for a shell, or JSON (default: env)').choices(['env', 'json']))
      .addOption(new Option('--shell <shell>', "whose syntax; your own shell's without it").choices(shellNames))
      .addHelpText('after', example('credential_process = lanyard credentials prod --process'))
      .action((profile: string | undefined, options: CredentialsOptions) =>
        take(async () => (await import('../credentials.ts')).credentials(profile, options)),
      ),
})
