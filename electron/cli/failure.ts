/** What a problem means on the command line: its exit code, and what to type next. */
import type { ErrorCode, Problem } from '../../shared/result.ts'
import { shellWord } from './text.ts'

export const exitCodes = { done: 0, failed: 1, usage: 2, signInNeeded: 4, interrupted: 130 } as const

const byCode: Partial<Record<ErrorCode, number>> = {
  'invalid-input': exitCodes.usage,
  ambiguous: exitCodes.usage,
  'sign-in-needed': exitCodes.signInNeeded,
  // A token file that cannot be read: the sign-in replaces it.
  'cache-broken': exitCodes.signInNeeded,
  cancelled: exitCodes.interrupted,
}

export function exitCode(problem: Problem): number {
  return byCode[problem.code] ?? exitCodes.failed
}

/** The problem with a next step that can be typed, where its remedy has a command. */
export function asTyped(problem: Problem): Problem {
  const { remedy } = problem
  if (remedy?.kind !== 'sign-in' && remedy?.kind !== 'show-accounts') return problem
  const word = shellWord(remedy.session)
  if (word === null) return problem
  const [what, command] =
    remedy.kind === 'sign-in'
      ? ['Sign in', `lanyard login ${word}`]
      : ['See what is assigned', `lanyard accounts --session ${word}`]
  return { ...problem, fix: `${what}: ${command}` }
}

/** Several problems as one: a sign-in is what is missing only if it would mend them all (exit 4, else 1). */
export function joined(problems: readonly Problem[]): Problem | null {
  const [first, ...others] = problems
  if (!first || others.length === 0) return first ?? null
  const { code } = problems.find((each) => exitCode(each) !== exitCodes.signInNeeded) ?? first
  const unique = (texts: readonly string[], separator: string) => [...new Set(texts)].join(separator)
  return {
    code,
    message: unique(
      problems.map(({ message }) => message),
      ' ',
    ),
    fix: unique(
      problems.map((each) => asTyped(each).fix),
      '; ',
    ),
  }
}
