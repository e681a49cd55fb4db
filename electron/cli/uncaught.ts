/** What nobody foresaw and no operation caught: into the log, and said as a problem. Loaded when it happens. */
import { unforeseen } from '../app/unforeseen.ts'
import { openLog } from '../system/log.ts'
import { nodeSystem } from '../system/node.ts'
import { asTyped, exitCodes } from './failure.ts'
import { createPrinter } from './printer.ts'
import { wantsJson } from './run.ts'
import type { Streams } from './world.ts'

/** The exit code. */
export function tellUncaught(error: unknown, argv: readonly string[], { stdout, stderr }: Streams): number {
  openLog(nodeSystem(), argv[0] === 'serve' ? 'serve' : 'command')
  createPrinter(wantsJson(argv), stdout, stderr, process.env).problem(asTyped(unforeseen('the command', error)))
  return exitCodes.failed
}
