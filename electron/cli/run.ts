/** One command from its arguments to its exit code. */
import { problem, type Problem, type Result } from '../../shared/result.ts'
import type { System } from '../system/ports.ts'
import { asTyped, exitCode, exitCodes } from './failure.ts'
import { createPrinter } from './printer.ts'
import { parse, type Parsed } from './program.ts'
import { createWorld, type Streams } from './world.ts'

export interface Surroundings {
  readonly streams: Streams
  readonly env: System['env']
  /** Made only when a command needs it. */
  readonly system: () => System
  /** Aborts on Ctrl-C. */
  readonly interrupted: AbortSignal
  /** Called with the command's name when it has run, however that went. */
  readonly ran?: (command: string) => Promise<void>
}

/** Runs `argv` (without Node and script) and resolves to the exit code. Throws for bugs only. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { streams, env } = surroundings
  const json = wantsJson(argv)
  const print = createPrinter(json, streams.stdout, streams.stderr, env)
  const parsed = parse(argv, streams.stdout.columns ?? 80)
  if (!parsed.ok) return report(parsed.error)
  return parsed.value.kind === 'job' ? finish(parsed.value) : show(parsed.value)

  function report(error: Problem): number {
    print.problem(asTyped(error))
    return exitCode(error)
  }

  function show(shown: Exclude<Parsed, { kind: 'job' }>): number {
    if (shown.kind === 'text') {
      streams.stdout.write(shown.text)
      return exitCodes.done
    }
    if (json) return report(problem('invalid-input', 'The command is missing.', { fix: 'See lanyard --help' }))
    streams.stderr.write(shown.help)
    return exitCodes.usage
  }

  async function finish({ command, job }: Parsed & { kind: 'job' }): Promise<number> {
    const world = createWorld(print, streams, surroundings.system())
    surroundings.interrupted.addEventListener('abort', print.hush, { once: true })
    const result = await Promise.race([job(world), whenAborted(surroundings.interrupted)])
    await world.close()
    const code = result.ok ? exitCodes.done : report(result.error)
    await surroundings.ran?.(command)
    return code
  }
}

/** Seen before anything is parsed, so that wrong usage is told in JSON as well. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).includes('--json')
}

function whenAborted(signal: AbortSignal): Promise<Result<never>> {
  const error = problem('cancelled', 'Stopped.', { fix: 'Run the command again when you are ready.' })
  const interrupted = { ok: false, error } as const
  return new Promise((resolve) => {
    if (signal.aborted) resolve(interrupted)
    signal.addEventListener('abort', () => resolve(interrupted), { once: true })
  })
}
