/** From the words of a command line to the job they ask for, or to help. The commands stand in `commands/`. */
import { Command, CommanderError } from 'commander'
import about from '../../package.json' with { type: 'json' }
import { fail, ok, type Result } from '../../shared/result.ts'
import { refused } from './arguments.ts'
import { addTyped, type Commands, type Take } from './commands/command.ts'
import { logCommands } from './commands/log.ts'
import { profileCommands } from './commands/profiles.ts'
import { serveCommands } from './commands/serve.ts'
import { sessionCommands } from './commands/sessions.ts'
import { sharingCommands } from './commands/sharing.ts'
import { signInCommands } from './commands/signing-in.ts'
import { undoCommands } from './commands/undoing.ts'
import { useCommands } from './commands/use.ts'
import type { Job } from './world.ts'

export type Parsed =
  | { readonly kind: 'job'; readonly job: Job; readonly command: string }
  /** Help or the version, as asked for. */
  | { readonly kind: 'text'; readonly text: string }
  /** Help that was not asked for: the command is missing. */
  | { readonly kind: 'no-command'; readonly help: string }

/** What `argv` (without Node and script) asks for; wrong usage is `invalid-input`. `width` is the terminal's, for help. */
export function parse(argv: readonly string[], width: number): Result<Parsed> {
  const found: { job?: Job; command?: string; at?: string } = {}
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const take: Take = (load) => {
    found.job = async (world) => (await load())(world)
  }
  const words = argv.filter((word) => !word.startsWith('-'))
  const program = createProgram(take, words).hook('preAction', (_, command) => {
    found.command = fullName(command)
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
  const { job, command = '' } = found
  return ok(job ? { kind: 'job', job, command } : { kind: 'no-command', help: program.helpInformation() })
}

/** With the command that was typed alone, where there is one: to describe each costs a start as much as to load them. */
function createProgram(take: Take, words: readonly string[]): Command {
  const program = new Command('lanyard')
    .description('Sign in to AWS IAM Identity Center, and make and use profiles, together with the AWS CLI.')
    .version(about.version, '--version', 'print the version')
    .option('--json', 'print one line of JSON, for programs; never ask')
    .helpOption('-h, --help', 'show help')
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true, commandDescription: (command) => sentence(command.description()) })
    .addHelpText('after', firstSteps)
  const commands = {
    ...under('Signing in:', signInCommands(take)),
    ...under('Using profiles:', useCommands(take)),
    ...under('The config file:', {
      ...sessionCommands(take),
      ...profileCommands(take),
      ...undoCommands(take),
      ...sharingCommands(take),
    }),
    ...under('The window:', serveCommands(take)),
    ...under('When something is wrong:', logCommands(take)),
  }
  return addTyped(program, commands, words)
}

/** `commands` as help lists them, under `heading`. */
function under(heading: string, commands: Commands): Commands {
  return Object.fromEntries(
    Object.entries(commands).map(([name, describe]) => [
      name,
      (command, words) => describe(command.helpGroup(heading), words),
    ]),
  )
}

const firstSteps = `
First steps:
  lanyard session add corp --start-url https://d-1234567890.awsapps.com/start --region us-east-1
  lanyard login corp
  lanyard profile add dev
  lanyard whoami dev

Exit codes: 0 done, 1 failed, 2 wrong usage, 4 sign-in needed, 130 Ctrl-C.
`

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
