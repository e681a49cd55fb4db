/** The commands, their options and their help. What a command does is loaded when it is the one that was typed. */
import { Command, CommanderError, Option } from 'commander'
import about from '../../package.json' with { type: 'json' }
import {
  checkAccountId,
  checkName,
  checkOutput,
  checkRegion,
  checkRoleName,
  checkStartUrl,
  outputFormats,
} from '../../shared/names.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { shellNames, type ShellName } from '../../shared/shell.ts'
import { checked, port, refused, scopes } from './arguments.ts'
import type { DryRunOption } from './dry-run.ts'
import type { AddOptions as ProfileOptions } from './profile-add.ts'
import type { ServeOptions } from './serve.ts'
import type { AddOptions as SessionOptions } from './sessions.ts'
import type { LoginOptions } from './signing-in.ts'
import type { Job } from './world.ts'

export type Parsed =
  | { readonly kind: 'job'; readonly job: Job }
  /** Help or the version, as asked for. */
  | { readonly kind: 'text'; readonly text: string }
  /** Help that was not asked for: the command is missing. */
  | { readonly kind: 'no-command'; readonly help: string }

/** What `argv` (without Node and script) asks for; wrong usage is `invalid-input`. `width` is the terminal's, for help. */
export function parse(argv: readonly string[], width: number): Result<Parsed> {
  const found: { job?: Job; at?: string } = {}
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const program = createProgram((load) => {
    found.job = async (world) => (await load())(world)
  })
  for (const command of everyCommand(program)) {
    command.configureOutput({
      writeOut: write,
      writeErr: write,
      outputError: () => undefined,
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    })
    command.exitOverride((error) => {
      found.at = fullName(command)
      throw error
    })
  }
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return ok({ kind: 'text', text })
    return error.code === 'commander.help' ? ok({ kind: 'no-command', help: text }) : wrongUsage(error, found.at)
  }
  return ok(found.job ? { kind: 'job', job: found.job } : { kind: 'no-command', help: program.helpInformation() })
}

type Take = (load: () => Promise<Job>) => void

function createProgram(take: Take): Command {
  const program = new Command('lanyard')
    .description('Sign in to AWS IAM Identity Center, and make and use profiles, together with the AWS CLI.')
    .version(about.version, '--version', 'print the version')
    .option('--json', 'print one line of JSON, for programs; never ask')
    .helpOption('-h, --help', 'show help')
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true, commandDescription: (command) => sentence(command.description()) })
    .addHelpText('after', firstSteps)
  addSignIn(program.commandsGroup('Signing in:'), take)
  addUse(program.commandsGroup('Using profiles:'), take)
  addConfig(program.commandsGroup('The config file:'), take)
  addServe(program.commandsGroup('The window:'), take)
  return program
}

const firstSteps = `
First steps:
  lanyard session add corp --start-url https://d-1234567890.awsapps.com/start --region us-east-1
  lanyard login corp
  lanyard profile add dev
  lanyard whoami dev

Exit codes: 0 done, 1 failed, 2 wrong usage, 4 sign-in needed, 130 Ctrl-C.
`

function addSignIn(program: Command, take: Take): void {
  program
    .command('login')
    .description('sign in to a session through the browser')
    .argument('[name]', 'the session; not needed when there is one')
    .option('--use-device-code', 'sign in with a code, for a browser on another machine')
    .option('--no-browser', 'print the address instead of opening it')
    .addHelpText('after', example('lanyard login corp --use-device-code --no-browser'))
    .action((name: string | undefined, options: LoginOptions) =>
      take(async () => (await import('./signing-in.ts')).login(name, options)),
    )
  program
    .command('logout')
    .description('sign out of a session, and of no other')
    .argument('[name]', 'the session')
    .option('--all', 'sign out of every session')
    .addHelpText('after', example('lanyard logout corp'))
    .action((name: string | undefined, { all = false }: { all?: boolean }) =>
      take(async () => (await import('./signing-in.ts')).logout(name, all)),
    )
  program
    .command('accounts')
    .description('list the accounts and permission sets that are assigned to you')
    .option('--session <name>', 'one session; all of them without it')
    .addHelpText('after', example(`lanyard accounts --json | jq -r '.[] | "\\(.accountId) \\(.roles[])"'`))
    .action(({ session }: { session?: string }) =>
      take(async () => (await import('./accounts.ts')).listAccounts(session)),
    )
}

function addUse(program: Command, take: Take): void {
  program
    .command('whoami')
    .description('ask AWS who a profile is')
    .argument('[profile]', 'the profile')
    .option('--all', 'ask for every profile that uses IAM Identity Center')
    .addHelpText('after', example('lanyard whoami --all'))
    .action((profile: string | undefined, { all = false }: { all?: boolean }) =>
      take(async () => (await import('./identity.ts')).whoami(profile, all)),
    )
  program
    .command('switch')
    .description('make a profile the active one')
    .argument('[profile]', 'the profile')
    .addHelpText('after', example('lanyard switch dev'))
    .action((profile: string | undefined) => take(async () => (await import('./switching.ts')).switchTo(profile)))
  program
    .command('current')
    .description('print the active profile')
    .addHelpText('after', example('lanyard current'))
    .action(() => take(async () => (await import('./switching.ts')).current))
  program
    .command('export')
    .description('print the line that makes a shell use a profile')
    .argument('[profile]', 'the profile')
    .addOption(new Option('--shell <shell>', "whose syntax; your own shell's without it").choices(shellNames))
    .addHelpText('after', example('eval "$(lanyard export dev)"'))
    .action((profile: string | undefined, { shell }: { shell?: ShellName }) =>
      take(async () => (await import('./switching.ts')).exportProfile(profile, shell)),
    )
}

function addConfig(program: Command, take: Take): void {
  addSessions(program.command('session').description('sessions, where you sign in: add, list, show, remove'), take)
  addProfiles(program.command('profile').description('profiles, an account and a role: add, list, show, remove'), take)
}

const dryRun = ['--dry-run', 'show the lines that would change in the config file, and write none'] as const

function addSessions(session: Command, take: Take): void {
  session
    .command('add')
    .description('add a session to the config file')
    .argument(
      '<name>',
      'a name for it',
      checked('NAME', (text) => checkName(text, 'session')),
    )
    .option('--start-url <url>', 'the address of the access portal', checked('--start-url', checkStartUrl))
    .option('--region <region>', 'the region of the IAM Identity Center', checked('--region', checkRegion))
    .option('--scopes <list>', 'scopes, separated by commas (default: sso:account:access)', scopes)
    .option(...dryRun)
    .addHelpText(
      'after',
      example('lanyard session add corp --start-url https://d-1234567890.awsapps.com/start --region us-east-1'),
    )
    .action((name: string, options: SessionOptions) =>
      take(async () => (await import('./sessions.ts')).addSession(name, options)),
    )
  session
    .command('list')
    .description('list the sessions and how they stand')
    .addHelpText('after', example('lanyard session list'))
    .action(() => take(async () => (await import('./sessions.ts')).listSessions))
  session
    .command('show')
    .description('show one session')
    .argument('[name]', 'the session')
    .addHelpText('after', example('lanyard session show corp'))
    .action((name: string | undefined) => take(async () => (await import('./sessions.ts')).showSession(name)))
  session
    .command('remove')
    .description('remove a session that no profile uses')
    .argument('[name]', 'the session')
    .option(...dryRun)
    .addHelpText('after', example('lanyard session remove corp'))
    .action((name: string | undefined, options: DryRunOption) =>
      take(async () => (await import('./sessions.ts')).removeSession(name, options)),
    )
}

function addProfiles(profile: Command, take: Take): void {
  profile
    .command('add')
    .description('add a profile to the config file; on a terminal it asks for what is missing')
    .argument(
      '[name]',
      'a name for it',
      checked('NAME', (text) => checkName(text, 'profile')),
    )
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
    .action((name: string | undefined, options: ProfileOptions) =>
      take(async () => (await import('./profile-add.ts')).addProfile(name, options)),
    )
  profile
    .command('list')
    .description('list the profiles and how they stand')
    .addHelpText('after', example('lanyard profile list'))
    .action(() => take(async () => (await import('./profiles.ts')).listProfiles))
  profile
    .command('show')
    .description('show one profile')
    .argument('[name]', 'the profile')
    .addHelpText('after', example('lanyard profile show dev'))
    .action((name: string | undefined) => take(async () => (await import('./profiles.ts')).showProfile(name)))
  profile
    .command('remove')
    .description('remove a profile')
    .argument('[name]', 'the profile')
    .option(...dryRun)
    .addHelpText('after', example('lanyard profile remove dev'))
    .action((name: string | undefined, options: DryRunOption) =>
      take(async () => (await import('./profiles.ts')).removeProfile(name, options)),
    )
}

function addServe(program: Command, take: Take): void {
  program
    .command('serve')
    .description("open Lanyard's window in a browser, from this machine or through a forwarded port")
    .option('--port <n>', 'the port on 127.0.0.1; any free one without it', port)
    .option('--no-open', 'print the address only')
    .addHelpText('after', example('lanyard serve --port 4100 --no-open'))
    .action((options: ServeOptions) => take(async () => (await import('./serve.ts')).serve(options)))
}

function example(line: string): string {
  return `\nExample:\n  ${line}\n`
}

function wrongUsage(error: CommanderError, at = 'lanyard'): Result<never> {
  if (error.code === refused) return fail('invalid-input', error.message)
  const message = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ')
  return fail('invalid-input', sentence(message), { fix: `See ${at} --help` })
}

function sentence(text: string): string {
  const begun = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.?)]$/.test(begun) ? begun : `${begun}.`
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name()
}
