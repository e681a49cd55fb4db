/** lanyard whoami, switch, current, use, follow, hook, exec, export, credentials. */
import { Argument, Option } from 'commander'
import { hookShells, shellNames, type HookShell, type ShellName } from '../../../shared/shell.ts'
import type { ConsoleOptions } from '../console.ts'
import type { CredentialsOptions } from '../credentials.ts'
import type { ExecOptions } from '../exec.ts'
import type { StartFileOptions } from '../start-file.ts'
import { addTyped, example, type Commands, type Take } from './command.ts'

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
      .option('--explain', 'say what this terminal uses, why, and who AWS says that is')
      .addHelpText('after', example('lanyard current --explain'))
      .action(({ explain = false }: { explain?: boolean }) =>
        take(async () =>
          explain ? (await import('../explaining.ts')).explained : (await import('../switching.ts')).current,
        ),
      ),
  use: (command) =>
    command
      .description('have this terminal alone use a profile (needs the hook)')
      .argument('[profile]', 'the profile, or - for the one before')
      .option('--region <region>', 'and a region')
      .addHelpText('after', example('lanyard use dev --region eu-west-1'))
      .action((profile: string | undefined, { region }: { region?: string }) =>
        take(async () => (await import('../hook.ts')).use(profile, region)),
      ),
  follow: (command) =>
    command
      .description('have this terminal follow the active profile again (needs the hook)')
      .addHelpText('after', example('lanyard follow'))
      .action(() => take(async () => (await import('../hook.ts')).follow)),
  hook: (command, words) =>
    addTyped(
      command
        .description('print the lines that make a shell follow the active profile')
        .addArgument(shellArgument())
        .addHelpText('after', example('eval "$(lanyard hook bash)"'))
        .action((shell: HookShell | undefined) => take(async () => (await import('../hook.ts')).hook(shell))),
      ofTheHook(take),
      words,
    ),
  exec: (command) =>
    command
      .description('run a program as a profile')
      .argument('<profile>', 'the profile')
      .argument('<cmd...>', 'the program and its words, behind --')
      .option('--region <region>', 'and in a region')
      .option('--credentials', 'give it short-lived keys in place of the name of the profile')
      .addHelpText('after', example('lanyard exec dev -- aws s3 ls'))
      .action((profile: string, words: readonly string[], options: ExecOptions) =>
        take(async () => (await import('../exec.ts')).exec(profile, words, options)),
      ),
  console: (command) =>
    command
      .description('open the AWS console as a profile, through the access portal')
      .argument('[profile]', 'the profile')
      .option('--service <service>', 'a service by its name in the address (s3, ec2), or a page by its whole address')
      .option('--region <region>', "in a region; the profile's without it")
      .option('--print', 'print the link, and open nothing')
      .addHelpText('after', example('lanyard console dev --service s3'))
      .action((profile: string | undefined, options: ConsoleOptions) =>
        take(async () => (await import('../console.ts')).openConsole(profile, options)),
      ),
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

/** In the file that the shell reads when it starts. */
const ofTheHook = (take: Take): Commands => ({
  install: (command) =>
    command
      .description('add the hook to the file that the shell starts with, after a yes')
      .addArgument(shellArgument())
      .option('--yes', 'add it without a question')
      .addHelpText('after', example('lanyard hook install zsh'))
      .action((shell: HookShell | undefined, options: StartFileOptions) =>
        take(async () => (await import('../start-file.ts')).installHook(shell, options)),
      ),
  remove: (command) =>
    command
      .description('take the hook out of that file')
      .addArgument(shellArgument())
      .option('--yes', 'take it out without a question')
      .addHelpText('after', example('lanyard hook remove zsh'))
      .action((shell: HookShell | undefined, options: StartFileOptions) =>
        take(async () => (await import('../start-file.ts')).removeHook(shell, options)),
      ),
})

const shellArgument = () => new Argument('[shell]', 'whose; for your own shell without it').choices(hookShells)
