/** From the words of a command line to the job they ask for, or to help. The commands stand in `commands/`. */
import { Command, CommanderError } from 'commander'
import about from '../../package.json' with { type: 'json' }
import { fail, ok, type Result } from '../../shared/result.ts'
import { refused } from './arguments.ts'
import type { Take } from './commands/command.ts'
import { addLog } from './commands/log.ts'
import { addProfiles } from './commands/profiles.ts'
import { addServe } from './commands/serve.ts'
import { addSessions } from './commands/sessions.ts'
import { addSharing } from './commands/sharing.ts'
import { addSignIn } from './commands/signing-in.ts'
import { addUndoing } from './commands/undoing.ts'
import { addUse } from './commands/use.ts'
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
  program.commandsGroup('The config file:')
  addSessions(program, take)
  addProfiles(program, take)
  addUndoing(program, take)
  addSharing(program, take)
  addServe(program.commandsGroup('The window:'), take)
  addLog(program.commandsGroup('When something is wrong:'), take)
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
