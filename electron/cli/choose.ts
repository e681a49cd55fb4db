/** A missing answer: taken, asked for, or refused with what it could have been. */
import { listed } from '../../shared/lists.ts'
import { checkNewName } from '../../shared/names.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Ask, Choice } from './ask.ts'

export interface Question {
  /** As in "Which …?": session, account. */
  readonly what: string
  /** How it is given on the command line: `--session NAME`. */
  readonly how: string
  readonly choices: readonly Choice[]
  readonly preset?: string | undefined
  /** What to do when there is nothing to choose from. */
  readonly none: string
  readonly other?: (text: string) => Choice | null
}

/** As many as a person still reads. */
const mostListed = 30

/** As many of `names` as that, in a sentence. */
export function shortList(names: readonly string[]): string {
  return listed(names, mostListed)
}

/**
 * The only choice there is, or the one that a person picks. Without a terminal several are `ambiguous`, and listed;
 * none is `invalid-input`.
 */
export async function choose(ask: Ask | null, question: Question): Promise<Result<string>> {
  const [only, ...others] = question.choices
  if (only && others.length === 0) return ok(only.value)
  return pick(ask, question)
}

/** Like `choose`, but never taken: for what changes or removes the thing that is named. */
export async function pick(ask: Ask | null, question: Question): Promise<Result<string>> {
  const { what, how, choices, preset, none, other } = question
  if (choices.length === 0 && !(ask && other))
    return fail('invalid-input', `There is no ${what} to choose.`, { fix: none })
  if (ask) return ask.pick(`Which ${what}?`, choices, { preset, ...(other ? { other } : {}) })
  const labels = choices.map(({ label }) => label)
  return fail('ambiguous', `Which ${what}? There ${choices.length === 1 ? 'is' : 'are'}: ${shortList(labels)}.`, {
    fix: `Give ${how}.`,
  })
}

/** The name that a session or profile is to get: one that none of `others` has. */
export async function askNewName(
  ask: Ask | null,
  what: 'session' | 'profile',
  others: readonly { readonly name: string }[],
): Promise<Result<string>> {
  const message = `The new name of the ${what} is missing.`
  if (!ask) return fail('invalid-input', message, { fix: 'Give it behind the old one.', field: 'name' })
  const taken = new Set(others.map(({ name }) => name))
  const check = (text: string) => checkNewName(text, what, taken)
  return ask.text('New name', { check })
}

/** Asked before what was picked from a list goes; a name that was typed on the command line is meant. */
export function removalQuestion(named: string | undefined, picked: string): string | undefined {
  // One Enter too many picks the first.
  return named === undefined ? `Remove ${picked}?` : undefined
}
