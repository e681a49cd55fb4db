/** How every command changes the config file: with --dry-run it is shown, else made, and what came of it is told. */
import type { Change, Changed, Preview } from '../../shared/contract.ts'
import type { Diff } from '../../shared/diff.ts'
import { managedBy } from '../../shared/owners.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { App } from '../app/app.ts'
import { shellWord } from './text.ts'
import { diffLines, diffText } from './unified-diff.ts'
import type { World } from './world.ts'

/** The options of every command that writes the config file. */
export interface WriteOptions {
  readonly dryRun?: boolean
  /** Writes even though the file has suddenly lost most of itself. */
  readonly anyway?: boolean
}

/** What a person is asked before a change is made, where there is one to ask. */
interface Question {
  readonly question?: string | undefined
  /** With the lines that change above the question. */
  readonly withLines?: boolean
}

/**
 * Makes `change` and has `answer` print what came of it; with --dry-run prints its unified diff instead. Ok without
 * `answer` called: nothing was written, as the person wanted.
 */
export async function makeChange(
  world: World,
  app: App,
  change: Change,
  { dryRun = false, ...options }: WriteOptions & Question,
  answer: (changed: Changed) => void,
): Promise<Result<unknown>> {
  if (dryRun) return showChange(world, app, change, options.anyway)
  const made = await writeChange(world, app, change, options)
  if (!made.ok || made.value === null) return made
  answer(made.value)
  tellUndo(world, change, made.value)
  return made
}

/**
 * Makes `change`, after the question if there is one. On a terminal a file that has suddenly lost most of itself is a
 * question as well. Null where the answer was no, which is told.
 */
export async function writeChange(
  world: World,
  app: App,
  change: Change,
  { anyway = false, question, withLines = false }: Pick<WriteOptions, 'anyway'> & Question,
): Promise<Result<Changed | null>> {
  if (question !== undefined && world.ask) {
    const shown = withLines ? await noteLines(world, app, change) : ok(null)
    if (!shown.ok) return shown
    const sure = await confirm(world, question)
    if (!sure.ok) return sure
    if (!sure.value) return ok(null)
  }
  const made = await app.call('config.change', { change, anyway })
  if (!made.ok && made.error.code === 'config-shrunk' && world.ask) {
    world.print.note({ text: made.error.message, tone: 'warn' })
    world.print.note('This puts the last good copy back: lanyard restore')
    return writeChange(world, app, change, { anyway: true, question: 'Make the change all the same?' })
  }
  if (made.ok && made.value.putBack) {
    const text = "Another program's older copy of the file had taken its place. The change was put back on top of it."
    world.print.note({ text, tone: 'warn' })
  }
  if (made.ok && made.value.trouble) {
    const { message, fix } = made.value.trouble
    world.print.note({ text: `${message} ${fix}`, tone: 'warn' })
  }
  return made
}

/** Says how `change` is taken back, if anything was written. */
export function tellUndo({ print }: World, change: Change, { id }: Changed): void {
  // Without a name, undo takes the last change that is no undo itself.
  const word = change.kind === 'undo' && id !== null ? shellWord(id) : ''
  if (id !== null && word !== null) print.note({ text: `Undo: lanyard undo ${word}`, tone: 'dim' })
}

/** The lines that `change` would alter; refused as the change itself would be. */
export async function previewOf(app: App, change: Change, anyway = false): Promise<Result<Preview>> {
  const preview = await app.call('config.preview', { change })
  const problem = preview.ok ? preview.value.problem : undefined
  return problem && !(anyway && problem.code === 'config-shrunk') ? { ok: false, error: problem } : preview
}

/** Asks; a no is told. */
export async function confirm(
  { ask, print }: Pick<World, 'ask' | 'print'>,
  question: string,
): Promise<Result<boolean>> {
  if (!ask) return ok(true)
  const answer = await ask.confirm(question, false)
  if (answer.ok && !answer.value) print.note('Nothing was changed.')
  return answer
}

async function showChange(
  { print }: World,
  app: App,
  change: Change,
  anyway: boolean | undefined,
): Promise<Result<unknown>> {
  const diff = await previewOf(app, change, anyway)
  if (!diff.ok) return diff
  const text = diffText(diff.value)
  noteOwners(print, diff.value)
  print.answer({ diff: text, changed: text !== '' }, () => diffLines(diff.value))
  return diff
}

async function noteLines({ print }: World, app: App, change: Change): Promise<Result<Diff>> {
  const diff = await previewOf(app, change, true)
  if (diff.ok) for (const line of diffLines(diff.value)) print.note(line)
  if (diff.ok) noteOwners(print, diff.value)
  return diff
}

function noteOwners(print: World['print'], { managedBy: programs }: Preview): void {
  if (programs) print.note({ text: managedBy(programs), tone: 'warn' })
}
